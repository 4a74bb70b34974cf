import { DomainError } from '../../domain/errors.ts';
import { isGrade } from '../../domain/grades.ts';
import type { CorrectionRequest, Visit, VisitDetail } from '../../domain/wire/http-api.ts';
import { type Correction, withdrawnOf } from '../stores/visit-corrections.ts';

type Params = Readonly<Record<string, string | number>>;

/** What a correction of a visit may speak of. */
export type Correctable = Pick<VisitDetail, 'frames' | 'corrections'>;

/**
 * Refuses a correction that could not become a ledger row: grades must be canonical, kilograms must add up to the net
 * weight exactly (invariant 3), a deduction cannot exceed it, a photo must be one of this visit, and what is taken back
 * must stand.
 * @throws DomainError `CORRECTION_INVALID` with `problem` and the figures that show it
 */
export function assertCorrection(visit: Visit, { frames, corrections }: Correctable, wish: CorrectionRequest): void {
  const { grade, grades, deductionKg, frame, withdraws } = wish;
  assertReason(wish.reason);
  if (withdraws !== undefined) {
    assertWithdrawal(withdraws, corrections, wish);
    return;
  }
  if (grade === undefined && grades === undefined && deductionKg === undefined) refuse('EMPTY');
  if (grade !== undefined && grades !== undefined) refuse('GRADE_AND_GRADES');
  if (grade !== undefined && !isGrade(grade)) refuse('GRADE_UNKNOWN', { grade });
  if (frame !== undefined && grade === undefined) refuse('FRAME_WITHOUT_GRADE');
  if (frame !== undefined && !frames.some(({ id, sha256 }) => id === frame || sha256 === frame)) {
    refuse('FRAME_UNKNOWN', { frame });
  }
  if (grades !== undefined) assertGrades(visit.net, grades);
  if (deductionKg === undefined) return;
  if (visit.net === null) refuse('NOT_CLOSED');
  if (deductionKg > visit.net) refuse('DEDUCTION_EXCEEDS_NET', { deductionKg, net: visit.net });
}

/** @throws DomainError `CORRECTION_INVALID` when the reason is only blanks */
export function assertReason(reason: string): void {
  if (reason.trim() === '') refuse('REASON_EMPTY');
}

/** Only what a person said can be taken back, and once; taking back is undone by saying it again. */
function assertWithdrawal(withdraws: string, corrections: readonly Correction[], wish: CorrectionRequest): void {
  const { grade, grades, deductionKg, frame } = wish;
  if ([grade, grades, deductionKg, frame].some((field) => field !== undefined)) refuse('WITHDRAWS_AND_MORE');
  const withdrawn = corrections.find(({ id }) => id === withdraws);
  if (!withdrawn || withdrawn.withdraws !== null) refuse('CORRECTION_UNKNOWN', { withdraws });
  if (withdrawnOf(corrections).has(withdraws)) refuse('CORRECTION_WITHDRAWN', { withdraws });
}

function assertGrades(net: number | null, grades: Readonly<Record<string, number>>): void {
  const unknown = Object.keys(grades).find((grade) => !isGrade(grade));
  if (unknown !== undefined) refuse('GRADE_UNKNOWN', { grade: unknown });
  if (net === null) refuse('NOT_CLOSED');
  const sum = Object.values(grades).reduce((all, kg) => all + kg, 0);
  if (sum !== net) refuse('SUM_DIFFERS', { sum, net });
}

function refuse(problem: string, params: Params = {}): never {
  throw new DomainError('CORRECTION_INVALID', { problem, ...params });
}
