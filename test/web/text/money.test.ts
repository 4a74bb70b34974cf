import { describe, expect, it } from 'vitest';
import { wonEnglish, wonKorean } from '../../../web/text/money.ts';

describe('won', () => {
  it.each([
    [0, '0원', '₩0'],
    [8_500, '8,500원', '₩8,500'],
    [9_999, '9,999원', '₩9,999'],
    [10_000, '1만 원', '₩10,000'],
    [123_456, '12만 원', '₩120,000'],
    [4_790_000, '479만 원', '₩4,790,000'],
    [99_996_000, '1억 원', '₩100,000,000'],
    [123_400_000, '1억 2,340만 원', '₩123,400,000'],
    [1_000_010_000, '10억 1만 원', '₩1,000,010,000'],
  ])('%i are %s, in English %s', (won, korean, english) => {
    expect(wonKorean(won)).toBe(korean);
    expect(wonEnglish(won)).toBe(english);
  });
});
