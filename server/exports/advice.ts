import { kstDay, startOfKstDay } from '../../domain/kst-time.ts';
import { DAY_MS, type EpochMs } from '../../domain/units.ts';
import { EXPORT_SPANS, type ExportSpan } from '../../domain/wire/flows-api.ts';
import type { DayCounts } from '../stores/columns/photo-counts.ts';

/** Which span of the calendar in Korea an instant lies in. */
const NAMES: Readonly<Record<ExportSpan, (at: EpochMs) => string>> = {
  'half-year': (at) => `${kstDay(at).slice(0, 4)} ${Math.floor((monthOf(at) - 1) / 6)}`,
  quarter: (at) => `${kstDay(at).slice(0, 4)} ${Math.floor((monthOf(at) - 1) / 3)}`,
  month: (at) => kstDay(at).slice(0, 7),
  // 1970-01-05 was a Monday
  week: (at) => String(Math.floor((startOfKstDay(at) - startOfKstDay(Date.UTC(1970, 0, 5))) / (7 * DAY_MS))),
  day: kstDay,
};

/** The widest span of the calendar of which each part of an export fits the limit; null when not even days do. */
export function advisedSpan(days: DayCounts, limit: number): ExportSpan | null {
  return EXPORT_SPANS.find((span) => largest(days, NAMES[span]) <= limit) ?? null;
}

function largest(days: DayCounts, nameOf: (at: EpochMs) => string): number {
  const parts = new Map<string, number>();
  for (const [day, rows] of days) parts.set(nameOf(day), (parts.get(nameOf(day)) ?? 0) + rows);
  return Math.max(0, ...parts.values());
}

const monthOf = (at: EpochMs): number => Number(kstDay(at).slice(5, 7));

const WORDS: Readonly<Record<ExportSpan, string>> = {
  'half-year': '반년씩 나누어',
  quarter: '분기씩 나누어',
  month: '한 달씩 나누어',
  week: '일주일씩 나누어',
  day: '하루씩 나누어',
};

/** The same in words, as the refusal says it. */
export function adviceWords(span: ExportSpan | null): string {
  return span === null ? '야드, 거래처, 등급으로 줄여' : WORDS[span];
}
