import { formatKst } from '../../domain/kst-time.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { NoticeEvent } from '../../domain/wire/notices-api.ts';
import type { Ledger } from '../stores/ledger.ts';
import type { Sqlite } from '../stores/sqlite.ts';
import type { DeliveryStore } from './delivery-store.ts';
import { EVENT_SOURCES, type EventSource, type LedgerEvent, lastRow, rowsAfter } from './event-rows.ts';
import type { WebhookTarget } from './notice-config.ts';

export interface FollowLimits {
  /** rows that are read of a source at once */
  readonly atOnce: number;
  /** beyond this many a webhook's events wait in the ledger, which has them anyway */
  readonly mostWaiting: number;
}
const LIMITS: FollowLimits = { atOnce: 500, mostWaiting: 5_000 };

interface Parts {
  readonly file: Sqlite;
  readonly deliveries: DeliveryStore;
  readonly ledger: Pick<Ledger, 'read'>;
  readonly webhooks: readonly WebhookTarget[];
  readonly limits?: FollowLimits | undefined;
}

export interface Told {
  /** unique of its event, the same at every try; with its time, because a restored ledger counts its rows anew */
  readonly id: string;
  readonly event: NoticeEvent;
  readonly subject: string;
  /** `null`: it concerns no single yard */
  readonly yard: string | null;
  readonly at: EpochMs;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * Follows the ledger's rows for every webhook, from the moment at which it is first set. How far a webhook has come is
 * noted together with what it is to be told, so that nothing is lost or told anew over a restart.
 */
export class EventFollower {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { file, webhooks } = parts;
    const names = JSON.stringify(webhooks.map(({ name }) => name));
    file.run('DELETE FROM followed WHERE webhook NOT IN (SELECT value FROM json_each(?))', names);
  }

  /** Reads on, and notes what each webhook is to be told. A ledger that is not there says nothing. */
  follow(now: EpochMs): void {
    const { ledger, webhooks } = this.#parts;
    ledger.read((database) => {
      for (const webhook of webhooks) this.#followFor(webhook, database, now);
    }, undefined);
  }

  /** Notes for every webhook that wants it something that the ledger does not have. */
  tell(told: Told, now: EpochMs): void {
    for (const webhook of this.#parts.webhooks) this.#note(webhook, told, now);
  }

  #followFor(webhook: WebhookTarget, database: Sqlite, now: EpochMs): void {
    const { file, deliveries, limits: { atOnce, mostWaiting } = LIMITS } = this.#parts;
    if (deliveries.countWaiting(webhook.name) >= mostWaiting) return;
    const from = EVENT_SOURCES.map((source) => [source, this.#placeOf(webhook, source, database)] as const);
    const read = from.map(([source, seq]) => rowsAfter(database, source, seq, atOnce));
    if (read.every((rows) => rows.length === 0)) return;
    const rows = inOrder(read, atOnce);
    file.transaction(() => {
      for (const row of rows) {
        const { source, seq, event, subject, yard, at, data } = row;
        if (event !== null) this.#note(webhook, { id: `${source}/${seq}@${at}`, event, subject, yard, at, data }, now);
        this.#moveTo(webhook, source, seq);
      }
    });
  }

  #note({ name, url, events, yards = null }: WebhookTarget, told: Told, now: EpochMs): void {
    const { id, event, yard, at, data, subject } = told;
    if (!events.includes(event) || (yards !== null && yard !== null && !yards.includes(yard))) return;
    const body = JSON.stringify({ id, event, at: formatKst(at), yard, data });
    const what = `${event} ${subject}`;
    this.#parts.deliveries.add({ way: 'webhook', name, what, target: shownAddress(url), event: id, body }, now);
  }

  /** Up to where a webhook has followed a source; a new one begins with what comes next. */
  #placeOf({ name }: WebhookTarget, source: EventSource, database: Sqlite): number {
    const sql = 'SELECT seq FROM followed WHERE webhook = ? AND source = ?';
    const known = this.#parts.file.row<{ seq: number }>(sql, name, source);
    const last = lastRow(database, source);
    // a ledger that was restored from a backup is shorter than what was followed of the one before it
    if (known && known.seq <= last) return known.seq;
    this.#moveTo({ name }, source, last);
    return last;
  }

  #moveTo({ name }: Pick<WebhookTarget, 'name'>, source: EventSource, seq: number): void {
    const sql = `INSERT INTO followed (webhook, source, seq) VALUES (?, ?, ?)
      ON CONFLICT DO UPDATE SET seq = excluded.seq`;
    this.#parts.file.run(sql, name, source, seq);
  }
}

/** Rows of all sources by the time at which they were booked; of one source always in its order. */
function inOrder(read: readonly LedgerEvent[][], atOnce: number): LedgerEvent[] {
  const left = read.map((rows) => [...rows].reverse());
  // beyond the last row of a source that has more, another's may come too early
  const end = Math.min(
    ...read.map((rows) => (rows.length < atOnce ? Number.POSITIVE_INFINITY : (rows.at(-1)?.at ?? 0))),
  );
  const ordered: LedgerEvent[] = [];
  for (;;) {
    const heads = left.filter((rows) => rows.length > 0);
    const first = heads.reduce<LedgerEvent[] | null>(
      (found, rows) => (found && (found.at(-1)?.at ?? 0) <= (rows.at(-1)?.at ?? 0) ? found : rows),
      null,
    );
    const row = first?.at(-1);
    if (!first || !row || (ordered.length > 0 && row.at > end)) return ordered;
    ordered.push(row);
    first.pop();
  }
}

/** Where a webhook goes, without what may be secret in its address. */
export function shownAddress(url: string): string {
  const { origin, pathname, search } = new URL(url);
  return pathname === '/' && search === '' ? origin : `${origin}/…`;
}
