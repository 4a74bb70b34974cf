import { formatKst } from '../../domain/kst-time.ts';
import { maskedPlate } from '../../domain/plate.ts';
import type { DeadLetter, DeadLetterList, RejectedPointList } from '../../domain/wire/http-api.ts';
import type { Ledger } from './ledger.ts';
import type { Sqlite, SqlValue } from './sqlite.ts';

/** Whose letters are meant: those of the yards (`null`: of all), and those that name no yard if `isStray`. */
export interface LetterScope {
  readonly yards: readonly string[] | null;
  readonly isStray: boolean;
}

export interface LetterQuestion extends LetterScope {
  readonly yard?: string | undefined;
  readonly code?: string | undefined;
  readonly limit: number;
  /** number of the last letter of the page before */
  readonly before: number | null;
}

/** A letter with what is needed to send it on its way again. */
export interface LetterToRetry {
  readonly tenant: string | null;
  readonly yard: string | null;
  readonly canRetry: boolean;
  readonly isBooked: boolean;
}

const POINTS_AT_MOST = 200;

interface LetterRow {
  readonly seq: number;
  readonly received_at: number;
  readonly topic: string;
  readonly yard: string | null;
  readonly area: string | null;
  readonly device: string | null;
  readonly id: string | null;
  readonly code: string;
  readonly detail: string;
  readonly first_bytes: ArrayBuffer;
  readonly size: number;
  readonly kept: number;
}

/** Refused messages and refused points, for those who find out why. */
export class DeadLetterStore {
  readonly #ledger: Ledger;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** A page of letters, the newest first. */
  page({ yard, code, limit, before, ...scope }: LetterQuestion): DeadLetterList {
    const conditions = [scopeCondition(scope)];
    const params: SqlValue[] = scopeParams(scope);
    const narrow = (condition: string, value: SqlValue) => {
      conditions.push(condition);
      params.push(value);
    };
    if (yard !== undefined) narrow('d.yard = ?', yard);
    if (code !== undefined) narrow('d.code = ?', code);
    if (before !== null) narrow('d.seq < ?', before);
    const sql = `SELECT d.seq, d.received_at, d.topic, d.yard, d.area, d.device, d.id, d.code, d.detail, d.first_bytes,
        d.size, d.payload IS NOT NULL AS kept
      FROM dead_letter d WHERE ${conditions.join(' AND ')} ORDER BY d.seq DESC LIMIT ?`;
    return this.#ledger.read<DeadLetterList>(
      (database) => {
        const rows = database.rows<LetterRow>(sql, ...params, limit + 1);
        const shown = rows.slice(0, limit);
        const last = shown.at(-1);
        return {
          letters: shown.map((row) => letterOf(database, row)),
          next: rows.length > limit && last ? String(last.seq) : null,
        };
      },
      { letters: [], next: null },
    );
  }

  /** One letter, or `null` when there is none of this number in the scope. */
  find(seq: number, scope: LetterScope): LetterToRetry | null {
    const sql = `SELECT d.tenant, d.yard, d.payload IS NOT NULL AS kept,
        EXISTS (SELECT 1 FROM retry_row r WHERE r.dead_letter = d.seq AND r.code IS NULL) AS booked
      FROM dead_letter d WHERE d.seq = ? AND ${scopeCondition(scope)}`;
    type Row = { tenant: string | null; yard: string | null; kept: number; booked: number };
    const row = this.#ledger.read((database) => database.row<Row>(sql, seq, ...scopeParams(scope)), undefined);
    if (!row) return null;
    return { tenant: row.tenant, yard: row.yard, canRetry: row.kept === 1, isBooked: row.booked === 1 };
  }

  /** The newest points that InfluxDB refused. */
  rejectedPoints(yards: readonly string[] | null): RejectedPointList {
    const sql = `SELECT seq, at, yard, line, status, reason FROM rejected_point
      ${yards === null ? '' : 'WHERE yard IN (SELECT value FROM json_each(?))'} ORDER BY seq DESC LIMIT ${POINTS_AT_MOST}`;
    type Row = { seq: number; at: number; yard: string; line: string; status: number; reason: string };
    const params = yards === null ? [] : [JSON.stringify(yards)];
    const rows = this.#ledger.read((database) => database.rows<Row>(sql, ...params), []);
    return {
      points: rows.map(({ seq, at, yard, line, status, reason }) => ({
        ...{ seq, at: formatKst(at), yard, line },
        reason: `${status} ${reason}`.trim(),
      })),
    };
  }
}

/** How many letters there are in a scope. */
export function countLetters(database: Sqlite, scope: LetterScope): number {
  const sql = `SELECT count(*) AS letters FROM dead_letter d WHERE ${scopeCondition(scope)}`;
  return database.row<{ letters: number }>(sql, ...scopeParams(scope))?.letters ?? 0;
}

function scopeCondition({ yards, isStray }: LetterScope): string {
  if (yards === null) return isStray ? '1' : 'd.yard IS NOT NULL';
  return `(d.yard IN (SELECT value FROM json_each(?))${isStray ? ' OR d.yard IS NULL' : ''})`;
}

const scopeParams = ({ yards }: LetterScope): SqlValue[] => (yards === null ? [] : [JSON.stringify(yards)]);

function letterOf(database: Sqlite, row: LetterRow): DeadLetter {
  const retries = database.rows<{ at: number; by: string; reason: string; code: string | null }>(
    'SELECT at, by, reason, code FROM retry_row WHERE dead_letter = ? ORDER BY seq',
    row.seq,
  );
  return {
    seq: row.seq,
    at: formatKst(row.received_at),
    topic: row.topic,
    yard: row.yard,
    device: row.area === null || row.device === null ? null : `${row.area}/${row.device}`,
    ...{ id: row.id, code: row.code, detail: row.detail, size: row.size, canRetry: row.kept === 1 },
    ...previewOf(new Uint8Array(row.first_bytes)),
    retries: retries.map(({ at, ...retry }) => ({ at: formatKst(at), ...retry })),
  };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what tells text from other bytes
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** First bytes as text where they are text, else as hexadecimal. Plates are masked and drivers' names left out. */
export function previewOf(bytes: Uint8Array): Pick<DeadLetter, 'preview' | 'isText'> {
  try {
    // the cut may go through a character: an unfinished one at the end is left out
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    if (!CONTROL.test(text)) return { preview: withoutPersons(text), isText: true };
  } catch {
    // no UTF-8: shown as what it is
  }
  return { preview: Buffer.from(bytes).toString('hex'), isText: false };
}

function withoutPersons(text: string): string {
  return text
    .replaceAll(/("plate"\s*:\s*")([^"]*)/g, (_, head: string, plate: string) => head + maskedPlate(plate))
    .replaceAll(/("driver"\s*:\s*")[^"]*/g, '$1***');
}
