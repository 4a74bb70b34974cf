import { join } from 'node:path';
import Database from 'libsql';
import { formatKst, startOfKstHour } from '../../domain/kst-time.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { KilogramsByGrade, Visit } from '../../domain/wire/http-api.ts';
import { LEDGER_FILE, LEDGER_SCHEMA, LEDGER_VERSION } from '../../domain/wire/ledger-tables.ts';

export interface VisitRow {
  readonly id: string;
  readonly yard: string;
  readonly openedAt: EpochMs;
  readonly closedAt?: EpochMs;
  readonly direction?: 'inbound' | 'outbound';
  readonly partner?: string;
  readonly grades?: KilogramsByGrade;
  readonly status?: Visit['status'];
  readonly review?: Visit['review'];
  readonly confidence?: number | null;
  readonly basis?: Visit['basis'];
  readonly rule?: string;
}

/** What a model said of a photo; without more it is the current model's word. */
export interface Said {
  readonly version?: string;
  readonly role?: 'current' | 'shadow';
  readonly outOfDomain?: boolean;
  readonly unusable?: string;
  readonly failure?: string;
}

/** Writes rows as the collector would, so that the server under test reads a real ledger. */
export class LedgerRows {
  readonly #database: Database.Database;
  #seq = 0;

  constructor(dataDir: string) {
    this.#database = new Database(join(dataDir, LEDGER_FILE));
    this.#database.exec('PRAGMA journal_mode=WAL');
    this.#database.exec(LEDGER_SCHEMA);
    this.#database.exec(`PRAGMA user_version=${LEDGER_VERSION}`);
  }

  close(): void {
    this.#database.close();
  }

  run(sql: string, ...params: unknown[]): void {
    this.#database.prepare(sql).run(...params);
  }

  yard(id: string, tenant = 'hanbit', factSeq = 0): void {
    this.run('INSERT INTO yard (yard, tenant, first_at, fact_seq) VALUES (?, ?, 0, ?)', id, tenant, factSeq);
  }

  /** A visit as it stands; closed when `closedAt` is given, its net the sum of its grades. */
  visit(row: VisitRow): Visit {
    const net = Object.values(row.grades ?? {}).reduce((sum, kg) => sum + kg, 0);
    const isClosed = row.closedAt !== undefined;
    const status = row.status ?? (isClosed ? 'closed' : 'open');
    const visit: Visit = {
      id: row.id,
      yard: row.yard,
      tenant: 'hanbit',
      ticket: null,
      plate: '부산86바 **34',
      direction: isClosed ? (row.direction ?? 'inbound') : null,
      partner: row.partner ?? null,
      status,
      openedAt: formatKst(row.openedAt),
      closedAt: row.closedAt === undefined ? null : formatKst(row.closedAt),
      firstKg: 30_000,
      gross: isClosed ? 6_000 + net : null,
      tare: isClosed ? 6_000 : null,
      net: isClosed ? net : null,
      deduction: 0,
      accepted: isClosed ? net : null,
      grades: row.grades ?? {},
      declaredGrade: null,
      basis: row.basis ?? (isClosed ? 'photos' : 'none'),
      confidence: row.confidence === undefined ? (isClosed ? 0.9 : null) : row.confidence,
      review: row.review ?? null,
      rule: row.rule ?? 'weighted@1',
      exceptions: [],
      liftCount: 0,
      frameCount: 0,
      revision: 1,
      restated: false,
    };
    const seq = this.visitRow(visit, 1, 'weighing');
    this.run(
      `INSERT OR REPLACE INTO visit (id, tenant, yard, plate, status, opened_at, closed_at, direction, partner, net,
        review, visit_row, revision, body) VALUES (?, 'hanbit', ?, '부산86바1234', ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)`,
      ...[visit.id, visit.yard, status, row.openedAt, row.closedAt ?? null, visit.direction, visit.partner, visit.net],
      ...[visit.review, seq, JSON.stringify(visit)],
    );
    if (row.closedAt !== undefined) {
      const start = startOfKstHour(row.closedAt);
      this.run('INSERT INTO rollup_due (yard, start) VALUES (?, ?) ON CONFLICT DO NOTHING', visit.yard, start);
    }
    this.run('DELETE FROM visit_grade WHERE visit = ?', visit.id);
    for (const [grade, kg] of Object.entries(row.grades ?? {})) {
      this.run('INSERT INTO visit_grade (visit, grade, kg) VALUES (?, ?, ?)', visit.id, grade, kg);
    }
    return visit;
  }

  /** One state of a visit in the record; returns its number. */
  visitRow(visit: Visit, revision: number, cause: string): number {
    const seq = ++this.#seq;
    this.run(
      `INSERT OR IGNORE INTO visit_row (seq, visit, revision, cause, recorded_at, status, net, body)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[seq, visit.id, revision, cause, seq, visit.status, visit.net, JSON.stringify(visit)],
    );
    const [row] = this.#database
      .prepare('SELECT seq FROM visit_row WHERE visit = ? AND revision = ?')
      .all(visit.id, revision) as [{ seq: number }];
    return row.seq;
  }

  /** An event with its standing; returns its number. */
  event(row: {
    readonly yard: string;
    readonly area?: string;
    readonly device?: string;
    readonly kind: string;
    readonly id: string;
    readonly at: EpochMs;
    readonly kg?: number;
    readonly lift?: number;
    readonly sha256?: string;
    readonly visit?: string;
    readonly role: string;
    readonly liftEvent?: number;
    readonly body?: object;
  }): number {
    const seq = ++this.#seq;
    const { yard, area = 'weigh', device = 'wb01', kind, id, at, visit = null } = row;
    this.run(
      `INSERT INTO event (seq, tenant, yard, area, device, kind, id, at, received_at, kg, lift, sha256, visit, body)
       VALUES (?, 'hanbit', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[seq, yard, area, device, kind, id, at, at, row.kg ?? null, row.lift ?? null, row.sha256 ?? null],
      ...[kind === 'correction' ? visit : null, JSON.stringify(row.body ?? {})],
    );
    this.run(
      'INSERT INTO standing (event, yard, kind, at, visit, role, lift_event) VALUES (?, ?, ?, ?, ?, ?, ?)',
      ...[seq, yard, kind, at, visit, row.role, row.liftEvent ?? null],
    );
    return seq;
  }

  judged(event: number, grade: string, confidence: number, said: Said = {}): void {
    const { version = '1', role = 'current', outOfDomain = false, unusable = null, failure = null } = said;
    const isFailed = failure !== null;
    this.run(
      `INSERT INTO inference (event, at, model, version, model_sha256, probabilities, grade, confidence, latency_ms,
        role, embedding, distance, out_of_domain, unusable, failure)
       VALUES (?, 0, 'grading', ?, ?, ?, ?, ?, 12.5, ?, ?, 0.1, ?, ?, ?)`,
      ...[event, version, version === '1' ? 'abc' : `sha of ${version}`],
      ...(isFailed ? [null, null, null] : [JSON.stringify({ [grade]: confidence }), grade, confidence]),
      ...[role, isFailed ? null : Buffer.alloc(1_024), outOfDomain ? 1 : 0, unusable, failure],
    );
  }

  /** What became of a model of the yard. */
  model(yard: string, action: string, version: string, detail: object = {}, at: EpochMs = 0): void {
    this.run(
      `INSERT INTO model_row (tenant, yard, at, action, version, model_sha256, by, reason, command, detail)
       VALUES ('hanbit', ?, ?, ?, ?, ?, 'kim', '이유', 'c1', ?)`,
      ...[yard, at, action, version, `sha of ${version}`, JSON.stringify(detail)],
    );
  }

  device(
    yard: string,
    device: string,
    { online = true, clockOffsetMs = 0, heardAt = 0, region = null as object | null } = {},
  ): void {
    this.run(
      `INSERT INTO device (tenant, yard, area, device, online, heard_at, clock_offset_ms, region)
       VALUES ('hanbit', ?, 'weigh', ?, ?, ?, ?, ?)`,
      ...[yard, device, online ? 1 : 0, heardAt, clockOffsetMs, region === null ? null : JSON.stringify(region)],
    );
  }

  account(yard: string, device: string, written: number, rejected: number, duplicates = 0): void {
    this.run(
      `INSERT INTO account (tenant, yard, area, device, written, rejected, duplicates)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      ...(yard === '' ? ['', '', '', ''] : ['hanbit', yard, 'weigh', device]),
      ...[written, rejected, duplicates],
    );
  }
}
