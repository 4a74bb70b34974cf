import { startOfKstWeek, WEEK_MS } from '../../../domain/flows/buckets.ts';
import {
  bucketStart,
  formatKst,
  KST_OFFSET_MS,
  kstDay,
  kstDayStart,
  startOfKstHour,
} from '../../../domain/kst-time.ts';
import { DAY_MS, type EpochMs, HOUR_MS, type KstDay } from '../../../domain/units.ts';

export const RANGES = ['today', 'week', 'month', '30d', '90d', 'quarter', 'year', 'custom'] as const;
export type Range = (typeof RANGES)[number];

/** A range around a KST day; `to` is the last day of `custom` and counts for nothing elsewhere. */
export interface RangeChoice {
  readonly range: Range;
  readonly day: KstDay;
  readonly to: KstDay;
}

export interface Span {
  readonly from: EpochMs;
  /** not included */
  readonly to: EpochMs;
}

const DAYS_MS = { '30d': 30 * DAY_MS, '90d': 90 * DAY_MS } as const;
/** Weekdays weigh more than dates: a day or week is compared with the same weekdays a year before. */
const YEAR_OF_WEEKS_MS = 52 * WEEK_MS;

const at = (day: KstDay): EpochMs => kstDayStart(day) ?? 0;
const monthsFrom = (start: EpochMs, months: number): EpochMs => {
  const [year = 0, month = 1] = kstDay(start).split('-').map(Number);
  return Date.UTC(year, month - 1 + months, 1) - KST_OFFSET_MS;
};

/** The whole span of a range around its day: KST weeks from Monday, calendar months, quarters and years. */
export function spanOf({ range, day, to }: RangeChoice): Span {
  const start = at(day);
  switch (range) {
    case 'today':
      return { from: start, to: start + DAY_MS };
    case 'week':
      return { from: startOfKstWeek(start), to: startOfKstWeek(start) + WEEK_MS };
    case 'month':
      return { from: bucketStart(start, '1mo'), to: monthsFrom(start, 1) };
    case '30d':
    case '90d':
      return { from: start + DAY_MS - DAYS_MS[range], to: start + DAY_MS };
    case 'quarter': {
      const month = bucketStart(start, '1mo');
      const from = monthsFrom(month, -((Number(day.slice(5, 7)) - 1) % 3));
      return { from, to: monthsFrom(from, 3) };
    }
    case 'year':
      return { from: at(`${day.slice(0, 4)}-01-01`), to: monthsFrom(at(`${day.slice(0, 4)}-12-01`), 1) };
    case 'custom':
      return { from: start, to: Math.max(at(to), start) + DAY_MS };
  }
}

/** True while now lies within a span, so that it still grows. */
export function isRunning({ from, to }: Span, now: EpochMs): boolean {
  return from <= now && now < to;
}

/** The spans that a span is compared with; a running one with the same part of them, to the hour. */
export function comparedSpans(choice: RangeChoice, now: EpochMs): { readonly before: Span; readonly lastYear: Span } {
  const span = spanOf(choice);
  const elapsed = isRunning(span, now) ? startOfKstHour(now) + HOUR_MS - span.from : span.to - span.from;
  const cut = (from: EpochMs, to: EpochMs): Span => ({ from, to: Math.min(to, from + elapsed) });
  const whole = !isRunning(span, now);
  const before = cut(beforeOf(choice, span), span.from);
  const yearAgo = isByWeekday(choice.range) ? span.from - YEAR_OF_WEEKS_MS : monthDayYearsAgo(span.from);
  const yearEnd = isByWeekday(choice.range) ? span.to - YEAR_OF_WEEKS_MS : monthDayYearsAgo(span.to);
  return {
    before: whole ? { from: before.from, to: span.from } : before,
    lastYear: whole ? { from: yearAgo, to: yearEnd } : cut(yearAgo, yearEnd),
  };
}

const isByWeekday = (range: Range): boolean => range === 'today' || range === 'week';

function beforeOf({ range }: RangeChoice, { from, to }: Span): EpochMs {
  if (range === 'month') return monthsFrom(from, -1);
  if (range === 'quarter') return monthsFrom(from, -3);
  if (range === 'year') return monthsFrom(from, -12);
  return from - (to - from);
}

/** The same month and day a year before; 29 February becomes 28 February. */
function monthDayYearsAgo(instant: EpochMs): EpochMs {
  const day = kstDay(instant);
  const year = String(Number(day.slice(0, 4)) - 1);
  return kstDayStart(`${year}${day.slice(4)}`) ?? at(`${year}-02-28`);
}

/** The day that stands for the range before (`-1`) or after (`1`); never after today. */
export function neighbour(choice: RangeChoice, steps: 1 | -1, today: KstDay): RangeChoice {
  const { from, to } = spanOf(choice);
  if (choice.range === 'custom' || choice.range in DAYS_MS) {
    const moved = (day: KstDay): KstDay => kstDay(at(day) + steps * (to - from));
    return limited({ range: choice.range, day: moved(choice.day), to: moved(choice.to) }, today);
  }
  return limited({ ...choice, day: kstDay(steps === 1 ? to : from - DAY_MS) }, today);
}

function limited(choice: RangeChoice, today: KstDay): RangeChoice {
  return choice.range !== 'custom' && choice.day > today ? { ...choice, day: today } : choice;
}

/** The widths of buckets that fit a span, so that a chart is neither a wall of points nor a handful. */
export function grainOf({ from, to }: Span): '1h' | '1d' | '1w' | '1mo' {
  const days = (to - from) / DAY_MS;
  if (days <= 2) return '1h';
  if (days <= 95) return '1d';
  return days <= 400 ? '1w' : '1mo';
}

/** A span as the wire writes it. */
export function wireSpan({ from, to }: Span): { from: string; to: string } {
  return { from: formatKst(from), to: formatKst(to) };
}

/** First and last KST day of a span. */
export function daysOfSpan({ from, to }: Span): { readonly from: KstDay; readonly to: KstDay } {
  return { from: kstDay(from), to: kstDay(Math.max(from, to - 1)) };
}

/** What of a range stands in an address. */
export interface RangeAddress {
  readonly range?: string | undefined;
  readonly day?: string | undefined;
  readonly to?: string | undefined;
}

/** The range that an address asks for; days that do not exist become today, and the end never comes before the start. */
export function readRange(address: RangeAddress, today: KstDay, usual: Range): RangeChoice {
  const range = RANGES.find((known) => known === address.range) ?? usual;
  const known = (day: string | undefined): KstDay | null =>
    day !== undefined && kstDayStart(day) !== null ? day : null;
  const first = known(address.day) ?? today;
  const last = known(address.to) ?? first;
  return { range, day: first, to: range === 'custom' && last > first ? last : first };
}

/** A range as an address says it, whatever day it is opened on. */
export function writeRange({ range, day, to }: RangeChoice): { range: string; day: string; to: string | null } {
  return { range, day, to: range === 'custom' ? to : null };
}
