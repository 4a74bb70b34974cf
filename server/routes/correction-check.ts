import { DomainError } from '../../domain/errors.ts';
import { isGrade } from '../../domain/grades.ts';
import type { CorrectionRequest, Visit, VisitFrame } from '../../domain/wire/http-api.ts';

type Params = Readonly<Record<string, string | number>>;

/**
 * Refuses a correction that could not become a ledger row: grades must be canonical, kilograms must add up to the net
 * weight exactly (invariant 3), a deduction cannot exceed it, and a photo must be one of this visit.
 * @throws DomainError `CORRECTION_INVALID` with `problem` and the figures that show it
 */
export function assertCorrection(visit: Visit, frames: readonly VisitFrame[], wish: CorrectionRequest): void {
  const { grade, grades, deductionKg, frame } = wish;
  assertReason(wish.reason);
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
