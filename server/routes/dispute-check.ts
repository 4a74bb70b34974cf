import { DomainError } from '../../domain/errors.ts';
import { isGrade } from '../../domain/grades.ts';
import {
  type DisputeRefusal,
  type DisputeStanding,
  refusalOfStep,
  type WantedStep,
} from '../../domain/slips/dispute.ts';
import { aimOf } from '../../domain/slips/dispute-subject.ts';
import type { DisputeSubject } from '../../domain/wire/edge-messages.ts';
import type { Dispute } from '../../domain/wire/slips-api.ts';
import type { StoredSlip } from '../stores/slips/slips.ts';

/** What is refused of disputes at the door, before the collector is asked; each `problem` has its text in `plugins/slip-texts.ts`. */

/** What is wrong with the words, the others with the state that the dispute is in. */
const OF_WORDS: readonly DisputeRefusal[] = [
  'SUBJECT_MISSING',
  'SUBJECT_STANDS',
  'VERDICT_MISSING',
  'VERDICT_MISPLACED',
];

/** @throws DomainError `CONFLICT` for a step that the dispute does not allow as it stands, `NOT_TAKEN` for wrong words */
export function assertStep(before: DisputeStanding | null, wanted: WantedStep): void {
  const problem = refusalOfStep(before, wanted);
  if (problem === null) return;
  throw new DomainError(OF_WORDS.includes(problem) ? 'NOT_TAKEN' : 'CONFLICT', {
    problem,
    ...(before ? { state: before.state } : {}),
  });
}

/** What a partner may object to: something on a slip that stands, of which no dispute is open yet. */
export interface Objectionable {
  readonly slip: StoredSlip | null;
  /** disputes of the visit that the partner opened */
  readonly disputes: readonly Dispute[];
}

/** @throws DomainError `CONFLICT` without a slip that stands or while another dispute is open, `NOT_TAKEN` for a subject that is not on the slip */
export function assertObjection({ slip, disputes }: Objectionable, subject: DisputeSubject): void {
  if (!slip?.content) throw new DomainError('CONFLICT', { problem: 'SLIP_MISSING' });
  if (slip.head.state === 'cancelled') throw new DomainError('CONFLICT', { problem: 'SLIP_CANCELLED' });
  const open = disputes.find((one) => one.state === 'open' && aimOf(one.subject) === aimOf(subject));
  if (open) throw new DomainError('CONFLICT', { problem: 'DISPUTE_OPEN', dispute: open.id });
  if (subject.kind === 'photo' && !slip.content.photos.some(({ sha256 }) => sha256 === subject.sha256)) {
    throw new DomainError('NOT_TAKEN', { problem: 'PHOTO_NOT_ON_SLIP' });
  }
  if (subject.kind !== 'weight' && subject.wanted !== null && !isGrade(subject.wanted)) {
    throw new DomainError('NOT_TAKEN', { problem: 'GRADE_UNKNOWN', grade: subject.wanted });
  }
}

/** @returns the text without blanks at its ends. @throws DomainError `NOT_TAKEN` when nothing is left of it */
export function saidText(text: string): string {
  const said = text.trim();
  if (said === '') throw new DomainError('NOT_TAKEN', { problem: 'TEXT_EMPTY' });
  return said;
}
