import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GradingOutcome } from '../../../collector/grading/grading-outcome.ts';
import type { Grader } from '../../../collector/inspection/graders.ts';
import { Inspector } from '../../../collector/inspection/inspector.ts';
import { Ledger } from '../../../collector/ledger/ledger.ts';
import { Bookkeeper } from '../../../collector/visits/bookkeeper.ts';
import type { Visit } from '../../../domain/wire/http-api.ts';
import { DAY_START, type DayEvent, messageOf, TENANT, YARD } from '../visits/yard-day.ts';

const NOW = DAY_START + 3_600_000;
const MODEL = { name: 'scrap-grading', version: 'v1', sha256: 'abc123' };
type Judged = Extract<GradingOutcome, { ok: true }>;
const judged = (confidence = 0.75, more: Partial<Judged> = {}): GradingOutcome => ({
  ok: true,
  probabilities: { heavy: confidence, light: 1 - confidence },
  grade: 'heavy',
  confidence,
  embedding: [0.5, -1],
  distance: 0.125,
  isOutOfDomain: false,
  unusable: null,
  latencyMs: 42.5,
  model: MODEL,
  ...more,
});
const FAILED: GradingOutcome = { ok: false, code: 'FRAME_UNDECODABLE', detail: 'no JPEG inside', retryable: false };
const RETRY: GradingOutcome = { ok: false, code: 'GRADING_STOPPED', detail: 'the child went away', retryable: true };

/** A grader that answers when the test says so. */
class FakeGrader implements Grader {
  model: typeof MODEL | null = MODEL;
  /** regions of the photos asked for, in order */
  readonly regions: unknown[] = [];
  /** photos asked for, in order, answered or not */
  readonly asked: string[] = [];
  readonly #waiting = new Map<string, (outcome: GradingOutcome) => void>();

  grade(file: string, region: unknown): Promise<GradingOutcome> {
    const path = basename(file);
    this.asked.push(path);
    this.regions.push(region);
    return new Promise((resolve) => this.#waiting.set(path, resolve));
  }

  /** Answers a photo and lets the inspector work that off. */
  async answer(id: string, outcome: GradingOutcome): Promise<void> {
    const resolve = this.#waiting.get(`sha-${id}`);
    if (!resolve) throw new Error(`nobody asked for ${id}`);
    this.#waiting.delete(`sha-${id}`);
    resolve(outcome);
    await new Promise((done) => setImmediate(done));
  }
}

let folder: string;
let ledger: Ledger;
let bookkeeper: Bookkeeper;
let grader: FakeGrader;
let inspector: Inspector;
const committed = vi.fn();

beforeEach(() => {
  committed.mockClear();
  folder = mkdtempSync(join(tmpdir(), 'scalehouse-inspector-'));
  start();
});
afterEach(() => {
  inspector.stop();
  ledger.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A collector's start, the first or a later one: everything anew but the folder. */
function start(): void {
  ledger = Ledger.in(folder);
  bookkeeper = new Bookkeeper(ledger, () => []);
  grader = new FakeGrader();
  inspector = new Inspector({
    ledger,
    bookkeeper,
    graderOf: () => grader,
    pathOf: (sha256) => join(folder, sha256),
    onCommitted: committed,
    now: () => NOW,
  });
}

function restart(): void {
  inspector.stop();
  ledger.close();
  start();
}

const event = (kind: DayEvent['kind'], id: string, minute: number, more: Partial<DayEvent> = {}): DayEvent => ({
  kind,
  id,
  area: 'bay1',
  at: DAY_START + minute * 60_000,
  ticket: null,
  plate: '부산86바1234',
  kg: 1_000,
  lift: null,
  occupied: false,
  alarm: false,
  visit: null,
  declaredGrade: null,
  direction: null,
  ...more,
});

const book = (...events: DayEvent[]) => bookkeeper.book(events.map(messageOf), NOW);
const photos = (...ids: string[]) => book(...ids.map((id, index) => event('frame', id, 5 + index)));
const truck = () => book(event('weighing', 'a', 0, { kg: 30_000 }), event('weighing', 'b', 20, { kg: 6_000 }));

const waiting = () =>
  ledger
    .all<{ id: string; attempts: number }>(
      'SELECT e.id, q.attempts FROM grading_queue q JOIN event e ON e.seq = q.event ORDER BY q.event',
    )
    .map(({ id, attempts }) => [id, attempts]);
const inferences = () =>
  ledger.all<Record<string, unknown>>(
    'SELECT e.id, i.* FROM inference i JOIN event e ON e.seq = i.event ORDER BY i.seq',
  );
const visit = () => {
  const row = ledger.first<{ body: string }>('SELECT body FROM visit');
  return row && (JSON.parse(row.body) as Visit);
};

describe('the inspector', () => {
  it('takes the newest photo first, two at a time', async () => {
    photos('p1', 'p2', 'p3', 'p4');
    inspector.wake();
    expect(grader.asked).toEqual(['sha-p4', 'sha-p3']);
    photos('p5');
    inspector.wake();
    expect(grader.asked).toHaveLength(2);
    await grader.answer('p3', judged());
    expect(grader.asked.slice(2)).toEqual(['sha-p5']);
    await grader.answer('p4', judged());
    await grader.answer('p5', judged());
    expect(grader.asked.slice(3)).toEqual(['sha-p2', 'sha-p1']);
    await grader.answer('p2', judged());
    await grader.answer('p1', judged());
    expect(waiting()).toEqual([]);
    expect(committed).toHaveBeenCalledTimes(5);
  });

  it('keeps with every judgement the model’s name, version and SHA-256, and the time it took', async () => {
    photos('p1');
    inspector.wake();
    await grader.answer('p1', judged());
    expect(inferences()).toMatchObject([
      {
        id: 'p1',
        at: NOW,
        model: 'scrap-grading',
        version: 'v1',
        model_sha256: 'abc123',
        probabilities: '{"heavy":0.75,"light":0.25}',
        grade: 'heavy',
        confidence: 0.75,
        failure: null,
        latency_ms: 42.5,
      },
    ]);
  });

  it('restates the visit by a row whose cause is the inference', async () => {
    truck();
    photos('p1');
    expect(visit()).toMatchObject({ grades: { unjudged: 24_000 }, review: 'GRADING_PENDING' });
    inspector.wake();
    await grader.answer('p1', judged());
    expect(visit()).toMatchObject({ grades: { heavy: 18_000, light: 6_000 }, basis: 'photos', review: null });
    const rows = ledger.all<{ cause: string }>('SELECT cause FROM visit_row ORDER BY seq');
    expect(rows.at(-1)).toEqual({ cause: 'inference/p1' });
  });

  it('tells the judgement as a fact, with the lift the photo shows', async () => {
    truck();
    book(event('lift', 'l1', 5, { kg: 1_480, lift: 3 }), event('frame', 'p1', 5, { lift: 3 }));
    inspector.wake();
    await grader.answer('p1', judged());
    const fact = ledger.first<{ payload: string }>("SELECT payload FROM outbox WHERE topic LIKE '%/inspection'");
    expect(JSON.parse(fact?.payload ?? '{}')).toMatchObject({
      inspection: {
        id: 'p1',
        sha256: 'sha-p1',
        area: 'bay1',
        visit: visit()?.id,
        lift: 3,
        liftKg: 1_480,
        grade: 'heavy',
        confidence: 0.75,
        model: 'scrap-grading v1',
      },
    });
  });

  it('judges a photo that waits for its visit, and the visit has it once it comes', async () => {
    photos('p1');
    inspector.wake();
    await grader.answer('p1', judged());
    const fact = ledger.first<{ payload: string }>(`SELECT payload FROM outbox WHERE topic = ?`, factTopic());
    expect(JSON.parse(fact?.payload ?? '{}')).toMatchObject({ inspection: { visit: null } });
    expect(visit()).toBeNull();
    truck();
    expect(visit()).toMatchObject({ grades: { heavy: 18_000, light: 6_000 }, review: null });
  });

  it('goes on after a restart with what had not been judged', async () => {
    photos('p1', 'p2', 'p3');
    inspector.wake();
    await grader.answer('p3', judged());
    restart();
    inspector.wake();
    expect(grader.asked).toEqual(['sha-p2', 'sha-p1']);
    await grader.answer('p2', judged());
    await grader.answer('p1', judged());
    expect(inferences().map(({ id }) => id)).toEqual(['p3', 'p2', 'p1']);
    expect(waiting()).toEqual([]);
  });

  it('leaves in the queue what comes back after it was stopped', async () => {
    photos('p1');
    inspector.wake();
    inspector.stop();
    await grader.answer('p1', judged());
    inspector.wake();
    expect(grader.asked).toHaveLength(1);
    expect(inferences()).toEqual([]);
    expect(waiting()).toEqual([['p1', 0]]);
    expect(committed).not.toHaveBeenCalled();
  });
});

describe('what a judgement is kept with', () => {
  it('is the embedding as little-endian float32, the distance, and whether the photo has a say', async () => {
    photos('p1', 'p2', 'p3');
    inspector.wake();
    await grader.answer('p3', judged());
    await grader.answer('p2', judged(0.75, { isOutOfDomain: true, distance: 0.5 }));
    await grader.answer('p1', judged(0.75, { unusable: 'DARK' }));
    const rows = ledger.all(
      'SELECT hex(embedding) AS embedding, distance, out_of_domain, unusable, role, grade FROM inference ORDER BY seq',
    );
    const kept = { embedding: '0000003F000080BF', role: 'current', grade: 'heavy' };
    expect(rows).toEqual([
      { ...kept, distance: 0.125, out_of_domain: 0, unusable: null },
      { ...kept, distance: 0.5, out_of_domain: 1, unusable: null },
      { ...kept, distance: 0.125, out_of_domain: 0, unusable: 'DARK' },
    ]);
  });

  it('is told in the fact when the photo has no say, and its visit counts without it', async () => {
    truck();
    photos('p1', 'p2');
    inspector.wake();
    await grader.answer('p2', judged());
    await grader.answer('p1', judged(1, { isOutOfDomain: true, unusable: 'BLURRED' }));
    const facts = ledger
      .all<{ payload: string }>('SELECT payload FROM outbox WHERE topic = ? ORDER BY seq', factTopic())
      .map(({ payload }) => (JSON.parse(payload) as { inspection: Record<string, unknown> }).inspection);
    expect(facts[0]).not.toHaveProperty('outOfDomain');
    expect(facts[0]).not.toHaveProperty('unusable');
    expect(facts[1]).toMatchObject({ grade: 'heavy', outOfDomain: true, unusable: 'BLURRED' });
    expect(visit()).toMatchObject({ grades: { heavy: 18_000, light: 6_000 }, review: 'UNUSABLE_PHOTOS' });
  });

  it('rests on the part of the frame that the camera’s region names', () => {
    const points = [
      { x: 0.1, y: 0.2 },
      { x: 0.9, y: 0.2 },
      { x: 0.5, y: 0.9 },
    ];
    photos('p1');
    ledger.run('UPDATE device SET region = ?', JSON.stringify(points));
    book({ ...event('frame', 'q1', 6), area: 'bay2' });
    inspector.wake();
    expect(grader.asked).toEqual(['sha-q1', 'sha-p1']);
    expect(grader.regions).toEqual([null, points]);
  });
});

describe('a photo that cannot be judged', () => {
  it('is tried again while nothing is known against it', async () => {
    photos('p1');
    inspector.wake();
    await grader.answer('p1', RETRY);
    expect(waiting()).toEqual([['p1', 1]]);
    await grader.answer('p1', RETRY);
    await grader.answer('p1', judged());
    expect(inferences()).toMatchObject([{ id: 'p1', grade: 'heavy', failure: null }]);
  });

  it('is given up after three tries, restarts included, and its visit says so', async () => {
    truck();
    photos('p1');
    inspector.wake();
    await grader.answer('p1', RETRY);
    await grader.answer('p1', RETRY);
    restart();
    inspector.wake();
    expect(visit()).toMatchObject({ review: 'GRADING_PENDING', exceptions: [] });
    await grader.answer('p1', RETRY);
    expect(waiting()).toEqual([]);
    expect(grader.asked).toHaveLength(1);
    expect(visit()).toMatchObject({
      grades: { unjudged: 24_000 },
      review: 'UNJUDGED',
      exceptions: [{ code: 'FRAME_UNGRADABLE', params: { count: 1 } }],
    });
    expect(ledger.all('SELECT code, raised FROM exception_row')).toEqual([{ code: 'FRAME_UNGRADABLE', raised: 1 }]);
  });

  it('is given up at once when the photo itself is to blame, in a row that names the model all the same', async () => {
    photos('p1');
    inspector.wake();
    await grader.answer('p1', FAILED);
    expect(inferences()).toMatchObject([
      {
        model: 'scrap-grading',
        version: 'v1',
        model_sha256: 'abc123',
        failure: 'FRAME_UNDECODABLE',
        probabilities: null,
        grade: null,
        confidence: null,
        latency_ms: expect.any(Number),
      },
    ]);
    expect(ledger.first(`SELECT seq FROM outbox WHERE topic = ?`, factTopic())).toBeNull();
  });
});

describe('a photo that ends the grading process again and again', () => {
  const CRASHED: GradingOutcome = { ok: false, code: 'GRADING_FAILED', detail: 'ended 3 times', retryable: false };

  it('is a failure, an exception of its visit and a dead letter with its first bytes; the account stays as it was', async () => {
    truck();
    photos('p1');
    writeFileSync(join(folder, 'sha-p1'), Buffer.alloc(1_000, 7));
    inspector.wake();
    const account = () => ledger.all('SELECT * FROM account ORDER BY area, device');
    const before = account();
    await grader.answer('p1', CRASHED);
    expect(inferences()).toMatchObject([{ id: 'p1', failure: 'GRADING_FAILED', probabilities: null }]);
    expect(visit()).toMatchObject({ exceptions: [{ code: 'FRAME_UNGRADABLE', params: { count: 1 } }] });
    const letters = ledger.all('SELECT *, hex(first_bytes) AS bytes FROM dead_letter');
    expect(letters).toMatchObject([
      {
        topic: `scrap/v1/${TENANT}/${YARD}/bay1/frame-1/frame`,
        id: 'p1',
        code: 'FRAME_UNGRADABLE',
        detail: 'GRADING_FAILED: ended 3 times',
        bytes: '07'.repeat(256),
        size: 1_000,
      },
    ]);
    expect(ledger.all("SELECT id FROM event WHERE kind = 'frame'")).toEqual([{ id: 'p1' }]);
    expect(account()).toEqual(before);
  });
});

describe('a yard whose model does not run', () => {
  it('keeps its photos in the queue, untried, until it does', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    try {
      photos('p1');
      grader.model = null;
      inspector.wake();
      await grader.answer('p1', RETRY);
      expect(waiting()).toEqual([['p1', 0]]);
      expect(grader.asked).toHaveLength(1);
      grader.model = MODEL;
      vi.advanceTimersByTime(1_000);
      await grader.answer('p1', judged());
      expect(inferences()).toMatchObject([{ id: 'p1', grade: 'heavy' }]);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a disk that refuses the row', () => {
  it('leaves the photo in the queue, and it is judged again a second later', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    try {
      photos('p1');
      inspector.wake();
      vi.spyOn(ledger, 'transaction').mockImplementationOnce(() => {
        throw new Error('SQLITE_FULL');
      });
      await grader.answer('p1', judged());
      expect(waiting()).toEqual([['p1', 0]]);
      expect(committed).not.toHaveBeenCalled();
      vi.advanceTimersByTime(1_000);
      await grader.answer('p1', judged());
      expect(inferences()).toMatchObject([{ id: 'p1', grade: 'heavy' }]);
    } finally {
      vi.useRealTimers();
    }
  });
});

function factTopic(): string {
  return `scrap-facts/v1/${TENANT}/${YARD}/inspection`;
}

describe('the point of a judged photo', () => {
  it('is due with its judgement, whether it has a visit or not', async () => {
    ledger.run("INSERT INTO projection_target (one, target, since) VALUES (1, 'somewhere', 0)");
    photos('p1');
    inspector.wake();
    await grader.answer('p1', judged());
    expect(ledger.all('SELECT yard, kind, ref FROM point_due')).toEqual([{ yard: YARD, kind: 'inspection', ref: '1' }]);
  });
});
