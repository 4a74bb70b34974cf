import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { Ledger } from '../../collector/ledger/ledger.ts';
import type { LedgerMessage } from '../../collector/messages.ts';
import { decode } from '../../collector/mqtt/decode.ts';
import { Bookkeeper } from '../../collector/visits/bookkeeper.ts';
import { type Figure, perSecond } from './figures.ts';
import { truckMessages } from './truck-messages.ts';

const GROUP = 1_000;
const MESSAGES = 20_000;
const SINGLES = 2_000;
const MOST_MS = 10_000;

/** Messages a second that become ledger rows and visits, on disk, against inserting the same messages as plain rows. */
export function benchLedger(): Figure[] {
  const folder = mkdtempSync(join(tmpdir(), 'scalehouse-bench-'));
  try {
    const messages = truckMessages(MESSAGES, 'ledger').flatMap(({ topic, payload }): LedgerMessage[] => {
      const delivery = { topic, payload: Buffer.from(payload), properties: {}, receivedAt: Date.now() };
      const decoded = decode(delivery, null);
      return decoded ? [decoded.message] : [];
    });
    const raw = plainInserts(folder, messages);
    return [
      {
        what: `ledger: booked in groups of ${GROUP}`,
        unit: '/s',
        ours: booked(join(folder, 'grouped'), messages, GROUP),
        raw: { what: `libsql inserts, groups of ${GROUP}`, figure: raw(GROUP, messages.length) },
      },
      {
        what: 'ledger: booked one by one',
        unit: '/s',
        ours: booked(join(folder, 'single'), messages.slice(0, SINGLES), 1),
        raw: { what: 'libsql inserts, one by one', figure: raw(1, SINGLES) },
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function booked(folder: string, messages: readonly LedgerMessage[], group: number): number {
  const ledger = Ledger.in(folder);
  const bookkeeper = new Bookkeeper(ledger, () => []);
  const started = performance.now();
  let done = 0;
  while (done < messages.length && performance.now() - started < MOST_MS) {
    const outcomes = bookkeeper.book(messages.slice(done, done + group), Date.now());
    if (outcomes.some(({ code }) => code !== null)) throw new Error('a message of the bench was refused');
    done += outcomes.length;
  }
  const rate = perSecond(done, performance.now() - started);
  ledger.close();
  return rate;
}

/** Rows of the same content in one table without an index, committed as safely. */
function plainInserts(folder: string, messages: readonly LedgerMessage[]): (group: number, count: number) => number {
  return (group, count) => {
    const database = new Database(join(folder, `plain-${group}.sqlite`));
    database.pragma('journal_mode=WAL');
    database.pragma('synchronous=FULL');
    database.exec(`CREATE TABLE event (seq INTEGER PRIMARY KEY, tenant TEXT, yard TEXT, area TEXT, device TEXT, kind TEXT,
      id TEXT, at INTEGER, received_at INTEGER, ticket TEXT, plate TEXT, kg INTEGER, body TEXT) STRICT`);
    const insert = database.prepare('INSERT INTO event VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    const started = performance.now();
    for (let from = 0; from < count; from += group) {
      database.exec('BEGIN IMMEDIATE');
      for (const message of messages.slice(from, from + group)) {
        if (message.type !== 'event') continue;
        const { tenant, yard, area, device } = message.address;
        const { kind, id, at, receivedAt, ticket, plate, kg, body } = message;
        insert.run([tenant, yard, area, device, kind, id, at, receivedAt, ticket, plate, kg, body]);
      }
      database.exec('COMMIT');
    }
    const rate = perSecond(count, performance.now() - started);
    database.close();
    return rate;
  };
}
