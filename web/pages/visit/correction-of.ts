import type { CorrectionRequest, Visit, VisitFrame } from '../../../domain/wire/http-api.ts';

/** What a person filled in; an empty grade keeps the grade. */
export interface CorrectionForm {
  readonly grade: string;
  readonly deduction: string;
  readonly reason: string;
}

/** The request a form means, or which sentence tells what is missing. */
export function correctionOf(
  visit: Pick<Visit, 'net' | 'deduction'>,
  frame: Pick<VisitFrame, 'id'> | null,
  form: CorrectionForm,
): CorrectionRequest | 'reasonNeeded' | 'changeNeeded' {
  const deductionKg = Number(form.deduction);
  const hasDeduction =
    frame === null && visit.net !== null && Number.isInteger(deductionKg) && deductionKg !== visit.deduction;
  if (form.grade === '' && !hasDeduction) return 'changeNeeded';
  if (form.reason.trim() === '') return 'reasonNeeded';
  return {
    ...(form.grade === '' ? {} : { grade: form.grade }),
    ...(hasDeduction ? { deductionKg } : {}),
    ...(frame === null ? {} : { frame: frame.id }),
    reason: form.reason.trim(),
  };
}
