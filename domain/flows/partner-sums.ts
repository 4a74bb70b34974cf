import type { GradeBucket } from '../grades.ts';
import { declaredGradeOf } from '../schemes.ts';
import type { Kilogram } from '../units.ts';

/** What of a visit counts for its partner. */
export interface CountedVisit {
  readonly status: 'open' | 'closed' | 'cancelled';
  readonly direction: string | null;
  readonly partner: string | null;
  readonly net: Kilogram | null;
  readonly deduction: Kilogram;
  readonly accepted: Kilogram | null;
  readonly grades: Readonly<Partial<Record<GradeBucket, Kilogram>>>;
  readonly declaredGrade: string | null;
  readonly basis: 'photos' | 'declared' | 'corrected' | 'none';
  readonly confidence: number | null;
  readonly exceptions: readonly unknown[];
}

/** What visits amount to beside their kilograms by grade: sums, so that days add up to any span. */
export interface PartnerSums {
  /** closed visits and their kilograms */
  readonly trucks: number;
  readonly netKg: Kilogram;
  readonly deductionKg: Kilogram;
  readonly acceptedKg: Kilogram;
  /** closed visits that declared a known grade and were judged by photos or a person: their net, and what of it is that grade */
  readonly declaredTrucks: number;
  readonly declaredKg: Kilogram;
  readonly matchedKg: Kilogram;
  readonly exceptionTrucks: number;
  /** closed visits whose grades rest on a person's word */
  readonly correctedTrucks: number;
  readonly deductedTrucks: number;
  /** visits that a person cancelled */
  readonly cancelledTrucks: number;
  /** sum over the closed visits that have one, and their number */
  readonly confidenceSum: number;
  readonly confidenceTrucks: number;
}

export const NO_SUMS: PartnerSums = {
  trucks: 0,
  netKg: 0,
  deductionKg: 0,
  acceptedKg: 0,
  declaredTrucks: 0,
  declaredKg: 0,
  matchedKg: 0,
  exceptionTrucks: 0,
  correctedTrucks: 0,
  deductedTrucks: 0,
  cancelledTrucks: 0,
  confidenceSum: 0,
  confidenceTrucks: 0,
};

export function addSums(a: PartnerSums, b: PartnerSums): PartnerSums {
  return {
    trucks: a.trucks + b.trucks,
    netKg: a.netKg + b.netKg,
    deductionKg: a.deductionKg + b.deductionKg,
    acceptedKg: a.acceptedKg + b.acceptedKg,
    declaredTrucks: a.declaredTrucks + b.declaredTrucks,
    declaredKg: a.declaredKg + b.declaredKg,
    matchedKg: a.matchedKg + b.matchedKg,
    exceptionTrucks: a.exceptionTrucks + b.exceptionTrucks,
    correctedTrucks: a.correctedTrucks + b.correctedTrucks,
    deductedTrucks: a.deductedTrucks + b.deductedTrucks,
    cancelledTrucks: a.cancelledTrucks + b.cancelledTrucks,
    confidenceSum: a.confidenceSum + b.confidenceSum,
    confidenceTrucks: a.confidenceTrucks + b.confidenceTrucks,
  };
}

/** What one visit adds: an open one nothing, a cancelled one itself alone. */
export function sumsOf(visit: CountedVisit): PartnerSums {
  if (visit.status === 'cancelled') return { ...NO_SUMS, cancelledTrucks: 1 };
  if (visit.status === 'open') return NO_SUMS;
  const declared = declaredOf(visit);
  const netKg = visit.net ?? 0;
  return {
    trucks: 1,
    netKg,
    deductionKg: visit.deduction,
    acceptedKg: visit.accepted ?? 0,
    declaredTrucks: declared === null ? 0 : 1,
    declaredKg: declared === null ? 0 : netKg,
    matchedKg: declared === null ? 0 : (visit.grades[declared] ?? 0),
    exceptionTrucks: visit.exceptions.length > 0 ? 1 : 0,
    correctedTrucks: visit.basis === 'corrected' ? 1 : 0,
    deductedTrucks: visit.deduction > 0 ? 1 : 0,
    cancelledTrucks: 0,
    confidenceSum: visit.confidence ?? 0,
    confidenceTrucks: visit.confidence === null ? 0 : 1,
  };
}

/** The known grade that was declared of a visit which was judged since; a visit that rests on its declaration proves nothing. */
function declaredOf({ declaredGrade, basis }: CountedVisit): GradeBucket | null {
  return declaredGrade === null || (basis !== 'photos' && basis !== 'corrected')
    ? null
    : declaredGradeOf(declaredGrade);
}

/** Visits of one partner in one direction; the empty text stands for a visit that names none. */
export interface SumsOfPartner {
  readonly direction: string;
  readonly partner: string;
  readonly sums: PartnerSums;
}

/** Adds visits up by direction and partner, in the order in which these first occur; who only has open ones is left out. */
export function partnerSums(visits: Iterable<CountedVisit>): SumsOfPartner[] {
  const found = new Map<string, SumsOfPartner>();
  for (const visit of visits) {
    if (visit.status === 'open') continue;
    const [direction, partner] = [visit.direction ?? '', visit.partner ?? ''];
    const key = `${direction} ${partner}`;
    const sums = addSums(found.get(key)?.sums ?? NO_SUMS, sumsOf(visit));
    found.set(key, { direction, partner, sums });
  }
  return [...found.values()];
}
