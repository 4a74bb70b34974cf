import { bucketStart, formatKst, kstDay, kstDayStart, nextBucketStart } from '../../../domain/kst-time.ts';
import { shiftOf } from '../../../domain/shifts.ts';
import { DAY_MS, type EpochMs, HOUR_MS, type KstDay } from '../../../domain/units.ts';
import type { YardSummary } from '../../../domain/wire/http-api.ts';
import type { KeyKind } from '../../charts/bucket-stacks.ts';

export const RANGES = ['day', 'week', 'month', 'year', 'shift'] as const;
export type Range = (typeof RANGES)[number];
export const KINDS: readonly KeyKind[] = ['grade', 'direction', 'partner'];

/** What of the history stands in the address of a yard page. */
export interface HistoryAddress {
  readonly range?: string | undefined;
  readonly by?: string | undefined;
}

export interface HistorySpan {
  readonly from: EpochMs;
  /** not included */
  readonly to: EpochMs;
  readonly every: '1h' | '1d' | 'shift';
}

/** The range an address asks for; shifts only of a yard that has them. */
export function askedRange({ range }: HistoryAddress, shifts: YardSummary['shifts']): Range {
  if (range === 'shift' && shifts.length === 0) return 'day';
  return RANGES.find((known) => known === range) ?? 'day';
}

export function askedKind({ by }: HistoryAddress): KeyKind {
  return KINDS.find((known) => known === by) ?? 'grade';
}

/** The span of a range around a KST day: its week from Monday, its calendar month, its calendar year. */
export function spanOf(range: Range, day: KstDay, shifts: YardSummary['shifts'] = []): HistorySpan {
  const start = kstDayStart(day) ?? 0;
  if (range === 'day') return { from: start, to: start + DAY_MS, every: '1h' };
  if (range === 'month') {
    const from = bucketStart(start, '1mo');
    return { from, to: nextBucketStart(from, '1mo'), every: '1d' };
  }
  if (range === 'year') {
    const year = Number(day.slice(0, 4));
    return { from: kstDayStart(`${day.slice(0, 4)}-01-01`) ?? 0, to: newYear(year + 1), every: '1d' };
  }
  const monday = start - ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) * DAY_MS;
  if (range === 'week') return { from: monday, to: monday + 7 * DAY_MS, every: '1h' };
  // a week of whole shifts begins with Monday's first shift, so that no shift is cut
  const first = shifts[0] === undefined ? 0 : shiftOf(shifts[0]).startMs;
  return { from: monday + first, to: monday + 7 * DAY_MS + first, every: 'shift' };
}

/** The KST days a span touches, first and last; the last is never after `today`. */
export function daysOf({ from, to }: HistorySpan, today: KstDay): { readonly from: KstDay; readonly to: KstDay } {
  const last = kstDay(to - 1);
  return { from: kstDay(from), to: last > today ? today : last };
}

/** The day that stands for the range before (`-1`) or after (`1`) the one around a day; never after today. */
export function neighbour(range: Range, day: KstDay, steps: 1 | -1, today: KstDay): KstDay {
  const start = kstDayStart(day) ?? 0;
  const { from, to } = spanOf(range === 'shift' ? 'week' : range, day);
  const days = range === 'day' ? 1 : 7;
  const isFixed = range === 'day' || range === 'week' || range === 'shift';
  const next = isFixed ? kstDay(start + steps * days * DAY_MS) : kstDay(steps === 1 ? to : from - HOUR_MS);
  return next > today ? today : next;
}

/** A span as the wire writes it. */
export function wireSpan({ from, to, every }: HistorySpan): { from: string; to: string; every: HistorySpan['every'] } {
  return { from: formatKst(from), to: formatKst(to), every };
}

function newYear(year: number): EpochMs {
  return kstDayStart(`${String(year).padStart(4, '0')}-01-01`) ?? 0;
}
