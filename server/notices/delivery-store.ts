import { formatKst } from '../../domain/kst-time.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { Delivery } from '../../domain/wire/notices-api.ts';
import type { Sqlite } from '../stores/sqlite.ts';

export type Way = Delivery['way'];

/** Something to tell, and how often that was tried. */
export interface Waiting {
  readonly id: number;
  readonly way: Way;
  readonly name: string;
  readonly what: string;
  readonly target: string;
  /** number of the report it carries */
  readonly report: number | null;
  readonly body: string | null;
  readonly attempts: number;
  readonly firstAt: EpochMs;
  readonly nextAt: EpochMs;
}

export type NewDelivery = Pick<Waiting, 'way' | 'name' | 'what' | 'target'> & {
  readonly report?: number;
  readonly event?: string;
  readonly body?: string;
};

/** What became of one try; `until` is when it is tried again. */
export type Outcome =
  | { readonly state: 'done' | 'given-up'; readonly answer: string }
  | { readonly state: 'waiting'; readonly answer: string; readonly until: EpochMs };

/** What metrics are made of. */
export interface NoticeCounts {
  readonly waiting: readonly { readonly way: Way; readonly count: number }[];
  readonly tries: readonly { readonly way: Way; readonly outcome: Outcome['state']; readonly count: number }[];
}

const OUTCOMES: readonly Outcome['state'][] = ['done', 'waiting', 'given-up'];
const WAYS: readonly Way[] = ['folder', 'mail', 'webhook'];
/** Of those that were taken, and of the others: a day of events does not hide the mail that failed in the morning. */
const SHOWN_EACH = 100;
const REMOVED = 'no longer set';
const ANSWER_CHARACTERS = 300;
const WAITING = `SELECT id, way, name, what, target, report, body, attempts, first_at AS firstAt, next_at AS nextAt
  FROM delivery WHERE state = 'waiting'`;

/** What has to be told outside, and a log of every try. A delivery ends done or given up, and never begins again. */
export class DeliveryStore {
  readonly #database: Sqlite;
  /** tries since the start, keyed by way and what came of them */
  readonly #tries = new Map<`${Way} ${Outcome['state']}`, number>();

  constructor(database: Sqlite) {
    this.#database = database;
  }

  /** Notes something to tell; what a webhook was told of once is not noted again. */
  add({ way, name, what, target, report, event, body }: NewDelivery, now: EpochMs): void {
    this.#database.run(
      `INSERT INTO delivery (way, name, what, target, report, event, body, first_at, next_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      ...[way, name, what, target, report ?? null, event ?? null, body ?? null, now, now],
    );
  }

  /** The first of a webhook that was not told yet, whether or not its time has come. */
  head(webhook: string): Waiting | null {
    const sql = `${WAITING} AND way = 'webhook' AND name = ? ORDER BY id LIMIT 1`;
    return this.#database.row<Waiting>(sql, webhook) ?? null;
  }

  /** Those of a way whose time has come, oldest first. */
  due(way: Way, now: EpochMs): Waiting[] {
    return this.#database.rows<Waiting>(`${WAITING} AND way = ? AND next_at <= ? ORDER BY id LIMIT 100`, way, now);
  }

  /** Logs a try and what came of it. */
  tried({ id, way }: Pick<Waiting, 'id' | 'way'>, outcome: Outcome, now: EpochMs): void {
    const { state } = outcome;
    const of = `${way} ${state}` as const;
    this.#tries.set(of, (this.#tries.get(of) ?? 0) + 1);
    const answer = outcome.answer.slice(0, ANSWER_CHARACTERS);
    this.#database.transaction(() => {
      this.#database.run(
        'INSERT INTO attempt (delivery, at, outcome, answer) VALUES (?, ?, ?, ?)',
        ...[id, now, state, answer],
      );
      this.#database.run(
        `UPDATE delivery SET state = ?1, attempts = attempts + 1, last_at = ?2, next_at = ?3, answer = ?4,
           body = CASE WHEN ?1 = 'waiting' THEN body END WHERE id = ?5`,
        ...[state, now, outcome.state === 'waiting' ? outcome.until : null, answer, id],
      );
    });
  }

  /** Gives up a webhook's deliveries that have waited since before `before`, untried ones too; tells how many. */
  giveUpBefore(webhook: string, before: EpochMs, answer: string, now: EpochMs): number {
    return this.#database.run(
      `UPDATE delivery SET state = 'given-up', last_at = ?, next_at = NULL, answer = ?
       WHERE state = 'waiting' AND way = 'webhook' AND name = ? AND first_at <= ?`,
      ...[now, answer, webhook, before],
    );
  }

  /** Ends what waits for a target that is no longer set. */
  drop(id: number, now: EpochMs): void {
    const sql = `UPDATE delivery SET state = 'given-up', last_at = ?, next_at = NULL, answer = ? WHERE id = ?`;
    this.#database.run(sql, now, REMOVED, id);
  }

  waiting(): Waiting[] {
    return this.#database.rows<Waiting>(`${WAITING} ORDER BY id`);
  }

  countWaiting(webhook: string): number {
    const sql = `SELECT count(*) AS waiting FROM delivery WHERE state = 'waiting' AND way = 'webhook' AND name = ?`;
    return this.#database.row<{ waiting: number }>(sql, webhook)?.waiting ?? 0;
  }

  /** How many wait, and the tries since the start with what came of them, by way. */
  counts(): NoticeCounts {
    const sql = `SELECT way, count(*) AS waiting FROM delivery WHERE state = 'waiting' GROUP BY way`;
    const waiting = new Map(
      this.#database.rows<{ way: Way; waiting: number }>(sql).map((row) => [row.way, row.waiting]),
    );
    return {
      waiting: WAYS.map((way) => ({ way, count: waiting.get(way) ?? 0 })),
      tries: WAYS.flatMap((way) =>
        OUTCOMES.map((outcome) => ({ way, outcome, count: this.#tries.get(`${way} ${outcome}`) ?? 0 })),
      ),
    };
  }

  /** Those that failed: what somebody took out of the settings has not. */
  countGivenUp(since: EpochMs): number {
    const sql = `SELECT count(*) AS lost FROM delivery WHERE state = 'given-up' AND last_at >= ? AND answer <> ?`;
    return this.#database.row<{ lost: number }>(sql, since, REMOVED)?.lost ?? 0;
  }

  /** The newest of those that were taken and of the others, at most 200, the newest first. */
  list(): Delivery[] {
    type Row = Omit<Delivery, 'firstAt' | 'lastAt' | 'nextAt'> & {
      first: number;
      last: number | null;
      next: number | null;
    };
    const sql = `SELECT id, way, name, what, target AS 'to', state, attempts, first_at AS first, last_at AS last,
        next_at AS next, answer
      FROM delivery WHERE id IN (SELECT id FROM delivery WHERE state = 'done' ORDER BY id DESC LIMIT ${SHOWN_EACH})
        OR id IN (SELECT id FROM delivery WHERE state <> 'done' ORDER BY id DESC LIMIT ${SHOWN_EACH})
      ORDER BY id DESC`;
    const time = (at: number | null) => (at === null ? null : formatKst(at));
    return this.#database.rows<Row>(sql).map(({ first, last, next, ...row }) => ({
      ...row,
      firstAt: formatKst(first),
      lastAt: time(last),
      nextAt: time(next),
    }));
  }

  /** Forgets what ended before `before`, with its tries. */
  forget(before: EpochMs): void {
    this.#database.run(`DELETE FROM delivery WHERE state <> 'waiting' AND last_at < ?`, before);
  }
}
