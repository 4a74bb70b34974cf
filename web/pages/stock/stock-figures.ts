import { GRADES } from '../../../domain/grades.ts';
import { formatKst, kstDay, parseEventTime } from '../../../domain/kst-time.ts';
import type { StockCountRequest, StockReport } from '../../../domain/wire/flows-api.ts';

export type YardStock = StockReport['yards'][number];
export type Need = StockReport['needs'][number];

/** Kilograms on the ground; what lies below zero is no stock. */
export function totalOf({ grades }: YardStock): number {
  return grades.reduce((sum, { kg }) => sum + Math.max(0, kg), 0);
}

/** True when a count is due: more left than is known to have come. */
export function needsCount({ grades }: YardStock): boolean {
  return grades.some(({ kg }) => kg < 0);
}

/** Share of a KST month that is over at an instant: what should have been delivered of its need by then. */
export function dueShare(month: string, at: string): number {
  const day = kstDay(parseEventTime(at) ?? 0);
  if (month !== day.slice(0, 7)) return month < day.slice(0, 7) ? 1 : 0;
  const [year = 0, number = 1] = month.split('-').map(Number);
  return Number(day.slice(8)) / new Date(Date.UTC(year, number, 0)).getUTCDate();
}

/** Delivered share of a need; without a need everything is there. */
export function reachedShare({ kg, deliveredKg }: Need): number {
  return kg === 0 ? 1 : deliveredKg / kg;
}

/** What a form of a count says, letter by letter. */
export interface CountForm {
  readonly grades: Readonly<Record<string, string>>;
  /** as `datetime-local` gives it, in KST */
  readonly when: string;
  readonly reason: string;
}

export type CountProblem =
  | { readonly code: 'nothingCounted' | 'reasonNeeded' | 'badTime' }
  | { readonly code: 'badNumber'; readonly grade: string };

/** The count that a form asks to book, or what is wrong with it. Grades left empty are not counted. */
export function countOf(form: CountForm, now: number): StockCountRequest | CountProblem {
  const written = GRADES.map((grade) => [grade, (form.grades[grade] ?? '').replace(/[,\s]/gu, '')] as const);
  const filled = written.filter(([, words]) => words !== '');
  const wrong = filled.find(([, words]) => !/^\d{1,9}$/u.test(words));
  if (wrong !== undefined) return { code: 'badNumber', grade: wrong[0] };
  if (filled.length === 0) return { code: 'nothingCounted' };
  if (form.reason.trim() === '') return { code: 'reasonNeeded' };
  const at = parseEventTime(`${form.when}:00+09:00`);
  if (at === null || at > now) return { code: 'badTime' };
  return {
    countedAt: formatKst(at),
    grades: Object.fromEntries(filled.map(([grade, words]) => [grade, Number(words)])),
    reason: form.reason.trim(),
  };
}
