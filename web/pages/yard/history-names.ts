import { formatKst, kstDay } from '../../../domain/kst-time.ts';
import { shiftAt, shiftOf } from '../../../domain/shifts.ts';
import { DAY_MS, type EpochMs, type KstDay } from '../../../domain/units.ts';
import type { YardSummary } from '../../../domain/wire/http-api.ts';
import type { Texts } from '../../text/ko.ts';
import type { HistorySpan, Range } from './history-range.ts';

export interface BucketNames {
  /** what stands under a bucket of the chart; empty: nothing */
  readonly axis: (time: EpochMs) => string;
  /** what a table and a tooltip call it */
  readonly full: (time: EpochMs) => string;
}

/** The first and every fifth day of a month: few enough to stand apart on a phone. */
const isLabelledDate = (day: KstDay): boolean => day.endsWith('-01') || Number(day.slice(8)) % 5 === 0;

const hourOf = (time: EpochMs): number => Number(formatKst(time).slice(11, 13));

/** How the buckets of a range are called; a week's days stand under their noon, a year's months under their middle. */
export function bucketNames(range: Range, shifts: YardSummary['shifts'], words: Texts): BucketNames {
  const day = (time: EpochMs): string => words.date.day(kstDay(time));
  const short = (time: EpochMs): string => {
    const [, month, date] = kstDay(time).split('-').map(Number);
    return words.history.dayShort(month ?? 0, date ?? 0);
  };
  switch (range) {
    case 'day':
      return { axis: (time) => words.date.hour(hourOf(time)), full: (time) => words.date.hour(hourOf(time)) };
    case 'week':
      return {
        axis: (time) => (hourOf(time) === 12 ? day(time) : ''),
        full: (time) => `${day(time)} ${words.date.hour(hourOf(time))}`,
      };
    case 'month':
      return { axis: (time) => (isLabelledDate(kstDay(time)) ? short(time) : ''), full: day };
    case 'year':
      return {
        axis: (time) =>
          kstDay(time).endsWith('-15') ? words.history.monthShort(Number(kstDay(time).slice(5, 7))) : '',
        full: day,
      };
    case 'shift': {
      const known = shifts.map(shiftOf);
      const name = (time: EpochMs): string => shiftAt(known, time)?.shift.name ?? '';
      const middle = shifts[Math.floor((shifts.length - 1) / 2)]?.name;
      return {
        axis: (time) => (name(time) === middle ? `${name(time)}\n${short(time)}` : name(time)),
        full: (time) => `${day(time)} ${name(time)}`,
      };
    }
  }
}

/** What a range around a day is called: its day, its first and last day, its month or its year. */
export function spanName(range: Range, { from, to }: HistorySpan, words: Texts): string {
  const first: KstDay = kstDay(from);
  const [year, month] = first.split('-').map(Number);
  if (range === 'day') return words.date.day(first);
  if (range === 'month') return words.history.month(year ?? 0, month ?? 0);
  if (range === 'year') return words.history.year(year ?? 0);
  const days = range === 'shift' ? kstDay(from + 6 * DAY_MS) : kstDay(to - 1);
  return words.history.span(words.date.day(first), words.date.day(days));
}
