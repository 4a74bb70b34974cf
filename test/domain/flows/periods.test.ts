import { describe, expect, it } from 'vitest';
import { flowBucketStarts, startOfKstWeek } from '../../../domain/flows/buckets.ts';
import { comparedPeriods } from '../../../domain/flows/periods.ts';
import { formatKst } from '../../../domain/kst-time.ts';

const kst = (text: string) => Date.parse(`${text.length === 10 ? `${text}T00:00` : text}:00+09:00`);
const shown = (at: number) => formatKst(at).slice(0, 16).replace('T00:00', '');
const compared = (from: string, to: string) => {
  const { before, lastYear } = comparedPeriods({ from: kst(from), to: kst(to) });
  return [before.from, before.to, lastYear.from, lastYear.to].map(shown);
};

describe('what a period is compared with', () => {
  it.each([
    ['days', '2026-11-03', '2026-11-06', ['2026-10-31', '2026-11-03', '2025-11-03', '2025-11-06']],
    [
      'part of a day',
      '2026-11-03T06:00',
      '2026-11-03T18:00',
      ['2026-11-02T18:00', '2026-11-03T06:00', '2025-11-03T06:00', '2025-11-03T18:00'],
    ],
    ['a month', '2026-03-01', '2026-04-01', ['2026-02-01', '2026-03-01', '2025-03-01', '2025-04-01']],
    ['a quarter', '2026-01-01', '2026-04-01', ['2025-10-01', '2026-01-01', '2025-01-01', '2025-04-01']],
    ['a year', '2026-01-01', '2027-01-01', ['2025-01-01', '2026-01-01', '2025-01-01', '2026-01-01']],
    [
      'a month that begins within a day',
      '2026-03-01T09:00',
      '2026-04-01',
      ['2026-01-29T18:00', '2026-03-01T09:00', '2025-03-01T09:00', '2025-04-01'],
    ],
    // week 47 of 2026 and of 2025
    ['a week', '2026-11-16', '2026-11-23', ['2026-11-09', '2026-11-16', '2025-11-17', '2025-11-24']],
    // week 1 of 2026 begins in 2025; that of 2025 in 2024
    ['the first week', '2025-12-29', '2026-01-05', ['2025-12-22', '2025-12-29', '2024-12-30', '2025-01-06']],
    // 2026 has 53 weeks, 2025 has 52: the week after stands for its 53rd
    ['a 53rd week', '2026-12-28', '2027-01-04', ['2026-12-21', '2026-12-28', '2025-12-29', '2026-01-05']],
    ['two weeks', '2026-11-09', '2026-11-23', ['2026-10-26', '2026-11-09', '2025-11-10', '2025-11-24']],
    ['29 February', '2028-02-29', '2028-03-01', ['2028-02-28', '2028-02-29', '2027-02-28', '2027-03-01']],
    ['the day before it', '2028-02-28T00:00', '2028-02-29', ['2028-02-27', '2028-02-28', '2027-02-28', '2027-03-01']],
  ])('%s: as much before it, and the same of the year before', (_, from, to, expected) => {
    expect(compared(from, to)).toEqual(expected);
  });
});

describe('buckets of flows', () => {
  it('are weeks from Monday to Sunday, months, days, hours or all', () => {
    const [from, to] = [kst('2026-11-22'), kst('2026-12-01')];
    expect(shown(startOfKstWeek(from))).toBe('2026-11-16');
    expect(flowBucketStarts(from, to, '1w').map(shown)).toEqual(['2026-11-16', '2026-11-23', '2026-11-30']);
    expect(flowBucketStarts(from, to, '1mo').map(shown)).toEqual(['2026-11-01']);
    expect(flowBucketStarts(from, to, '1d')).toHaveLength(9);
    expect(flowBucketStarts(from, to, '1h')).toHaveLength(216);
    expect(flowBucketStarts(from, to, 'all')).toEqual([from]);
  });
});
