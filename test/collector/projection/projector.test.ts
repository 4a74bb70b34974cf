import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dueRows } from '../../../collector/projection/due.ts';
import { WriteFailure } from '../../../collector/projection/influx-writer.ts';
import { Projector } from '../../../collector/projection/projector.ts';
import type { InfluxSettings } from '../../../domain/settings.ts';
import { anyDay, messageOf } from '../visits/yard-day.ts';
import { FakeWriter, refusing } from './fake-writer.ts';
import { TickingClock } from './ticking-clock.ts';
import { MINUTE, NINE, type Said, YARD, YardBook } from './yard-book.ts';

const SETTINGS: InfluxSettings = {
  ...{ url: 'http://influx.example:8086', token: 'secret', username: null, password: null },
  ...{ org: 'o', bucket: 'b', writePath: null, retentionDays: {} },
};

let yard: YardBook;
let clock: TickingClock;
let writer: FakeWriter;
let logged: string[];
const running: Projector[] = [];

beforeEach(() => {
  yard = new YardBook();
  clock = new TickingClock(yard.now);
  writer = new FakeWriter();
  logged = [];
});
afterEach(async () => {
  for (const projector of running.splice(0)) await projector.stop();
  yard.ledger.close();
});

/** Starts a projector and lets it go on until it has nothing to do. */
async function project({ batch = 4_000, settings = SETTINGS } = {}): Promise<Projector> {
  const note = (level: string) => (facts: unknown, text?: string) => logged.push(`${level} ${text ?? String(facts)}`);
  const log = { info: note('info'), warn: note('warn'), error: note('error') };
  const projector = new Projector({ ledger: yard.ledger, settings, log, writer, clock, batch, random: () => 0 });
  running.push(projector);
  projector.start();
  await clock.untilResting();
  return projector;
}

/** Lets time pass until something holds; an error when it never does. */
async function passUntil(holds: () => boolean): Promise<void> {
  for (let steps = 0; steps < 500; steps += 1) {
    if (holds()) return;
    await clock.pass();
  }
  throw new Error('it never came to that');
}

/** A truck of 24 t an hour, from nine on. */
const truck = (hour: number, at = YARD, more: Partial<Said> = {}): [Said, Said] => [
  { id: `in${hour}`, kind: 'weighing', minute: hour * 60, kg: 30_000, yard: at, ...more },
  { id: `out${hour}`, kind: 'weighing', minute: hour * 60 + 20, kg: 6_000, yard: at, ...more },
];
const trucks = (count: number, at = YARD, more: Partial<Said> = {}) =>
  Array.from({ length: count }, (_, hour) => truck(hour, at, more)).flat();
const rejected = () =>
  yard.ledger.all<{ line: string; status: number; reason: string }>('SELECT line, status, reason FROM rejected_point');

describe('the projector', () => {
  it('brings everything the ledger holds to an InfluxDB it sees for the first time, then what changes', async () => {
    yard.book(...trucks(3), { id: 'l1', kind: 'lift', minute: 5, kg: 900 });
    const projector = await project();
    expect([writer.sum('visit', 'net_kg'), writer.sum('lift', 'kg')]).toEqual([72_000, 900]);
    yard.book(...truck(5));
    projector.wake();
    await clock.untilResting();
    expect(writer.sum('visit', 'net_kg')).toBe(96_000);
    expect(projector.health()).toMatchObject({
      state: 'running',
      due: 0,
      oldestAt: null,
      rejected: 0,
      lastError: null,
    });
  });

  it('writes nothing when it starts again on the same InfluxDB, and everything on another', async () => {
    yard.book(...trucks(2));
    await (await project()).stop();
    const before = writer.requests.length;
    await (await project()).stop();
    expect(writer.requests).toHaveLength(before);
    await project({ settings: { ...SETTINGS, bucket: 'other' } });
    expect(writer.requests.slice(before).flat()).toHaveLength(2);
  });

  it('begins anew with an InfluxDB that it did not come to fill', async () => {
    yard.book(...trucks(2));
    yard.ledger.run("INSERT INTO projection_target (one, target, since) VALUES (1, '', 0)");
    await project();
    expect(writer.sum('visit', 'net_kg')).toBe(48_000);
  });

  it('leaves a row due that changed while it was being written', async () => {
    const projector = await project();
    yard.book(...truck(0));
    const [opening] = truck(0);
    let seen = 0;
    writer.onRequest = () => {
      seen += 1;
      if (seen > 1) return;
      yard.book({
        ...{ id: 'c1', kind: 'correction', minute: 90, visit: yard.visitOf(opening), more: { deductionKg: 400 } },
      });
    };
    projector.wake();
    await clock.untilResting();
    expect(seen).toBe(2);
    expect(writer.sum('visit', 'deduction_kg')).toBe(400);
    expect(yard.due()).toEqual([]);
  });

  it('writes the same points again when it ends between the confirmation and the clearing', async () => {
    const projector = await project();
    yard.book(...trucks(3));
    const due = dueRows(yard.ledger, YARD, 10);
    projector.wake();
    await clock.untilResting();
    const once = [...writer.store.entries()];
    for (const { seq, kind, ref } of due) {
      yard.ledger.run(
        'INSERT INTO point_due (seq, yard, kind, ref, since) VALUES (?, ?, ?, ?, 0)',
        seq,
        YARD,
        kind,
        ref,
      );
    }
    projector.wake();
    await clock.untilResting();
    expect(writer.requests).toHaveLength(2);
    expect([...writer.store.entries()]).toEqual(once);
  });

  it('takes a backlog in batches, in order', async () => {
    yard.book(...trucks(7));
    await project({ batch: 3 });
    expect(writer.requests.map((lines) => lines.length)).toEqual([3, 3, 1]);
    const minutes = writer.requests
      .flat()
      .map((line) => (Number(line.slice(line.lastIndexOf(' ')).slice(0, -6)) - NINE) / MINUTE);
    expect(minutes.map(Math.floor)).toEqual([20, 80, 140, 200, 260, 320, 380]);
  });
});

describe('rows that change', () => {
  const arrivals = anyDay.chain((day) =>
    fc.record({
      arrived: fc.shuffledSubarray([...day, ...day], { minLength: day.length * 2 }),
      step: fc.constantFrom(1, 3, 7),
      judged: fc.shuffledSubarray(day.filter(({ kind }) => kind === 'frame')),
    }),
  );

  it('come to the same points one by one as all at once, whatever order they change in', async () => {
    await fc.assert(
      fc.asyncProperty(arrivals, async ({ arrived, step, judged }) => {
        yard = new YardBook();
        clock = new TickingClock(yard.now);
        writer = new FakeWriter();
        const projector = await project();
        const catchUp = async () => {
          projector.wake();
          await clock.untilResting();
        };
        for (let from = 0; from < arrived.length; from += step) {
          yard.bookkeeper.book(arrived.slice(from, from + step).map(messageOf), yard.now);
          await catchUp();
        }
        for (const { id } of judged) {
          yard.judge(id, { heavy: 0.75, light: 0.25 });
          await catchUp();
        }
        await projector.stop();
        const oneByOne = sorted(writer);
        writer = new FakeWriter();
        clock = new TickingClock(yard.now);
        yard.ledger.run('DELETE FROM projection_target');
        await (await project()).stop();
        expect(oneByOne).toEqual(sorted(writer));
        yard.ledger.close();
      }),
      { numRuns: 60 },
    );
    yard = new YardBook();
  });

  const sorted = ({ store }: FakeWriter) => [...store.values()].sort();
});

describe('an InfluxDB that fails', () => {
  it('is tried again after twice as long each time, up to a minute, and nothing is lost', async () => {
    writer.answer = () => new WriteFailure(null, 'ECONNREFUSED');
    yard.book(...trucks(2));
    const projector = await project();
    const triedAt: number[] = [clock.now()];
    await passUntil(() => {
      if (writer.requests.length > triedAt.length) triedAt.push(clock.now());
      return triedAt.length === 9;
    });
    const tries = triedAt.slice(1).map((at, index) => (at - (triedAt[index] ?? 0)) / 1_000);
    expect(tries).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
    expect(projector.health()).toMatchObject({ state: 'away', due: 2, written: 0, lastError: 'ECONNREFUSED' });
    expect(logged.filter((line) => line.startsWith('warn'))).toHaveLength(1);
    writer.answer = () => null;
    await passUntil(() => projector.health().due === 0);
    expect(writer.sum('visit', 'net_kg')).toBe(48_000);
    expect(projector.health()).toMatchObject({ state: 'running', lastError: null, retryAt: null });
    expect(logged.at(-1)).toBe('info InfluxDB takes points again');
  });

  it.each([
    ['an answer that asks for time', new WriteFailure(503, 'busy'), 'waiting'],
    ['a bucket that is not there', new WriteFailure(404, 'bucket not found'), 'away'],
    ['a token that does not hold', new WriteFailure(401, 'unauthorized'), 'away'],
    ['an error of its own', new WriteFailure(500, 'engine'), 'away'],
    ['an answer that is no confirmation', new WriteFailure(200, 'a login page'), 'away'],
  ])('by %s keeps every row due and says so', async (_, failure, state) => {
    writer.answer = () => failure;
    yard.book(...trucks(2));
    const projector = await project();
    expect(projector.health()).toMatchObject({
      state,
      due: 2,
      rejected: 0,
      lastError: `${failure.status}: ${failure.message}`,
    });
    expect(writer.requests).toHaveLength(1);
  });

  it('is left alone for as long as it asks', async () => {
    writer.answer = () => new WriteFailure(429, 'slow down', clock.now() + 300_000);
    yard.book(...trucks(1), ...trucks(1, 'hwaseong'));
    const projector = await project();
    expect(projector.health()).toMatchObject({ state: 'waiting', retryAt: '2026-03-02T21:05:00.000+09:00' });
    await passUntil(() => clock.now() >= yard.now + 290_000);
    // not even for the other yard
    expect(writer.requests).toHaveLength(1);
    writer.answer = () => null;
    await passUntil(() => projector.health().due === 0);
    expect(writer.sum('visit', 'trucks')).toBe(2);
  });

  it('for one yard does not stop the others', async () => {
    writer.answer = (lines) =>
      lines.some((line) => line.includes('yard=gamcheon')) ? new WriteFailure(500, 'shard') : null;
    yard.book(...trucks(2), ...trucks(3, 'hwaseong'), ...trucks(4, 'pohang'));
    const projector = await project({ batch: 2 });
    expect(writer.sum('visit', 'trucks')).toBe(7);
    expect(projector.health()).toMatchObject({ due: 2, lastError: '500: shard' });
  });
});

describe('rows of a yard that cannot be found by its name', () => {
  it('do not keep the others waiting', async () => {
    yard.book(...trucks(2), ...trucks(2, 'a\0'));
    const projector = await project();
    expect(writer.sum('visit', 'trucks')).toBe(2);
    expect(projector.health()).toMatchObject({ due: 2, lastError: 'rows of it are due and cannot be found' });
  });
});

describe('a bad line', () => {
  const marked = (hour: number): [Said, Said] => truck(hour, YARD, { partner: 'bad one' });

  it('is found among hundreds, kept with the reason and blocks nothing', async () => {
    yard.book(...Array.from({ length: 256 }, (_, hour) => (hour === 177 ? marked(hour) : truck(hour))).flat());
    writer.answer = refusing('bad\\ one');
    const projector = await project();
    expect(writer.sum('visit', 'trucks')).toBe(255);
    expect(rejected()).toEqual([
      { line: expect.stringContaining('partner=bad\\ one'), status: 400, reason: 'unable to parse: bad\\ one' },
    ]);
    expect(projector.health()).toMatchObject({ state: 'running', due: 0, rejected: 1 });
    // halved until it is found: two requests a halving
    expect(writer.requests.length).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(256)) + 1);
  });

  it('is refused where only some lines were written, and those count once', async () => {
    yard.book(...trucks(5), ...marked(9));
    writer.answer = (lines) => {
      const good = lines.filter((line) => !line.includes('bad\\ one'));
      for (const line of good) writer.store.set(line, line);
      return good.length === lines.length
        ? null
        : new WriteFailure(400, 'partial write: field type conflict dropped=1');
    };
    await project();
    expect(new Set([...writer.store.values()]).size).toBe(5);
    expect(rejected()).toHaveLength(1);
  });

  it('is not blamed while the server has taken no line at all', async () => {
    yard.book(...trucks(3));
    writer.answer = () => new WriteFailure(400, 'database is required');
    const projector = await project();
    expect(projector.health()).toMatchObject({
      state: 'away',
      due: 3,
      rejected: 0,
      lastError: '400: database is required',
    });
    writer.answer = () => null;
    await passUntil(() => projector.health().due === 0);
    expect(writer.sum('visit', 'trucks')).toBe(3);
  });

  it('keeps what was found of it when the server goes away in the search', async () => {
    const projector = await project();
    yard.book(...trucks(1));
    projector.wake();
    await clock.untilResting();
    yard.book(...marked(1), ...trucks(8).slice(4));
    let asked = 0;
    writer.answer = (lines) => {
      asked += 1;
      return asked === 4 ? new WriteFailure(null, 'ECONNRESET') : refusing('bad\\ one')(lines);
    };
    projector.wake();
    await clock.untilResting();
    const left = projector.health();
    expect([left.state, left.rejected]).toEqual(['away', 1]);
    expect(left.due).toBe(6);
    await passUntil(() => projector.health().due === 0);
    expect(writer.sum('visit', 'trucks')).toBe(7);
    expect(rejected()).toHaveLength(1);
  });

  it('of a batch that is too large is none: the batch is halved, and stays small', async () => {
    yard.book(...trucks(16));
    writer.answer = (lines) => (lines.length > 3 ? new WriteFailure(413, 'request too large') : null);
    const projector = await project({ batch: 8 });
    expect(writer.sum('visit', 'trucks')).toBe(16);
    expect(rejected()).toEqual([]);
    expect(Math.max(...writer.requests.slice(-5).map((lines) => lines.length))).toBe(2);
    expect(projector.health()).toMatchObject({ due: 0 });
  });

  it('that cannot be made is kept with the reason, too', async () => {
    yard.ledger.run(
      "INSERT INTO indicator_row (tenant, yard, indicator, hour, value, recorded_at) VALUES ('t', 'y', 'i', 0, 1e999, 0)",
    );
    yard.book(...trucks(2));
    await project();
    expect(rejected()).toMatchObject([{ line: '', status: 0, reason: expect.stringContaining('indicator.value') }]);
    expect(writer.sum('visit', 'trucks')).toBe(2);
    expect(yard.due()).toEqual([]);
  });
});
