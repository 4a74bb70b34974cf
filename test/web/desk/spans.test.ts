import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatKst, kstDay, parseEventTime } from '../../../domain/kst-time.ts';
import {
  comparedSpans,
  grainOf,
  neighbour,
  RANGES,
  type Range,
  type RangeChoice,
  readRange,
  type Span,
  spanOf,
  writeRange,
} from '../../../web/desk/procurement/spans.ts';

const NOW = parseEventTime('2026-11-22T14:20:00+09:00') ?? 0;
const choice = (range: Range, day = '2026-11-22', to = day): RangeChoice => ({ range, day, to });
const words = ({ from, to }: Span) => `${formatKst(from).slice(0, 13)} ${formatKst(to).slice(0, 13)}`;

describe('a range', () => {
  it.each<[Range, string]>([
    ['today', '2026-11-22T00 2026-11-23T00'],
    ['week', '2026-11-16T00 2026-11-23T00'],
    ['month', '2026-11-01T00 2026-12-01T00'],
    ['30d', '2026-10-24T00 2026-11-23T00'],
    ['90d', '2026-08-25T00 2026-11-23T00'],
    ['quarter', '2026-10-01T00 2027-01-01T00'],
    ['year', '2026-01-01T00 2027-01-01T00'],
  ])('%s around a day is a whole span', (range, expected) => expect(words(spanOf(choice(range)))).toBe(expected));

  it("of one's own holds its last day", () =>
    expect(words(spanOf(choice('custom', '2026-09-01', '2026-09-03')))).toBe('2026-09-01T00 2026-09-04T00'));

  it.each<[Range, string, string]>([
    ['today', '2026-11-21T00 2026-11-21T15', '2025-11-23T00 2025-11-23T15'],
    ['week', '2026-11-09T00 2026-11-15T15', '2025-11-17T00 2025-11-23T15'],
    ['month', '2026-10-01T00 2026-10-22T15', '2025-11-01T00 2025-11-22T15'],
    ['30d', '2026-09-24T00 2026-10-23T15', '2025-10-24T00 2025-11-22T15'],
    ['quarter', '2026-07-01T00 2026-08-22T15', '2025-10-01T00 2025-11-22T15'],
    ['year', '2025-01-01T00 2025-11-22T15', '2025-01-01T00 2025-11-22T15'],
  ])('%s that is running is compared with the same part', (range, before, lastYear) => {
    const compared = comparedSpans(choice(range), NOW);
    expect(words(compared.before)).toBe(before);
    expect(words(compared.lastYear)).toBe(lastYear);
  });

  it('that is over is compared with whole ones, a leap day with the day before it', () => {
    const february = comparedSpans(choice('month', '2026-02-10'), NOW);
    expect(words(february.before)).toBe('2026-01-01T00 2026-02-01T00');
    expect(words(february.lastYear)).toBe('2025-02-01T00 2025-03-01T00');
    expect(words(comparedSpans(choice('custom', '2024-02-29', '2024-03-01'), NOW).lastYear)).toBe(
      '2023-02-28T00 2023-03-02T00',
    );
  });

  it('moves to its neighbours, never beyond today', () => {
    expect(neighbour(choice('month'), -1, '2026-11-22').day).toBe('2026-10-31');
    expect(neighbour(choice('month', '2026-10-31'), 1, '2026-11-22').day).toBe('2026-11-01');
    expect(neighbour(choice('week'), 1, '2026-11-22').day).toBe('2026-11-22');
    expect(neighbour(choice('30d', '2026-11-10'), 1, '2026-11-22').day).toBe('2026-11-22');
    expect(neighbour(choice('custom', '2026-09-01', '2026-09-03'), -1, '2026-11-22')).toEqual({
      ...{ range: 'custom', day: '2026-08-29', to: '2026-08-31' },
    });
  });

  it('is cut into buckets of a width that fits', () => {
    expect(RANGES.map((range) => grainOf(spanOf(choice(range))))).toEqual([
      ...['1h', '1d', '1d', '1d', '1d', '1d', '1w', '1h'],
    ]);
    expect(grainOf(spanOf(choice('custom', '2024-01-01', '2026-11-22')))).toBe('1mo');
  });

  it('reads from its address what was written to it', () => {
    const day = fc.integer({ min: 0, max: 20_000 }).map((days) => kstDay(days * 86_400_000));
    fc.assert(
      fc.property(fc.constantFrom(...RANGES), day, day, (range, a, b) => {
        const [first, last] = a < b ? [a, b] : [b, a];
        const wished = choice(range, first, range === 'custom' ? last : first);
        const { to, ...written } = writeRange(wished);
        expect(readRange({ ...written, to: to ?? undefined }, '2026-11-22', '30d')).toEqual(wished);
      }),
    );
  });

  it('falls back to today and to the usual range when an address makes no sense', () => {
    expect(readRange({ range: 'decade', day: '2026-13-01', to: '!' }, '2026-11-22', '30d')).toEqual(choice('30d'));
    expect(readRange({ range: 'custom', day: '2026-09-03', to: '2026-09-01' }, '2026-11-22', '30d')).toEqual(
      choice('custom', '2026-09-03'),
    );
  });
});
