import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BookingLine } from '../../collector/booking.ts';
import type { PhotoStore } from '../../collector/frames/photo-store.ts';
import type { LedgerMessage, Outcome } from '../../collector/messages.ts';
import type { Intake, Pending } from '../../collector/mqtt/intake.ts';
import type { Outgoing } from '../../collector/mqtt/outgoing.ts';
import type { Bookkeeper } from '../../collector/visits/bookkeeper.ts';
import { jpeg } from '../fixtures/jpegs.ts';

const SCALE = { tenant: 't', yard: 'y', area: 'weigh', device: 'wb01' };
const NOWHERE = { tenant: '', yard: '', area: '', device: '' };

/** An intake that hands over what it is given, batch by batch, until it is stopped. */
class GivenIntake {
  readonly #batches: Pending[][] = [];
  #wake: (() => void) | null = null;
  #isStopped = false;

  give(...batch: Pending[]): void {
    this.#batches.push(batch);
    this.#wake?.();
  }

  async take(): Promise<Pending[]> {
    while (this.#batches.length === 0 && !this.#isStopped) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#batches.shift() ?? [];
  }

  stop(): void {
    this.#isStopped = true;
    this.#wake?.();
  }
}

let happened: string[];
let intake: GivenIntake;
let book: ReturnType<typeof vi.fn<(messages: readonly LedgerMessage[], now: number) => Outcome[]>>;
let put: ReturnType<typeof vi.fn<(sha256: string) => Promise<void>>>;
let sendReceipts: ReturnType<typeof vi.fn<(outcomes: readonly Outcome[]) => Promise<void>>>;
let line: BookingLine;
let running: Promise<void>;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  happened = [];
  intake = new GivenIntake();
  book = vi.fn((messages: readonly LedgerMessage[]): Outcome[] => {
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
