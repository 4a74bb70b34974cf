import type { Slip } from '../../../domain/wire/slips-api.ts';

/** The version an address asks for; what is no version asks for the latest. */
export function versionAsked(version: string | undefined): number | undefined {
  return version !== undefined && /^[1-9]\d{0,3}$/u.test(version) ? Number(version) : undefined;
}

/** True when two answers show the same, so that nothing has to be drawn anew. */
export function isSameSlip(before: Slip | undefined, after: Slip | undefined): boolean {
  if (before === undefined || after === undefined) return before === after;
  return (
    before.sha256 === after.sha256 &&
    before.due === after.due &&
    before.intact === after.intact &&
    before.versions.length === after.versions.length
  );
}
