import { isGrade } from '../../domain/grades.ts';
import {
  afterStep,
  answerDeadline,
  type DisputeRefusal,
  type DisputeStanding,
  refusalOfStep,
  type WantedStep,
} from '../../domain/slips/dispute.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { DisputeCommand, DisputeSubject } from '../../domain/wire/edge-messages.ts';
import type { SlipContent } from '../../domain/wire/slips-api.ts';
import {
  type DisputeRow,
  disputeOf,
  disputeRows,
  hasOpenDisputeAbout,
  placeDispute,
  writeDisputeRow,
} from '../ledger/disputes.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { latestSlip } from '../ledger/slips.ts';
import type { EventMessage } from '../messages.ts';

/** Why a step is not booked: what the state machine says, or what the ledger knows of its visit and slip. */
export type DisputeCommandRefusal =
  | DisputeRefusal
  | 'OTHER_VISIT'
  | 'OTHER_PARTNER'
  | 'SLIP_MISSING'
  | 'SLIP_CANCELLED'
  | 'SUBJECT_OPEN'
  | 'GRADE_UNKNOWN'
  | 'PHOTO_NOT_ON_SLIP';

const wantedOf = ({ step, party, at, subject, verdict }: DisputeCommand): WantedStep => ({
  ...{ step, party, at, hasSubject: subject !== undefined, verdict: verdict ?? null },
});

/** Why a step of a dispute cannot be taken; null when it can. */
export function refusalOfDispute(ledger: Ledger, { body, address }: EventMessage): DisputeCommandRefusal | null {
  const command = JSON.parse(body) as DisputeCommand;
  const before = disputeOf(ledger, command.dispute);
  if (before && (before.visit !== command.visit || before.yard !== address.yard)) return 'OTHER_VISIT';
  if (before && before.partner !== command.partner) return 'OTHER_PARTNER';
  const refusal = refusalOfStep(before, wantedOf(command));
  if (refusal !== null || command.subject === undefined) return refusal;
  return refusalOfOpening(ledger, command, address.yard, command.subject);
}

function refusalOfOpening(
  ledger: Ledger,
  { visit, partner }: DisputeCommand,
  yard: string,
  subject: DisputeSubject,
): DisputeCommandRefusal | null {
  const known = ledger.first<{ partner: string | null }>(
    'SELECT partner FROM visit WHERE id = ? AND yard = ?',
    visit,
    yard,
  );
  if (!known) return 'OTHER_VISIT';
  if (known.partner !== partner) return 'OTHER_PARTNER';
  const slip = latestSlip(ledger, visit);
  if (!slip) return 'SLIP_MISSING';
  if (slip.state === 'cancelled') return 'SLIP_CANCELLED';
  if (subject.kind !== 'weight' && subject.wanted !== null && !isGrade(subject.wanted)) return 'GRADE_UNKNOWN';
  const { photos } = JSON.parse(slip.content) as SlipContent;
  if (subject.kind === 'photo' && !photos.some(({ sha256 }) => sha256 === subject.sha256)) return 'PHOTO_NOT_ON_SLIP';
  return hasOpenDisputeAbout(ledger, visit, subject) ? 'SUBJECT_OPEN' : null;
}

/**
 * Books a step that is not refused: its row, and how the dispute stands now. A dispute keeps the slip and version that
 * it was opened about.
 * @param event seq of the command
 * @param answerDays days that the yard gives itself to answer
 */
export function writeDispute(
  ledger: Ledger,
  message: EventMessage,
  event: number,
  { now, answerDays }: { readonly now: EpochMs; readonly answerDays: number },
): void {
  const command = JSON.parse(message.body) as DisputeCommand;
  const opened = disputeOf(ledger, command.dispute);
  const slip = latestSlip(ledger, command.visit);
  const { tenant, yard } = message.address;
  const row: DisputeRow = {
    ...{ dispute: command.dispute, tenant, yard, visit: command.visit, partner: command.partner },
    ...{ slip: opened?.slip ?? slip?.number ?? '', slipVersion: opened?.slipVersion ?? slip?.version ?? 0 },
    ...{ step: command.step, party: command.party, by: command.by, text: command.text, photos: command.photos },
    subject: opened?.subject ?? (command.subject as DisputeSubject),
    verdict: command.verdict ?? null,
    deadline: opened?.deadline ?? answerDeadline(command.at, answerDays),
    ...{ at: command.at, recordedAt: now, event },
  };
  writeDisputeRow(ledger, row);
  placeDispute(ledger, row, standingAfter(opened, row));
}

/** Makes a yard's disputes anew from their rows. */
export function restoreDisputes(ledger: Ledger, yard: string): void {
  for (const row of disputeRows(ledger, yard)) {
    placeDispute(ledger, row, standingAfter(disputeOf(ledger, row.dispute), row));
  }
}

function standingAfter(before: DisputeStanding | null, { step, party, at, verdict, deadline }: DisputeRow) {
  return afterStep(before, { step, party, at, hasSubject: before === null, verdict }, deadline);
}
