import { canonicalJson } from '../../domain/slips/canonical.ts';
import type { DisputeStanding } from '../../domain/slips/dispute.ts';
import { aimOf } from '../../domain/slips/dispute-subject.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { DisputeStep, DisputeSubject, DisputeVerdict } from '../../domain/wire/edge-messages.ts';
import type { Ledger } from './ledger.ts';

/** A step of a dispute as its row says it; every row repeats what the dispute is about. */
export interface DisputeRow {
  readonly dispute: string;
  readonly tenant: string;
  readonly yard: string;
  readonly visit: string;
  readonly partner: string;
  /** number and version of the slip that it objects to */
  readonly slip: string;
  readonly slipVersion: number;
  readonly step: DisputeStep;
  readonly party: 'partner' | 'yard';
  readonly by: string;
  readonly text: string;
  readonly subject: DisputeSubject;
  /** SHA-256 of the photos that came with the step */
  readonly photos: readonly string[];
  readonly verdict: DisputeVerdict | null;
  readonly deadline: EpochMs;
  readonly at: EpochMs;
  readonly recordedAt: EpochMs;
  /** seq of the command */
  readonly event: number;
}

/** A dispute as it stands. */
export type PlacedDispute = DisputeStanding &
  Pick<DisputeRow, 'dispute' | 'yard' | 'visit' | 'partner' | 'slip' | 'slipVersion' | 'subject'>;

type PlacedRow = Omit<PlacedDispute, 'subject'> & { readonly subject: string };
type StepRow = Omit<DisputeRow, 'subject' | 'photos'> & { readonly subject: string; readonly photos: string };

/** How a dispute stands; null when there is none. */
export function disputeOf(ledger: Ledger, dispute: string): PlacedDispute | null {
  const row = ledger.first<PlacedRow>(
    `SELECT dispute, yard, visit, partner, slip, slip_version AS slipVersion, subject, state, verdict,
       opened_at AS openedAt, deadline, ended_at AS endedAt FROM dispute WHERE dispute = ?`,
    dispute,
  );
  return row && { ...row, subject: JSON.parse(row.subject) as DisputeSubject };
}

/** Whether an open dispute of the visit is about the same photo, the grade, or the same weight. */
export function hasOpenDisputeAbout(ledger: Ledger, visit: string, subject: DisputeSubject): boolean {
  const sql = "SELECT subject FROM dispute WHERE visit = ? AND state = 'open'";
  return ledger
    .all<{ subject: string }>(sql, visit)
    .some((row) => aimOf(JSON.parse(row.subject) as DisputeSubject) === aimOf(subject));
}

/** Writes a step. */
export function writeDisputeRow(ledger: Ledger, row: DisputeRow): void {
  ledger.run(
    `INSERT INTO dispute_row (dispute, tenant, yard, visit, partner, slip, slip_version, step, party, by, text, subject,
       photos, verdict, deadline, at, recorded_at, event) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[row.dispute, row.tenant, row.yard, row.visit, row.partner, row.slip, row.slipVersion, row.step, row.party],
    ...[row.by, row.text, canonicalJson(row.subject), JSON.stringify(row.photos), row.verdict, row.deadline],
    ...[row.at, row.recordedAt, row.event],
  );
}

/** Makes a dispute stand as it does after a step. */
export function placeDispute(ledger: Ledger, row: DisputeRow, standing: DisputeStanding): void {
  ledger.run(
    `INSERT INTO dispute (dispute, tenant, yard, visit, partner, slip, slip_version, subject, state, verdict, opened_at,
       deadline, ended_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET state = excluded.state, verdict = excluded.verdict, ended_at = excluded.ended_at`,
    ...[row.dispute, row.tenant, row.yard, row.visit, row.partner, row.slip, row.slipVersion],
    ...[canonicalJson(row.subject), standing.state, standing.verdict, standing.openedAt, standing.deadline],
    standing.endedAt,
  );
}

/** Every step of a yard's disputes, in the order in which they were booked. */
export function disputeRows(ledger: Ledger, yard: string): DisputeRow[] {
  return ledger
    .all<StepRow>(
      `SELECT dispute, tenant, yard, visit, partner, slip, slip_version AS slipVersion, step, party, by, text, subject,
         photos, verdict, deadline, at, recorded_at AS recordedAt, event FROM dispute_row WHERE yard = ? ORDER BY seq`,
      yard,
    )
    .map((row) => ({
      ...row,
      subject: JSON.parse(row.subject) as DisputeSubject,
      photos: JSON.parse(row.photos) as string[],
    }));
}

/**
 * SHA-256 of every photo that is evidence in an open dispute: those that belong to its visit now, those that the slip it
 * objects to shows, and the one that it is about.
 */
export function photosInDispute(ledger: Ledger): ReadonlySet<string> {
  const rows = ledger.all<{ sha256: string | null }>(
    `SELECT e.sha256 FROM dispute d JOIN standing s ON s.visit = d.visit JOIN event e ON e.seq = s.event
     WHERE d.state = 'open' AND s.kind = 'frame'
     UNION SELECT p.value ->> '$.sha256' FROM dispute d
       JOIN slip_row r ON r.visit = d.visit AND r.version = d.slip_version,
       json_each(CASE WHEN json_valid(r.content) THEN r.content ELSE '{}' END, '$.photos') p
     WHERE d.state = 'open'
     UNION SELECT subject ->> '$.sha256' FROM dispute WHERE state = 'open'`,
  );
  return new Set(rows.flatMap(({ sha256 }) => sha256 ?? []));
}
