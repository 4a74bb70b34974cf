import { DomainError } from '../../domain/errors.ts';
import type { Refusal } from '../../domain/programme/refusals.ts';
import type { Conflict } from '../../domain/wire/programme-api.ts';

/** Something said of a grant project that is not taken, with every reason. */
export class NotTaken extends DomainError {
  readonly refusals: readonly Refusal[];

  constructor(refusals: readonly Refusal[]) {
    super('NOT_TAKEN', { reasons: refusals.length, ...(refusals[0] ? { first: refusals[0].code } : {}) });
    this.refusals = refusals;
  }
}

/** Two people changed the same thing: the second is told what the first one did. */
export class ChangedMeanwhile extends DomainError {
  readonly conflict: Conflict;

  constructor(conflict: Conflict) {
    super('CONFLICT', { revision: conflict.revision, by: conflict.by });
    this.conflict = conflict;
  }
}

/** @throws NotTaken unless there is nothing to object to */
export function refuse(refusals: readonly Refusal[]): void {
  if (refusals.length > 0) throw new NotTaken(refusals);
}
