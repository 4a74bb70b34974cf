import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { accountOf } from '../../collector/ledger/account.ts';
import { Ledger } from '../../collector/ledger/ledger.ts';
import { waitingRetries } from '../../collector/ledger/retries.ts';
import type { Outcome } from '../../collector/messages.ts';
import { decode } from '../../collector/mqtt/decode.ts';
import { Retries } from '../../collector/retries.ts';
import { Bookkeeper } from '../../collector/visits/bookkeeper.ts';
import { jpeg } from '../fixtures/jpegs.ts';

const CAME = Date.parse('2026-11-22T09:30:05+09:00');
const LATER = CAME + 3_600_000;
const SCALE = { tenant: 't', yard: 'y', area: 'weigh', device: 'wb01' };

let ledger: Ledger;
let bookkeeper: Bookkeeper;
let receipts: Outcome[];
let photos: string[];
let retries: Retries;

beforeEach(() => {
  ledger = new Ledger(':memory:');
  receipts = [];
  photos = [];
  open('t');
});
afterEach(() => {
  vi.useRealTimers();
  ledger.close();
});

/** A collector that serves a tenant: to change its setting is a fix after which refused messages may pass. */
function open(tenant: string | null, commit = () => {}): void {
  bookkeeper = new Bookkeeper(ledger, () => []);
  retries = new Retries({
    ledger,
    bookkeeper,
    photos: { put: (sha256: string) => Promise.resolve(void photos.push(sha256)) } as never,
    outgoing: { sendReceipts: (lines) => Promise.resolve(void receipts.push(...lines)) },
    tenant,
    log: { warn: () => {}, debug: () => {} },
    onCommitted: commit,
    now: () => LATER,
  });
}

function deliver(
  topic: string,
  payload: object | Uint8Array,
  { tenant = 't' as string | null, properties = {}, receivedAt = CAME } = {},
): Outcome | undefined {
  const bytes = payload instanceof Uint8Array ? payload : Buffer.from(JSON.stringify(payload));
  const decoded = decode({ topic, payload: bytes, properties, receivedAt }, tenant);
  return decoded ? bookkeeper.book([decoded.message], receivedAt)[0] : undefined;
}

const topic = (kind: string, tenant = 't') => `scrap/v1/${tenant}/y/weigh/wb01/${kind}`;
const weighing = (id: string, more: object = {}) => ({
  ...{ id, at: '2026-11-22T09:30:00+09:00', kg: 30_000, stable: true, plate: '부산86바1234' },
  ...more,
});
const ask = (id: string, deadLetter: number) =>
  deliver(`scrap-commands/v1/t/y/retry`, { id, at: LATER, by: 'kim', reason: '설정을 고침', deadLetter });

const letters = () => ledger.all<{ seq: number; code: string }>('SELECT seq, code FROM dead_letter ORDER BY seq');
const tries = () =>
  ledger.all<{ dead_letter: number; by: string; reason: string; at: number; code: string | null }>(
    'SELECT dead_letter, by, reason, at, code FROM retry_row ORDER BY seq',
  );
const events = () =>
  ledger.all<{ id: string; received_at: number }>("SELECT id, received_at FROM event WHERE kind <> 'retry'");
/** the account without the office, whose commands are messages too */
const account = (device = 'wb01') => {
  const row = accountOf(ledger, null, () => 0).byDevice.find((one) => one.device === device);
  return row && [row.received, row.written, row.rejected, row.duplicates];
};

async function work(): Promise<void> {
  retries.wake();
  await retries.idle();
}

describe('a dead letter', () => {
  it('keeps the whole message with its properties, and not one above 64 KiB', () => {
    deliver(topic('frame'), Buffer.from([1, 2, 3]), { properties: { id: 'f1', ticket: 'T1' } });
    deliver(topic('weighing'), Buffer.alloc(64 * 1024 + 1, 0x61));
    const kept = ledger.all<{ payload: ArrayBuffer | null; properties: string | null }>(
      'SELECT payload, properties FROM dead_letter ORDER BY seq',
    );
    expect([...new Uint8Array(kept[0]?.payload ?? new ArrayBuffer(0))]).toEqual([1, 2, 3]);
    expect(kept[0]?.properties).toBe('{"id":"f1","ticket":"T1"}');
    expect(kept[1]).toEqual({ payload: null, properties: null });
  });

  it('is booked once its cause is mended, with the time it came at, and moves from rejected to written', async () => {
    deliver(topic('weighing'), weighing('w1'), { tenant: 'another' });
    expect(letters()).toEqual([{ seq: 1, code: 'TENANT_UNKNOWN' }]);
    expect(account()).toEqual([1, 0, 1, 0]);
    ask('c1', 1);
    await work();
    expect(events()).toEqual([{ id: 'w1', received_at: CAME }]);
    expect(account()).toEqual([1, 1, 0, 0]);
    expect(tries()).toEqual([{ dead_letter: 1, by: 'kim', reason: '설정을 고침', at: LATER, code: null }]);
    expect(ledger.all('SELECT status FROM visit')).toEqual([{ status: 'open' }]);
    expect(receipts).toEqual([{ address: SCALE, id: 'w1', code: null }]);
  });

  it('does not pass for news of its device', async () => {
    deliver(topic('weighing'), weighing('w1'), { tenant: 'another' });
    deliver(topic('state'), { online: false, at: CAME }, { tenant: 'another' });
    deliver(topic('state'), { online: true, at: CAME + 60_000 }, { receivedAt: CAME + 60_000 });
    ask('c1', 1);
    ask('c2', 2);
    await work();
    expect(tries().map(({ code }) => code)).toEqual([null, null]);
    expect(ledger.all('SELECT online, heard_at FROM device')).toEqual([{ online: 1, heard_at: CAME + 60_000 }]);
    expect(account()).toEqual([3, 3, 0, 0]);
  });

  it('tells the state of a device that was not heard since', async () => {
    deliver(topic('state'), { online: false, at: CAME }, { tenant: 'another' });
    ask('c1', 1);
    await work();
    expect(ledger.all('SELECT online, heard_at FROM device')).toEqual([{ online: 0, heard_at: null }]);
  });

  it('that is refused again stays rejected, counted once and kept once', async () => {
    deliver(topic('weighing'), weighing('w1', { kg: 0 }));
    ask('c1', 1);
    await work();
    expect(tries()).toMatchObject([{ dead_letter: 1, code: 'KG_INVALID' }]);
    expect(letters()).toHaveLength(1);
    expect(account()).toEqual([1, 0, 1, 0]);
    expect(receipts).toEqual([]);
  });

  it('whose id was used meanwhile stays rejected and says so', async () => {
    deliver(topic('weighing'), weighing('w1'), { tenant: 'another' });
    deliver(topic('weighing'), weighing('w1', { kg: 15_000 }));
    ask('c1', 1);
    await work();
    expect(tries()).toMatchObject([{ code: 'ID_REUSED' }]);
    expect(letters()).toHaveLength(1);
    expect(account()).toEqual([2, 1, 1, 0]);
  });

  it('whose message came again meanwhile is a duplicate, counted as received and written', async () => {
    deliver(topic('weighing'), weighing('w1'), { tenant: 'another' });
    deliver(topic('weighing'), weighing('w1'));
    ask('c1', 1);
    await work();
    expect(events()).toHaveLength(1);
    expect(tries()).toMatchObject([{ code: null }]);
    expect(account()).toEqual([2, 2, 0, 1]);
  });

  it('that turns out to contradict its ticket counts as rejected, and is not tried a second time', async () => {
    deliver(topic('weighing'), weighing('w2', { ticket: 'T1', plate: '포항12가7777' }), { tenant: 'another' });
    deliver(topic('weighing'), weighing('w1', { ticket: 'T1', at: '2026-11-22T09:00:00+09:00' }));
    ask('c1', 1);
    await work();
    expect(tries()).toMatchObject([{ code: 'PLATE_CONTRADICTS_TICKET' }]);
    expect(account()).toEqual([2, 1, 1, 0]);
    ask('c2', 1);
    await work();
    expect(tries()[1]).toMatchObject({ code: 'ALREADY_BOOKED' });
    expect(account()).toEqual([2, 1, 1, 0]);
  });

  it('puts its photo on disk first', async () => {
    const photo = new Uint8Array(await jpeg());
    expect(photo.length).toBeLessThan(64 * 1024);
    const properties = { id: 'f1', at: '2026-11-22T09:30:00+09:00' };
    deliver(topic('frame'), photo, { tenant: 'another', properties });
    ask('c1', 1);
    await work();
    const [frame] = ledger.all<{ sha256: string }>("SELECT sha256 FROM event WHERE kind = 'frame'");
    expect(photos).toEqual([frame?.sha256]);
    expect(ledger.all('SELECT event FROM grading_queue')).toHaveLength(1);
  });

  it('of a topic that names no device leaves the account of nowhere for that of its device', async () => {
    // as a later version of the contract might read it
    ledger.run(
      `INSERT INTO dead_letter (received_at, topic, id, code, detail, first_bytes, size, payload, properties)
       VALUES (?, ?, 'w1', 'TOPIC_UNKNOWN', '', x'', 0, ?, '{}')`,
      ...[CAME, topic('weighing'), Buffer.from(JSON.stringify(weighing('w1')))],
    );
    ledger.run("INSERT INTO account VALUES ('', '', '', '', 0, 1, 0)");
    ask('c1', 1);
    await work();
    expect(account('')).toEqual([0, 0, 0, 0]);
    expect(account()).toEqual([1, 1, 0, 0]);
  });
});

describe('a wish to try again', () => {
  it('is refused when there is no such letter', () => {
    deliver(topic('weighing'), weighing('w1'));
    expect(ask('c1', 99)).toMatchObject({ code: 'COMMAND_INVALID' });
    expect(waitingRetries(ledger)).toEqual([]);
  });

  it('for what is booked changes nothing and says so', async () => {
    deliver(topic('weighing'), weighing('w1'), { tenant: 'another' });
    ask('c1', 1);
    ask('c2', 1);
    await work();
    expect(tries().map(({ code }) => code)).toEqual([null, 'ALREADY_BOOKED']);
    expect(account()).toEqual([1, 1, 0, 0]);
  });

  it('that is delivered twice is carried out once', async () => {
    deliver(topic('weighing'), weighing('w1'), { tenant: 'another' });
    ask('c1', 1);
    ask('c1', 1);
    await work();
    ask('c1', 1);
    await work();
    expect(tries()).toHaveLength(1);
    expect(account()).toEqual([1, 1, 0, 0]);
  });

  it('for a message that was too big to keep says so', async () => {
    deliver(topic('weighing'), Buffer.alloc(64 * 1024 + 1, 0x61));
    ask('c1', 1);
    await work();
    expect(tries()).toMatchObject([{ code: 'NOT_KEPT' }]);
    expect(account()).toEqual([1, 0, 1, 0]);
  });

  it('is carried out after a crash that came before its row, whole or not at all', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    deliver(topic('weighing'), weighing('w1'), { tenant: 'another' });
    ask('c1', 1);
    const commit = ledger.transaction.bind(ledger);
    vi.spyOn(ledger, 'transaction').mockImplementationOnce((work) =>
      commit(() => {
        work();
        throw new Error('SQLITE_FULL');
      }),
    );
    await work();
    expect(tries()).toEqual([]);
    expect(account()).toEqual([1, 0, 1, 0]);
    expect(events()).toEqual([]);
    open('t');
    expect(bookkeeper.takeRetries()).toBe(true);
    await work();
    expect(tries()).toMatchObject([{ code: null }]);
    expect(account()).toEqual([1, 1, 0, 0]);
  });

  it('wakes whoever carries it out', () => {
    expect([bookkeeper.takeRetries(), bookkeeper.takeRetries()]).toEqual([true, false]);
    deliver(topic('weighing'), weighing('w1', { kg: 0 }));
    expect(bookkeeper.takeRetries()).toBe(false);
    ask('c1', 1);
    expect(bookkeeper.takeRetries()).toBe(true);
  });
});
