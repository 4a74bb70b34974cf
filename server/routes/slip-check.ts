import { DomainError } from '../../domain/errors.ts';
import type { Visit } from '../../domain/wire/http-api.ts';
import type { SlipContent } from '../../domain/wire/slips-api.ts';
import type { StoredSlip } from '../stores/slips/slips.ts';

/** What is refused of slips at the door, before the collector is asked; each `problem` has its text in `plugins/slip-texts.ts`. */

/** @throws DomainError `CONFLICT` for a visit that has no slip to issue: it is open, cancelled, or told by its latest one */
export function assertIssuable({ status }: Visit, slip: StoredSlip | null): void {
  if (status === 'open') throw new DomainError('CONFLICT', { problem: 'VISIT_OPEN' });
  if (status === 'cancelled') throw new DomainError('CONFLICT', { problem: 'VISIT_CANCELLED' });
  if (slip?.head.state === 'issued' && !slip.due) throw new DomainError('CONFLICT', { problem: 'SLIP_CURRENT' });
}

/** @throws DomainError `NOT_TAKEN` without a reason, `CONFLICT` when there is no slip or it is crossed out already */
export function assertCancellable(slip: StoredSlip | null, reason: string): void {
  if (reason === '') throw new DomainError('NOT_TAKEN', { problem: 'TEXT_EMPTY' });
  if (!slip) throw new DomainError('CONFLICT', { problem: 'SLIP_MISSING' });
  if (slip.head.state === 'cancelled') throw new DomainError('CONFLICT', { problem: 'SLIP_CANCELLED' });
}

/** @throws DomainError `CONFLICT` when somebody has made something else of the content than a slip */
export function readable({ content }: StoredSlip): SlipContent {
  if (content === null) throw new DomainError('CONFLICT', { problem: 'SLIP_UNREADABLE' });
  return content;
}
