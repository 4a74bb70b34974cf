import { describe, expect, it } from 'vitest';
import { MAX_EVIDENCE_BYTES } from '../../../domain/wire/slips-api.ts';
import { MAX_PHOTO_BYTES, photoProblem, photoType, refusalOf } from '../../../web/slips/evidence-photos.ts';
import { en } from '../../../web/text/en.ts';
import { ko } from '../../../web/text/ko.ts';
import { byteWords } from '../../../web/text/weights.ts';

const JPEG = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70);
const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const PDF = new TextEncoder().encode('%PDF-1.7');
const MIB = 1024 * 1024;

describe('a photo handed in', () => {
  it.each([
    ['a JPEG', 2 * MIB, JPEG, 0, null],
    ['a PNG of just what is taken', 10 * MIB, PNG, 7, null],
    ['one byte more', 10 * MIB + 1, PNG, 0, 'TOO_BIG'],
    ['one of 40 MB', 40 * MIB, JPEG, 0, 'TOO_BIG'],
    ['a PDF that is called .jpg', 9_000, PDF, 0, 'WRONG_TYPE'],
    ['two bytes', 2, JPEG.slice(0, 2), 0, 'WRONG_TYPE'],
    ['an empty file', 0, new Uint8Array(), 0, 'EMPTY'],
    ['the ninth', 2 * MIB, JPEG, 8, 'TOO_MANY'],
  ])('%s is judged before it is sent', (_, size, first, held, problem) => {
    expect(photoProblem(size, first, held)).toBe(problem);
  });

  it('is what its first bytes say', () => {
    expect([JPEG, PNG, PDF].map(photoType)).toEqual(['image/jpeg', 'image/png', null]);
  });

  it('may be as big as the server takes', () => expect(MAX_PHOTO_BYTES).toBe(MAX_EVIDENCE_BYTES));

  it.each([
    ['FILE_TYPE_REFUSED', undefined, 'WRONG_TYPE'],
    ['FILE_TOO_BIG', undefined, 'TOO_FINE'],
    ['CONFLICT', 'EVIDENCE_TOO_MUCH', 'TOO_MANY'],
    ['NETWORK', undefined, 'FAILED'],
  ])('that the server refuses as %s (%s) is %s', (code, problem, shown) => {
    expect(refusalOf({ code, details: { problem } })).toBe(shown);
  });

  it.each(['TOO_BIG', 'WRONG_TYPE', 'EMPTY', 'TOO_MANY', 'TOO_FINE', 'FAILED'])(
    'that is refused as %s names the file',
    (problem) => {
      for (const words of [ko, en]) {
        expect(words.partnerPage.photoProblems[problem]?.('적재함.jpg', byteWords(40 * MIB))).toContain('적재함.jpg');
      }
    },
  );

  it('of 40 MB is told its size and the limit', () => {
    expect(ko.partnerPage.photoProblems.TOO_BIG?.('적재함.jpg', byteWords(40 * MIB))).toBe(
      '‘적재함.jpg’은(는) 41.9 MB라서 보낼 수 없습니다. 10 MB보다 작게 줄여 다시 넣으세요.',
    );
  });
});
