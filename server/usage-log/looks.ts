import { type EpochMs, MINUTE_MS } from '../../domain/units.ts';
import type { Sqlite } from '../stores/sqlite.ts';

/** Pages ask again every minute at the longest. Who comes back after this long looks anew. */
export const QUIET_MS = 10 * MINUTE_MS;
/** A look is written down at most this often. */
const NOTE_EVERY_MS = MINUTE_MS;

/**
 * Tells a person's look from a page that asks again by itself: an address counts anew only after its session has not
 * asked for it for ten minutes. A page that is left open is thus one view, however long it stays open. Time during
 * which the server was down does not count, so a restart makes no views either.
 */
export class Looks {
  readonly #database: Sqlite;
  readonly #asked = new Map<string, { at: EpochMs; notedAt: EpochMs }>();

  constructor(database: Sqlite, now: EpochMs) {
    this.#database = database;
    const downFrom = database.row<{ at: EpochMs | null }>('SELECT max(at) AS at FROM looked')?.at ?? now;
    database.run('DELETE FROM looked WHERE at < ?', downFrom - QUIET_MS - NOTE_EVERY_MS);
    for (const { session, address } of database.rows<{ session: string; address: string }>('SELECT * FROM looked')) {
      this.#asked.set(keyOf(session, address), { at: now, notedAt: 0 });
    }
  }

  /** Notes that a session asked for an address; true when that is a new look. */
  look(session: string, address: string, now: EpochMs): boolean {
    const key = keyOf(session, address);
    const before = this.#asked.get(key);
    const isNoted = before !== undefined && now - before.notedAt < NOTE_EVERY_MS;
    this.#asked.set(key, { at: now, notedAt: isNoted ? before.notedAt : now });
    if (!isNoted) this.#note(session, address, now);
    return before === undefined || now - before.at >= QUIET_MS;
  }

  #note(session: string, address: string, now: EpochMs): void {
    this.#forgetBefore(now - QUIET_MS - NOTE_EVERY_MS);
    const sql = 'INSERT INTO looked (session, address, at) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET at = excluded.at';
    this.#database.run(sql, session, address, now);
  }

  #forgetBefore(past: EpochMs): void {
    const known = this.#asked.size;
    for (const [key, { at }] of this.#asked) if (at < past) this.#asked.delete(key);
    if (this.#asked.size < known) this.#database.run('DELETE FROM looked WHERE at < ?', past);
  }
}

function keyOf(session: string, address: string): string {
  return `${session} ${address}`;
}
