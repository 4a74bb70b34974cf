import { kstDay } from '../../domain/kst-time.ts';
import type { EpochMs } from '../../domain/units.ts';
import { USAGE_ACTS, type UsageAct } from '../../domain/wire/usage-log-api.ts';
import type { Sqlite } from '../stores/sqlite.ts';
import { Looks } from './looks.ts';
import type { PersonSession } from './person.ts';

/** The portal's field takes less than this many bytes. */
const BYTES_AT_MOST = 999_999_999;

export interface Use {
  readonly act: UsageAct;
  /** what was asked for, as text that is the same whenever the same thing is asked for */
  readonly subject: string;
  /** network address the person came from */
  readonly address: string;
  /** size of the answer before compression, 0 where it is not known */
  readonly bytes: number;
}

/**
 * The only writer of records of use. It takes nothing but the session of a person, and only the hook behind the gate
 * (`routes/use-hook.ts`) has one of these; a test holds both.
 */
export class UsageRecorder {
  readonly #database: Sqlite;
  readonly #now: () => EpochMs;
  readonly #looks: Looks;

  constructor(database: Sqlite, now: () => EpochMs) {
    this.#database = database;
    this.#now = now;
    this.#looks = new Looks(database, now());
  }

  /** Writes what a person has just done; on disk once it returns. A page that asks again by itself writes nothing. */
  record(person: PersonSession, use: Use): void {
    // the note of a look and its record in one write to the disk
    this.#database.transaction(() => this.#write(person, use));
  }

  #write({ key, user, role }: PersonSession, { act, subject, address, bytes }: Use): void {
    const now = this.#now();
    if (act === 'view' && !this.#looks.look(key, subject, now)) return;
    this.#database.run(
      `INSERT INTO usage_record (at, day, act, rank, session, user, role, address, bytes)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[now, kstDay(now), act, USAGE_ACTS.indexOf(act), key, user, role, address.slice(0, 64)],
      Math.min(bytes, BYTES_AT_MOST),
    );
  }
}
