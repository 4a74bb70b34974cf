import type { EpochMs } from '../../domain/units.ts';
import type { Visit } from '../../domain/wire/http-api.ts';
import type { DatedYardRule } from '../../domain/yard-rule.ts';
import { restoreDisputes } from '../disputes/disputes.ts';
import { EVENT_COLUMNS, type EventRow, eventKey } from '../ledger/events.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { markSumsDue } from '../ledger/rollups.ts';
import { restoreSlips, restoreSlipsDue } from '../ledger/slips.ts';
import { attach, seekInBay } from './attach.ts';
import { YardChanges } from './changes.ts';
import { regroup } from './regroup.ts';
import { settleVisits } from './settle-visits.ts';
import { beginStanding } from './standing.ts';

const SEEKING = ['lift', 'frame', 'radiation'];

/**
 * Makes everything derived anew from the rows of record, as after a salvage: yards, standings, spans, visits, the queue
 * of photos, hours to sum, slips and those due, disputes. Visits go on from their latest row; where that row was lost, or
 * says otherwise, a new one is written. Counts of messages stay as they are.
 */
export function rebook(ledger: Ledger, rulesOf: (yard: string) => readonly DatedYardRule[], now: EpochMs): void {
  ledger.transaction(() => {
    ledger.run(
      `INSERT OR IGNORE INTO yard (yard, tenant, first_at)
       SELECT yard, tenant, received_at FROM event e WHERE seq = (SELECT min(seq) FROM event f WHERE f.yard = e.yard)`,
    );
    const accounts = ledger.all<Account>('SELECT * FROM account');
    for (const { yard, tenant } of ledger.all<{ yard: string; tenant: string }>('SELECT yard, tenant FROM yard')) {
      rebookYard(ledger, new YardChanges(tenant, yard, now), rulesOf(yard));
    }
    restoreAccounts(ledger, accounts);
  });
}

function rebookYard(ledger: Ledger, changes: YardChanges, rules: readonly DatedYardRule[]): void {
  const events = ledger.all<EventRow>(
    `SELECT ${EVENT_COLUMNS} FROM event e WHERE e.yard = ? ORDER BY e.seq`,
    changes.yard,
  );
  for (const { seq, kind, at, plate, ticket, area } of events) {
    if (kind === 'weighing' || SEEKING.includes(kind)) beginStanding(ledger, seq, changes.yard, kind, at);
    if (kind === 'weighing' && plate !== null) {
      if (ticket !== null) changes.tickets.add(ticket);
      changes.touchPlate(plate, at);
    }
    if (SEEKING.includes(kind)) changes.seekers.add(seq);
    if (kind === 'occupancy') seekInBay(ledger, changes, area, at);
  }
  ledger.run(
    `INSERT INTO grading_queue (event) SELECT e.seq FROM event e WHERE e.yard = ? AND e.kind = 'frame'
       AND NOT EXISTS (SELECT 1 FROM inference i WHERE i.event = e.seq AND i.role = 'current')`,
    changes.yard,
  );
  restoreSlips(ledger, changes.yard);
  restoreDisputes(ledger, changes.yard);
  regroup(ledger, changes);
  attach(ledger, changes);
  restoreVisits(ledger, changes);
  for (const event of events) {
    if (event.visit !== null) changes.touchVisit(event.visit, eventKey(event));
  }
  settleVisits(ledger, changes, rules);
  restoreSlipsDue(ledger, changes.yard, changes.now);
}

/** The latest row of every visit that still stands, as the visit it tells. */
function restoreVisits(ledger: Ledger, { yard }: YardChanges): void {
  const rows = ledger.all<{
    seq: number;
    revision: number;
    body: string;
    plate: string;
    ticket: string | null;
  }>(
    `SELECT r.seq, r.revision, r.body, s.plate, s.ticket FROM span s JOIN visit_row r ON r.visit = s.visit
     WHERE s.yard = ? AND r.revision = (SELECT max(revision) FROM visit_row x WHERE x.visit = s.visit)`,
    yard,
  );
  for (const { seq, revision, body, plate, ticket } of rows) {
    const visit = JSON.parse(body) as Visit;
    const closedAt = visit.closedAt === null ? null : Date.parse(visit.closedAt);
    ledger.run(
      `INSERT INTO visit (id, tenant, yard, plate, ticket, status, opened_at, closed_at, direction, partner, net, review,
         visit_row, revision, body)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[visit.id, visit.tenant, yard, plate, ticket, visit.status, Date.parse(visit.openedAt), closedAt],
      ...[visit.direction, visit.partner, visit.net, visit.review, seq, revision, body],
    );
    markSumsDue(ledger, yard, visit);
    if (visit.status !== 'closed') continue;
    for (const [grade, kg] of Object.entries(visit.grades)) {
      ledger.run('INSERT INTO visit_grade (visit, grade, kg) VALUES (?, ?, ?)', visit.id, grade, kg);
    }
  }
}

interface Account {
  readonly tenant: string;
  readonly yard: string;
  readonly area: string;
  readonly device: string;
  readonly written: number;
  readonly rejected: number;
  readonly duplicates: number;
}

/** Giving events their standing again has counted their refusals again. */
function restoreAccounts(ledger: Ledger, accounts: readonly Account[]): void {
  ledger.run('DELETE FROM account');
  for (const { tenant, yard, area, device, written, rejected, duplicates } of accounts) {
    ledger.run(
      'INSERT INTO account VALUES (?, ?, ?, ?, ?, ?, ?)',
      tenant,
      yard,
      area,
      device,
      written,
      rejected,
      duplicates,
    );
  }
  // what was counted nowhere, since the counts themselves were lost
  ledger.run(
    `INSERT OR IGNORE INTO account (tenant, yard, area, device, written, rejected)
     SELECT e.tenant, e.yard, e.area, e.device, sum(s.role IS NOT 'refused'), coalesce(sum(s.role = 'refused'), 0)
     FROM event e LEFT JOIN standing s ON s.event = e.seq GROUP BY 1, 2, 3, 4`,
  );
}
