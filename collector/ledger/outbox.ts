import { formatKst } from '../../domain/kst-time.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { FactBodies } from '../../domain/wire/facts.ts';
import { type FactKind, factTopic, RETAINED_FACTS } from '../../domain/wire/mqtt-topics.ts';
import type { Ledger } from './ledger.ts';

export interface OutboxRow {
  readonly seq: number;
  readonly topic: string;
  readonly retain: number;
  readonly payload: string;
}

/** Puts a fact into the outbox, in the transaction of what it tells, and numbers it in its yard's sequence. */
export function postFact<K extends FactKind>(
  ledger: Ledger,
  kind: K,
  at: { readonly tenant: string; readonly yard: string; readonly now: EpochMs },
  body: Omit<FactBodies[K], 'seq' | 'at'>,
): void {
  const numbered = ledger.first<{ fact_seq: number }>(
    'UPDATE yard SET fact_seq = fact_seq + 1 WHERE yard = ? RETURNING fact_seq',
    at.yard,
  );
  const payload = JSON.stringify({ seq: numbered?.fact_seq ?? 0, at: formatKst(at.now), ...body });
  const retain = RETAINED_FACTS.includes(kind) ? 1 : 0;
  ledger.run(
    'INSERT INTO outbox (topic, retain, payload) VALUES (?, ?, ?)',
    factTopic(at.tenant, at.yard, kind),
    retain,
    payload,
  );
}

/** What goes to devices has a sender of its own and does not wait behind the facts. */
const IS_FACT = "topic NOT GLOB 'scrap/v1/*'";

/** The oldest facts that still have to leave, at most `limit`. */
export function outboxRows(ledger: Ledger, limit: number): OutboxRow[] {
  return ledger.all<OutboxRow>(
    `SELECT seq, topic, retain, payload FROM outbox WHERE ${IS_FACT} ORDER BY seq LIMIT ?`,
    limit,
  );
}

/** Drops all facts up to and including `seq`, which the broker has acknowledged. */
export function clearOutbox(ledger: Ledger, seq: number): void {
  ledger.run(`DELETE FROM outbox WHERE seq <= ? AND ${IS_FACT}`, seq);
}

/** How many facts still have to leave, and when the oldest of them was committed, RFC 3339. */
export function outboxBacklog(ledger: Ledger): { readonly depth: number; readonly oldestAt: string | null } {
  // rows go from the front alone, so the numbers at both ends tell how many there are without reading them
  const ends = ledger.first<{ first: number | null; last: number | null; oldest: string | null }>(
    `SELECT (SELECT min(seq) FROM outbox) AS first, (SELECT max(seq) FROM outbox) AS last,
       (SELECT json_extract(payload, '$.at') FROM outbox ORDER BY seq LIMIT 1) AS oldest`,
  );
  const depth = ends?.first == null || ends.last === null ? 0 : ends.last - ends.first + 1;
  return { depth, oldestAt: ends?.oldest ?? null };
}
