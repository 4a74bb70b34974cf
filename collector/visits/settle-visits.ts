import { formatKst, startOfKstDay } from '../../domain/kst-time.ts';
import { maskedPlate } from '../../domain/plate.ts';
import { DAY_MS } from '../../domain/units.ts';
import { liftOfFrame } from '../../domain/visits/lift-of-frame.ts';
import { type SettledVisit, settleVisit, type VisitParts } from '../../domain/visits/settle.ts';
import type { Visit } from '../../domain/wire/http-api.ts';
import { type DatedYardRule, ruleAt } from '../../domain/yard-rule.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { postFact } from '../ledger/outbox.ts';
import { markVisitDue } from '../ledger/point-due.ts';
import { markSlipDue, SLIP_REST_MS } from '../ledger/slips.ts';
import type { YardChanges } from './changes.ts';
import { noteChange } from './closed-changes.ts';
import { partsOf } from './parts.ts';

/** The row a visit stands by until a new one takes its place. */
interface LatestRow {
  readonly seq: number;
  readonly revision: number;
  readonly visit: Visit;
}

/** Settles every dirty visit: a new row where anything changed, what follows from it, and the facts that tell it. */
export function settleVisits(ledger: Ledger, changes: YardChanges, rules: readonly DatedYardRule[]): void {
  for (const [id, cause] of changes.dirty) {
    // a photo's kilograms may change with the lift it shows while the visit's row stays as it is
    markVisitDue(ledger, changes.yard, id, changes.now);
    const held = partsOf(ledger, id);
    const before = latestRow(ledger, id);
    if (!held) {
      if (before) dissolve(ledger, changes, before, cause);
      continue;
    }
    const { parts, seqs } = held;
    linkFrames(ledger, parts, seqs);
    const isTimed = cause === 'time' || isOverdueAlready(before);
    const settled = settleVisit(
      parts,
      ruleAt(rules, parts.pairing.first.at),
      isTimed ? changes.now : parts.pairing.first.at,
    );
    writeVisit(ledger, changes, settled, before, cause);
  }
}

/**
 * Only the clock makes an open visit overdue, not a message: while a backlog is told, the weighing that closes it is
 * still to come. Once overdue it stays so until it closes.
 */
function isOverdueAlready(before: LatestRow | null): boolean {
  return before?.visit.exceptions.some(({ code }) => code === 'OPEN_TOO_LONG') === true;
}

function latestRow(ledger: Ledger, id: string): LatestRow | null {
  const row = ledger.first<{ visit_row: number; revision: number; body: string }>(
    'SELECT visit_row, revision, body FROM visit WHERE id = ?',
    id,
  );
  return row && { seq: row.visit_row, revision: row.revision, visit: JSON.parse(row.body) as Visit };
}

function linkFrames(ledger: Ledger, parts: VisitParts, seqs: ReadonlyMap<string, number>): void {
  for (const frame of parts.frames) {
    const lift = liftOfFrame(frame, parts.lifts);
    ledger.run(
      'UPDATE standing SET lift_event = ? WHERE event = ?',
      lift ? (seqs.get(lift.key) ?? null) : null,
      seqs.get(frame.key) ?? null,
    );
  }
}

function writeVisit(
  ledger: Ledger,
  changes: YardChanges,
  settled: SettledVisit,
  before: LatestRow | null,
  cause: string,
): void {
  const last = before?.visit ?? null;
  const content = contentOf(settled, changes);
  if (last?.status === 'closed' || content.status === 'closed') noteSlip(ledger, changes, content);
  if (last && sameContent(content, last)) return;
  const revision = (before?.revision ?? lastRevision(ledger, settled.id)) + 1;
  const visit: Visit = {
    ...content,
    revision,
    restated: (last?.restated ?? false) || restates(last, content, changes, cause),
  };
  const body = JSON.stringify(visit);
  const row = writeRow(ledger, changes, { visit, cites: before?.seq ?? null, cause, body });
  ledger.run(
    `INSERT INTO visit (id, tenant, yard, plate, ticket, status, opened_at, closed_at, direction, partner, net, review,
       visit_row, revision, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET plate = excluded.plate, status = excluded.status, opened_at = excluded.opened_at,
       closed_at = excluded.closed_at, direction = excluded.direction, partner = excluded.partner, net = excluded.net,
       review = excluded.review, visit_row = excluded.visit_row, revision = excluded.revision, body = excluded.body`,
    visit.id,
    changes.tenant,
    changes.yard,
    settled.plate,
    settled.ticket,
    settled.status,
    settled.openedAt,
    settled.closedAt,
    settled.direction,
    settled.partner,
    settled.net,
    settled.review,
    row,
    revision,
    body,
  );
  ledger.run('DELETE FROM visit_grade WHERE visit = ?', visit.id);
  if (settled.status === 'closed') {
    for (const [grade, kg] of Object.entries(settled.grades)) {
      ledger.run('INSERT INTO visit_grade (visit, grade, kg) VALUES (?, ?, ?)', visit.id, grade, kg);
    }
  }
  noteChange(ledger, changes, { before: last, after: visit, row, cause });
  postFact(ledger, 'visit', changes, { visit, cause });
  writeExceptions(ledger, changes, visit, last, row);
}

/**
 * What was told of a closed visit may have to be told anew, even where its row stays as it is: its slip shows photos and
 * corrections too. A slip whose visit a person cancelled does not wait for the visit to come to rest.
 */
function noteSlip(ledger: Ledger, { yard, now }: YardChanges, { id, status }: Pick<Visit, 'id' | 'status'>): void {
  markSlipDue(ledger, yard, id, status === 'cancelled' ? now - SLIP_REST_MS : now);
}

/** A visit that re-pairing left without its opening weighing: it stands no more, and its last row says so. */
function dissolve(ledger: Ledger, changes: YardChanges, before: LatestRow, cause: string): void {
  const last = before.visit;
  const { id } = last;
  const visit: Visit = {
    ...last,
    status: 'cancelled',
    net: 0,
    deduction: 0,
    accepted: 0,
    grades: {},
    exceptions: [],
    review: null,
    revision: before.revision + 1,
  };
  const row = writeRow(ledger, changes, { visit, cites: before.seq, cause, body: JSON.stringify(visit) });
  ledger.run('DELETE FROM visit WHERE id = ?', id);
  ledger.run('DELETE FROM visit_grade WHERE visit = ?', id);
  if (last.status === 'closed') noteSlip(ledger, changes, last);
  noteChange(ledger, changes, { before: last, after: null, row, cause });
  postFact(ledger, 'visit', changes, { visit, cause });
  writeExceptions(ledger, changes, visit, last, row);
}

interface NewRow {
  readonly visit: Visit;
  readonly cites: number | null;
  readonly cause: string;
  readonly body: string;
}

function writeRow(ledger: Ledger, changes: YardChanges, { visit, cites, cause, body }: NewRow): number {
  return ledger.run(
    `INSERT INTO visit_row (visit, revision, cites, cause, recorded_at, status, net, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    visit.id,
    visit.revision,
    cites,
    cause,
    changes.now,
    visit.status,
    visit.net,
    body,
  ).lastInsertRowid;
}

function writeExceptions(ledger: Ledger, changes: YardChanges, visit: Visit, last: Visit | null, row: number): void {
  const had = new Map((last?.exceptions ?? []).map((exception) => [exception.code, exception]));
  const has = new Map(visit.exceptions.map((exception) => [exception.code, exception]));
  const write = (exception: Visit['exceptions'][number], raised: boolean) => {
    ledger.run(
      'INSERT INTO exception_row (visit, code, params, raised, recorded_at, visit_row) VALUES (?, ?, ?, ?, ?, ?)',
      visit.id,
      exception.code,
      JSON.stringify(exception.params),
      raised ? 1 : 0,
      changes.now,
      row,
    );
    postFact(ledger, 'exception', changes, { visit: visit.id, exception, raised });
  };
  for (const [code, exception] of has) if (!had.has(code)) write(exception, true);
  for (const [code, exception] of had) if (!has.has(code)) write(exception, false);
}

type VisitContent = Omit<Visit, 'revision' | 'restated'>;

function contentOf(settled: SettledVisit, changes: YardChanges): VisitContent {
  return {
    id: settled.id,
    yard: changes.yard,
    tenant: changes.tenant,
    ticket: settled.ticket,
    plate: maskedPlate(settled.plate),
    direction: settled.direction,
    partner: settled.partner,
    status: settled.status,
    openedAt: formatKst(settled.openedAt),
    closedAt: settled.closedAt === null ? null : formatKst(settled.closedAt),
    firstKg: settled.firstKg,
    gross: settled.gross,
    tare: settled.tare,
    net: settled.net,
    deduction: settled.deduction,
    accepted: settled.accepted,
    grades: settled.grades as Record<string, number>,
    declaredGrade: settled.declaredGrade,
    basis: settled.basis,
    confidence: settled.confidence,
    review: settled.review,
    rule: settled.rule,
    exceptions: settled.exceptions.map(({ code, params }) => ({ code, params: { ...params } })),
    liftCount: settled.liftCount,
    frameCount: settled.frameCount,
  };
}

function sameContent(content: VisitContent, last: Visit): boolean {
  const { revision: _revision, restated: _restated, ...before } = last;
  return JSON.stringify(content) === JSON.stringify(before);
}

/** A kilogram of a closed visit changed after its KST day had ended, and not merely because its photos were judged. */
function restates(last: Visit | null, content: VisitContent, changes: YardChanges, cause: string): boolean {
  if (last?.status !== 'closed' || last.closedAt === null || cause.startsWith('inference')) return false;
  const dayEnd = startOfKstDay(Date.parse(last.closedAt)) + DAY_MS;
  const kilograms = ({ net, accepted, grades }: VisitContent) => JSON.stringify([net, accepted, grades]);
  return changes.now >= dayEnd && kilograms(last) !== kilograms(content);
}

function lastRevision(ledger: Ledger, visit: string): number {
  return (
    ledger.first<{ revision: number | null }>('SELECT max(revision) AS revision FROM visit_row WHERE visit = ?', visit)
      ?.revision ?? 0
  );
}
