import { OVERRIDE_REASONS, type OverrideReason } from '../../../domain/review.ts';

const KEY = 'scalehouse-override-reason';

/** The reason chosen last on this machine, else the first of the list. */
export function keptReason(): OverrideReason {
  const kept = localStorage.getItem(KEY);
  return OVERRIDE_REASONS.find((reason) => reason === kept) ?? OVERRIDE_REASONS[0];
}

export function keepReason(reason: OverrideReason): void {
  localStorage.setItem(KEY, reason);
}
