import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BookingLine } from '../../collector/booking.ts';
import type { PhotoStore } from '../../collector/frames/photo-store.ts';
import { Ledger } from '../../collector/ledger/ledger.ts';
import type { LedgerMessage, Outcome } from '../../collector/messages.ts';
import type { Intake, Patience, Pending } from '../../collector/mqtt/intake.ts';
import type { Outgoing } from '../../collector/mqtt/outgoing.ts';
import { Spool } from '../../collector/spool.ts';
import type { Bookkeeper } from '../../collector/visits/bookkeeper.ts';
import { jpeg } from '../fixtures/jpegs.ts';

const SCALE = { tenant: 't', yard: 'y', area: 'weigh', device: 'wb01' };
const NOWHERE = { tenant: '', yard: '', area: '', device: '' };

/** An intake that hands over what it is given, batch by batch, until it is stopped. */
class GivenIntake {
  readonly #batches: Pending[][] = [];
  #wake: (() => void) | null = null;
  #isStopped = false;

  /** how much of the next batch waits */
  get depth(): number {
    return this.#batches[0]?.length ?? 0;
  }

  give(...batch: Pending[]): void {
    this.#batches.push(batch);
    this.#wake?.();
  }

  async arrival(patience?: Patience): Promise<void> {
    if (this.#batches.length > 0 || this.#isStopped) return;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (patience) setTimeout(resolve, patience.ms);
    });
  }

  takeNow(): Pending[] {
    return this.#batches.shift() ?? [];
  }

  stop(): void {
    this.#isStopped = true;
    this.#wake?.();
  }
}

let happened: string[];
let intake: GivenIntake;
let ledger: Ledger;
let spool: Spool;
let book: ReturnType<
  typeof vi.fn<(messages: readonly LedgerMessage[], now: number, alongside?: () => void) => Outcome[]>
>;
let put: ReturnType<typeof vi.fn<(sha256: string) => Promise<void>>>;
let sendReceipts: ReturnType<typeof vi.fn<(outcomes: readonly Outcome[]) => Promise<void>>>;
let line: BookingLine;
let running: Promise<void>;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  happened = [];
  intake = new GivenIntake();
  ledger = new Ledger(':memory:');
  spool = new Spool(ledger);
  book = vi.fn((messages: readonly LedgerMessage[], _now: number, alongside?: () => void): Outcome[] => {
    ledger.transaction(() => alongside?.());
    happened.push(`booked ${messages.map(({ id }) => id)}`);
    return messages.map((message) => ({
      address: message.address,
      id: message.id,
      code: message.type === 'refused' ? message.code : null,
    }));
  });
  put = vi.fn((): Promise<void> => {
    happened.push('photo on disk');
    return Promise.resolve();
  });
  sendReceipts = vi.fn((outcomes: readonly Outcome[]): Promise<void> => {
    happened.push(`receipt ${outcomes.map(({ id, code }) => (code === null ? id : `${id}!${code}`))}`);
    return Promise.resolve();
  });
  line = new BookingLine({
    intake: intake as unknown as Intake,
    spool,
    photos: { put } as unknown as PhotoStore,
    bookkeeper: { book } as unknown as Bookkeeper,
    outgoing: { sendReceipts } as unknown as Outgoing,
    tenant: null,
    log: pino({ level: 'silent' }),
    onCommitted: () => happened.push('committed'),
  });
  running = line.run();
});

afterEach(async () => {
  line.stop();
  await vi.runAllTimersAsync();
  await running;
  ledger.close();
  vi.useRealTimers();
});

function pending(kind: string, payload: Buffer | object, topic = `scrap/v1/t/y/weigh/wb01/${kind}`): Pending {
  const bytes = Buffer.isBuffer(payload) ? payload : Buffer.from(JSON.stringify(payload));
  const properties = { id: 'photo', at: '2026-11-22T09:30:00+09:00' };
  return {
    delivery: { topic, payload: bytes, properties, receivedAt: Date.parse('2026-11-22T09:30:05+09:00') },
    acknowledge: () => happened.push(`acknowledged ${kind}`),
  };
}

const weighing = (id: string, more: object = {}) =>
  pending('weighing', {
    id,
    at: '2026-11-22T09:30:00+09:00',
    kg: 30_000,
    stable: true,
    plate: '부산86바1234',
    ...more,
  });

describe('the booking line', () => {
  it('acknowledges and sends receipts only after the photo is on disk and the batch is committed', async () => {
    intake.give(pending('frame', await jpeg()), weighing('w1'), weighing('w2', { kg: 0 }));
    await vi.waitFor(() => expect(happened).toContain('committed'));
    expect(happened).toEqual([
      'photo on disk',
      'booked photo,w1,w2',
      'acknowledged frame',
      'acknowledged weighing',
      'acknowledged weighing',
      'receipt photo,w1,w2!KG_INVALID',
      'committed',
    ]);
  });

  it('books one batch after the other', async () => {
    intake.give(weighing('w1'));
    intake.give(weighing('w2'), weighing('w3'));
    await vi.waitFor(() => expect(happened.filter((what) => what === 'committed')).toHaveLength(2));
    expect(happened.filter((what) => what.startsWith('booked'))).toEqual(['booked w1', 'booked w2,w3']);
  });

  it('acknowledges what is not the ledger’s without booking it', async () => {
    intake.give(pending('load', { at: 0, kg: 5, stable: false }), weighing('w1'));
    await vi.waitFor(() => expect(happened).toContain('committed'));
    expect(happened).toEqual(['booked w1', 'acknowledged load', 'acknowledged weighing', 'receipt w1', 'committed']);
  });

  it('holds a batch that is not on disk, acknowledges nothing, and tries the same again until it is', async () => {
    book.mockImplementationOnce(() => {
      throw new Error('SQLITE_FULL');
    });
    put.mockRejectedValueOnce(new Error('ENOSPC'));
    intake.give(pending('frame', await jpeg()), weighing('w1'));
    intake.give(weighing('later'));
    await vi.advanceTimersByTimeAsync(999);
    expect([put.mock.calls.length, book.mock.calls.length]).toEqual([1, 0]);
    expect(happened).toEqual([]);
    expect(line.pendingOf(SCALE)).toBe(2);

    await vi.advanceTimersByTimeAsync(1);
    expect([put.mock.calls.length, book.mock.calls.length]).toEqual([2, 1]);
    expect(happened).toEqual(['photo on disk']);
    expect(line.pendingOf(SCALE)).toBe(2);

    await vi.advanceTimersByTimeAsync(1_000);
    expect([put.mock.calls.length, book.mock.calls.length]).toEqual([3, 3]);
    expect(happened.slice(2, 6)).toEqual([
      'booked photo,w1',
      'acknowledged frame',
      'acknowledged weighing',
      'receipt photo,w1',
    ]);
    expect(happened).toContain('booked later');
    expect(line.pendingOf(SCALE)).toBe(0);
  });

  it('counts what is received and not committed per device, the nameless together', async () => {
    book.mockImplementationOnce(() => {
      throw new Error('SQLITE_BUSY');
    });
    intake.give(weighing('w1'), weighing('w2', { kg: 'x' }), pending('none', {}, 'hello'), pending('load', {}));
    await vi.advanceTimersByTimeAsync(999);
    expect(line.pendingOf(SCALE)).toBe(2);
    expect(line.pendingOf(NOWHERE)).toBe(1);
    expect(line.pendingOf({ ...SCALE, device: 'wb02' })).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(happened).toContain('committed');
    expect([line.pendingOf(SCALE), line.pendingOf(NOWHERE)]).toEqual([0, 0]);
  });

  it('goes on when the receipts cannot be sent', async () => {
    sendReceipts.mockRejectedValueOnce(new Error('the broker is away'));
    intake.give(weighing('w1'));
    intake.give(weighing('w2'));
    await vi.waitFor(() => expect(happened.filter((what) => what === 'committed')).toHaveLength(2));
    expect(happened).toContain('receipt w2');
  });

  it('ends between two batches when it is stopped', async () => {
    intake.give(weighing('w1'));
    await vi.waitFor(() => expect(happened).toContain('committed'));
    line.stop();
    await running;
    intake.give(weighing('w2'));
    expect(happened).not.toContain('booked w2');
  });

  it('ends with a batch that is still not on disk when it is stopped, and does not acknowledge it', async () => {
    book.mockImplementation(() => {
      throw new Error('SQLITE_FULL');
    });
    intake.give(weighing('w1'));
    await vi.advanceTimersByTimeAsync(1_500);
    expect(book).toHaveBeenCalledTimes(2);
    line.stop();
    await vi.advanceTimersByTimeAsync(1_000);
    await running;
    expect(happened).toEqual([]);
    expect(line.pendingOf(SCALE)).toBe(0);
  });
});

/** More than is booked at once: `a0`, `a1`, ... */
const flood = (name: string, count = 1_001) => Array.from({ length: count }, (_, index) => weighing(`${name}${index}`));
const ids = (what: string) => what.replace(/^booked /, '').split(',');
const booked = () => happened.filter((what) => what.startsWith('booked')).flatMap(ids);
const groups = () => ledger.first<{ n: number }>('SELECT count(*) AS n FROM intake_group')?.n;

describe('a flood', () => {
  it('is on disk before it is acknowledged, booked afterwards in groups, and gets its receipts only then', async () => {
    intake.give(...flood('a'));
    await vi.waitFor(() => expect(booked()).toHaveLength(1_001), { timeout: 5_000 });
    const order = happened.map((what) => what.replace(/ .*/, ''));
    expect(order.slice(0, 1_001)).toEqual(Array(1_001).fill('acknowledged'));
    expect(order.slice(1_001)).toEqual(['booked', 'receipt', 'committed', 'booked', 'receipt', 'committed']);
    expect(booked()).toEqual(flood('a').map((_, index) => `a${index}`));
    expect(groups()).toBe(0);
    expect(line.spooled).toEqual({ messages: 0, oldestAt: null });
  });

  it('is followed by what comes while it waits, in the order of arrival', async () => {
    intake.give(...flood('a'));
    intake.give(weighing('late'));
    await vi.waitFor(() => expect(booked()).toHaveLength(1_002));
    expect(booked().at(-1)).toBe('late');
  });

  it('acknowledges nothing that is not on disk, and tries again', async () => {
    const put = vi.spyOn(spool, 'put').mockImplementationOnce(() => {
      throw new Error('SQLITE_FULL');
    });
    intake.give(...flood('a'));
    await vi.advanceTimersByTimeAsync(500);
    expect(put).toHaveBeenCalledTimes(1);
    expect(happened).toEqual([]);
    expect(line.trouble).toBe('Error: SQLITE_FULL');
    await vi.waitFor(() => expect(booked()).toHaveLength(1_001));
    expect(line.trouble).toBeNull();
  });

  it('counts as pending until it is booked, per device, after a restart as well', async () => {
    book.mockImplementation(() => {
      throw new Error('SQLITE_BUSY');
    });
    intake.give(...flood('a', 1_500), pending('none', {}, 'hello'), pending('load', {}));
    await vi.waitFor(() => expect(book).toHaveBeenCalledTimes(1));
    for (const holder of [line, new BookingLine({ spool: new Spool(ledger) } as never)]) {
      expect(holder.pendingOf(SCALE)).toBe(1_500);
      expect(holder.pendingOf(NOWHERE)).toBe(1);
      expect(holder.spooled).toEqual({ messages: 1_501, oldestAt: Date.parse('2026-11-22T09:30:05+09:00') });
    }
    expect(happened.filter((what) => what.startsWith('acknowledged'))).toHaveLength(1_502);
  });

  it('is booked from disk, once, by the line that starts after a crash', async () => {
    line.stop();
    await running;
    new Spool(ledger).put(flood('a', 1_200).map(({ delivery }) => delivery));
    const next = new BookingLine({
      ...{ intake: intake as unknown as Intake, spool: new Spool(ledger), tenant: null },
      ...{ photos: { put } as unknown as PhotoStore, bookkeeper: { book } as unknown as Bookkeeper },
      outgoing: { sendReceipts } as unknown as Outgoing,
      log: pino({ level: 'silent' }),
      onCommitted: () => groups() === 0 && next.stop(),
    });
    await next.run();
    expect(booked()).toEqual(flood('a', 1_200).map((_, index) => `a${index}`));
  });

  it('keeps photos on disk before their group is booked', async () => {
    intake.give(pending('frame', await jpeg()), ...flood('a'));
    await vi.waitFor(() => expect(booked()).toHaveLength(1_002), { timeout: 5_000 });
    expect(happened.indexOf('photo on disk')).toBeLessThan(happened.findIndex((what) => what.startsWith('booked')));
    expect(booked()[0]).toBe('photo');
  });

  it('that a damaged file tore is booked as far as it can be read, and the rest becomes one dead letter', async () => {
    line.stop();
    await running;
    const before = new Spool(ledger);
    before.put(flood('a', 3).map(({ delivery }) => delivery));
    ledger.run('UPDATE intake_group SET body = substr(body, 1, length(body) - 20)');
    const next = new BookingLine({
      ...{ intake: intake as unknown as Intake, spool: new Spool(ledger), tenant: null },
      ...{ photos: { put } as unknown as PhotoStore, bookkeeper: { book } as unknown as Bookkeeper },
      outgoing: { sendReceipts } as unknown as Outgoing,
      log: pino({ level: 'silent' }),
      onCommitted: () => next.stop(),
    });
    expect([next.pendingOf(SCALE), next.pendingOf(NOWHERE)]).toEqual([2, 1]);
    await next.run();
    expect(book.mock.calls[0]?.[0].map(({ type }) => type)).toEqual(['event', 'event', 'refused']);
    expect(book.mock.calls[0]?.[0][2]).toMatchObject({ code: 'GROUP_UNREADABLE', address: null });
    expect([groups(), next.pendingOf(SCALE), next.pendingOf(NOWHERE)]).toEqual([0, 0, 0]);
  });

  it('leaves the broker to hold what the spool has no room for', async () => {
    line.stop();
    await running;
    const small = new Spool(ledger, 1_000);
    small.put(flood('a', 10).map(({ delivery }) => delivery));
    expect(small.hasRoom).toBe(false);
    intake = new GivenIntake();
    intake.give(...flood('b', 1_100));
    const seen: number[] = [];
    const next = new BookingLine({
      ...{ intake: intake as unknown as Intake, spool: small, tenant: null },
      ...{ photos: { put } as unknown as PhotoStore, bookkeeper: { book } as unknown as Bookkeeper },
      outgoing: { sendReceipts } as unknown as Outgoing,
      log: pino({ level: 'silent' }),
      onCommitted: () => {
        seen.push(small.waiting.messages);
        if (booked().length === 1_110) next.stop();
      },
    });
    await next.run();
    expect(seen[0]).toBe(0);
    expect(booked().slice(0, 11)).toEqual([...flood('a', 10).map((_, index) => `a${index}`), 'b0']);
  });
});
