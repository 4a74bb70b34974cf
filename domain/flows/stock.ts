import { GRADE_BUCKETS, type GradeBucket } from '../grades.ts';
import { DAY_MS, type EpochMs, type Kilogram } from '../units.ts';

/** KST days over which what leaves is averaged: four weeks, so that every weekday weighs the same. */
export const OUT_DAYS = 28;
export const OUT_SPAN_MS = OUT_DAYS * DAY_MS;

/** A person's count of a grade on the ground. */
export interface StockCount {
  readonly kg: Kilogram;
  readonly at: EpochMs;
  readonly by: string;
}

/** What is known of a grade of a yard. */
export interface GradeStock {
  readonly grade: GradeBucket;
  /** the last count; `null`: never counted, so that the sums go back to the yard's first truck */
  readonly counted: StockCount | null;
  /** brought and taken since the count */
  readonly inKg: Kilogram;
  readonly outKg: Kilogram;
  /** taken on the last `OUT_DAYS` whole KST days */
  readonly recentOutKg: Kilogram;
}

export interface StockOfGrade extends GradeStock {
  /** counted + in - out; below 0 says that a count is due */
  readonly kg: Kilogram;
  readonly outPerDayKg: number;
  /** how long it lasts as it left of late; `null`: nothing left */
  readonly days: number | null;
}

/** The stock of a grade: its last count, plus what came since, minus what left. */
export function stockOf(known: GradeStock): StockOfGrade {
  const kg = (known.counted?.kg ?? 0) + known.inKg - known.outKg;
  const outPerDayKg = known.recentOutKg / OUT_DAYS;
  return { ...known, kg, outPerDayKg, days: outPerDayKg === 0 ? null : Math.max(0, kg) / outPerDayKg };
}

/** Grades that lie there, were counted or moved of late, in the order of worth. */
export function stockLines(known: readonly GradeStock[]): StockOfGrade[] {
  return known
    .map(stockOf)
    .filter(({ kg, counted, inKg, outKg }) => kg !== 0 || counted !== null || inKg !== 0 || outKg !== 0)
    .sort((a, b) => GRADE_BUCKETS.indexOf(a.grade) - GRADE_BUCKETS.indexOf(b.grade));
}
