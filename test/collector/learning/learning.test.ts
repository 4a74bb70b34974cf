import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Graders } from '../../../collector/inspection/graders.ts';
import { Inspector } from '../../../collector/inspection/inspector.ts';
import { ShadowInspector } from '../../../collector/inspection/shadow.ts';
import { Learning } from '../../../collector/learning/learning.ts';
import { Models } from '../../../collector/learning/models.ts';
import type { RefitAnswer, RefitTask } from '../../../collector/learning/refit-task.ts';
import { FakeProcess } from '../inspection/fake-process.ts';
import { TENANT, YARD } from '../visits/yard-day.ts';
import { NOW, saidOf, YardWithCorrections } from './yard-with-corrections.ts';

const SCORES = {
  ...{ accuracy: 0.9, low: 0.8, high: 1, macroF1: 0.9, photos: 12, trucks: 6 },
  ...{ macroF1Low: 0.8, macroF1High: 1, macroF1Grades: [], gain: null },
  ...{ grades: [], reliability: [], calibrationError: 0.02 },
};
const MADE: RefitAnswer = {
  ...{ ok: true, sha256: `digest of v2-${YARD}-1`, known: ['heavy', 'cast'], scores: SCORES, before: SCORES },
};

let folder: string;
let yard: YardWithCorrections;
let models: Models;
let graders: Graders;
let learning: Learning;
let inspector: Inspector;
let processes: FakeProcess[];
let isPrompt: boolean;
const broken = new Set<string>();
const runRefit = vi.fn<(task: RefitTask) => Promise<RefitAnswer>>();

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'scalehouse-learning-'));
  for (const version of ['v1', 'v2']) {
    mkdirSync(join(folder, 'shipped', version), { recursive: true });
    writeFileSync(join(folder, 'shipped', version, 'labels.json'), '{}');
  }
  broken.clear();
  isPrompt = true;
  runRefit.mockReset().mockResolvedValue(MADE);
  await start();
});
afterEach(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<void> {
  yard = new YardWithCorrections(join(folder, 'ledger.sqlite'));
  const { ledger, bookkeeper } = yard;
  processes = [];
  models = new Models(ledger, { shippedDir: join(folder, 'shipped'), dataDir: folder, shipped: 'v2' });
  graders = new Graders({
    models,
    make: (from, onRefused) => {
      const isBroken = () => broken.has(from.split('/').at(-1) ?? '');
      const process = new FakeProcess(from, isPrompt, isBroken, onRefused);
      processes.push(process);
      return process;
    },
  });
  const pathOf = (sha256: string) => sha256;
  const shadow = new ShadowInspector({ ledger, shadowOf: (of) => graders.shadowOf(of), now: () => NOW });
  const graderOf = (of: string) => graders.graderOf(of);
  inspector = new Inspector({ ledger, bookkeeper, graderOf, shadow, pathOf, onCommitted: () => {}, now: () => NOW });
  const log = pino({ level: 'silent' });
  learning = new Learning({ ledger, models, graders, pathOf, runRefit, log, now: () => NOW });
  await learning.start();
}

async function stop(): Promise<void> {
  inspector.stop();
  await learning.stop();
  await graders.stop();
  yard.ledger.close();
}

/** Books a command and waits until it is carried out. */
async function ask(kind: 'refit' | 'shadow' | 'promote' | 'roll-back', fields: object = {}): Promise<string> {
  const id = yard.ask(kind, fields);
  if (yard.bookkeeper.takeModelCommands()) learning.wake();
  await learning.idle();
  return id;
}

interface Row {
  readonly action: string;
  readonly version: string;
  readonly detail: string;
}
const rows = () => yard.ledger.all<Row>('SELECT * FROM model_row ORDER BY seq');
const story = () => rows().map(({ action, version }) => `${action} ${version}`);
const refusals = () => rows().map(({ detail }) => (JSON.parse(detail) as { refusal?: string }).refusal);
const running = () => processes.filter(({ isStopped }) => !isStopped).map(({ version }) => version);
const judgedBy = () =>
  yard.ledger.all<{ id: string; version: string; role: string }>(
    'SELECT e.id, i.version, i.role FROM inference i JOIN event e ON e.seq = i.event ORDER BY i.seq',
  );
const workedOff = () => vi.waitFor(() => expect(yard.ledger.all('SELECT event FROM grading_queue')).toEqual([]));

describe('a yard without a row', () => {
  it('is graded by the active one of the versions that ship', () => {
    expect(models.currentOf(YARD)).toBe('v2');
    expect(models.shadowOf(YARD)).toBeNull();
    expect(models.previousOf(YARD)).toBeNull();
    expect(running()).toEqual(['v2']);
  });
});

describe('a refit', () => {
  it('is given every corrected photo with its embedding, and ends in a row with figures and corrections', async () => {
    const visit = yard.truck('부산86바1234', ['p1', 'p2']);
    yard.judge('p1', saidOf('heavy', { embedding: [1, 2], model: { name: 'm', version: 'v2', sha256: 'x' } }));
    yard.judge('p2', saidOf('heavy', { embedding: [3, 4], model: { name: 'm', version: 'v2', sha256: 'x' } }));
    const correction = yard.correct(visit, 'cast', 'p2');
    const command = await ask('refit');
    expect(runRefit).toHaveBeenCalledTimes(1);
    expect(runRefit.mock.calls[0]?.[0]).toMatchObject({
      yard: YARD,
      version: `v2-${YARD}-1`,
      base: 'v2',
      baseFolder: join(folder, 'shipped', 'v2'),
      folder: join(folder, 'models', `v2-${YARD}-1`),
      photos: [{ grade: 'cast', truck: visit, isLearned: false, embedding: Float32Array.from([3, 4]) }],
    });
    expect(rows()).toMatchObject([
      {
        tenant: TENANT,
        yard: YARD,
        action: 'made',
        version: `v2-${YARD}-1`,
        model_sha256: `digest of v2-${YARD}-1`,
        by: 'kim',
        reason: 'GRADE_WRONG',
        command,
      },
    ]);
    expect(JSON.parse(rows()[0]?.detail ?? '')).toEqual({
      base: 'v2',
      scores: SCORES,
      before: SCORES,
      corrections: [correction],
    });
  });

  it('does not say that it has learned from a grade that it was not taught', async () => {
    const visit = yard.truck('부산86바1234', ['p1', 'p2']);
    for (const id of ['p1', 'p2'])
      yard.judge(id, saidOf('heavy', { model: { name: 'm', version: 'v2', sha256: 'x' } }));
    yard.correct(visit, 'guillotine', 'p1');
    const known = yard.correct(visit, 'cast', 'p2');
    await ask('refit');
    expect(JSON.parse(rows()[0]?.detail ?? '')).toMatchObject({ corrections: [known] });
  });

  it('never becomes current by itself', async () => {
    await ask('refit');
    expect(models.currentOf(YARD)).toBe('v2');
    expect(running()).toEqual(['v2']);
  });

  it('that is refused leaves a row with why, its figures, and what is missing', async () => {
    runRefit.mockResolvedValue({
      ...{ ok: false, refusal: 'TOO_FEW', have: { photos: 1, trucks: 1 }, needed: { photos: 10, trucks: 5 } },
    } as RefitAnswer);
    await ask('refit');
    expect(story()).toEqual([`refused v2-${YARD}-1`]);
    expect(JSON.parse(rows()[0]?.detail ?? '')).toEqual({
      base: 'v2',
      refusal: 'TOO_FEW',
      have: { photos: 1, trucks: 1 },
      needed: { photos: 10, trucks: 5 },
    });
    runRefit.mockResolvedValue({ ...MADE, sha256: `digest of v2-${YARD}-2` } as RefitAnswer);
    await ask('refit');
    expect(story()).toEqual([`refused v2-${YARD}-1`, `made v2-${YARD}-2`]);
  });

  it('judges a photo again for its embedding when another network, or none, has seen it', async () => {
    const visit = yard.truck('부산86바1234', ['p1']);
    yard.judge('p1', saidOf('heavy', { embedding: [9, 9], model: { name: 'm', version: 'v1', sha256: 'x' } }));
    yard.correct(visit, 'cast', 'p1');
    await ask('refit');
    expect(processes[0]?.asked).toEqual(['sha-p1']);
    expect(runRefit.mock.calls[0]?.[0].photos).toMatchObject([{ embedding: Float32Array.from([1, 0]) }]);
    expect(judgedBy()).toHaveLength(1);
  });

  it('of a version that learned from corrections says which trucks it knows', async () => {
    const first = yard.truck('부산86바1234', ['p1']);
    yard.judge('p1', saidOf('heavy', { model: { name: 'm', version: 'v2', sha256: 'x' } }));
    yard.correct(first, 'cast', 'p1');
    await ask('refit');
    await ask('promote', { version: `v2-${YARD}-1` });
    const second = yard.truck('포항12가7777', ['q1']);
    yard.judge('q1', saidOf('heavy', { model: { name: 'm', version: `v2-${YARD}-1`, sha256: 'x' } }));
    yard.correct(second, 'cast', 'q1');
    await ask('refit');
    expect(runRefit.mock.calls[1]?.[0]).toMatchObject({
      base: `v2-${YARD}-1`,
      baseFolder: join(folder, 'models', `v2-${YARD}-1`),
      photos: [
        { truck: first, isLearned: true },
        { truck: second, isLearned: false },
      ],
    });
  });

  it('that was under way when the collector ended is made again at the next start', async () => {
    runRefit.mockImplementation(
      (_task, signal?: AbortSignal) =>
        new Promise((resolve) => {
          signal?.addEventListener('abort', () => resolve({ ok: false, refusal: 'REFIT_FAILED' }));
        }),
    );
    yard.truck('부산86바1234', []);
    yard.ask('refit');
    learning.wake();
    await vi.waitFor(() => expect(runRefit).toHaveBeenCalledTimes(1));
    await stop();
    runRefit.mockResolvedValue(MADE);
    await start();
    await learning.idle();
    expect(story()).toEqual([`made v2-${YARD}-1`]);
  });
});

describe('a promotion', () => {
  beforeEach(async () => {
    await ask('refit');
  });

  it('makes the version current, with a row of who and why, and ends the process that nobody uses', async () => {
    const command = await ask('promote', { version: `v2-${YARD}-1`, reason: 'better' });
    expect(models.currentOf(YARD)).toBe(`v2-${YARD}-1`);
    expect(rows().at(-1)).toMatchObject({ action: 'promoted', by: 'kim', reason: 'better', command });
    await vi.waitFor(() => expect(running()).toEqual([`v2-${YARD}-1`]));
  });

  it('holds after a restart', async () => {
    await ask('promote', { version: `v2-${YARD}-1` });
    await stop();
    await start();
    expect(models.currentOf(YARD)).toBe(`v2-${YARD}-1`);
    expect(running()).toEqual([`v2-${YARD}-1`]);
    expect(story()).toEqual([`made v2-${YARD}-1`, `promoted v2-${YARD}-1`]);
  });

  it('of a version that does not load is refused, and the current one goes on', async () => {
    broken.add(`v2-${YARD}-1`);
    await ask('promote', { version: `v2-${YARD}-1` });
    expect(story().at(-1)).toBe(`refused v2-${YARD}-1`);
    expect(refusals().at(-1)).toBe('UNLOADABLE');
    expect(models.currentOf(YARD)).toBe('v2');
    expect(running()).toContain('v2');
    yard.truck('부산86바1234', ['p1']);
    inspector.wake();
    await workedOff();
    expect(judgedBy()).toEqual([{ id: 'p1', version: 'v2', role: 'current' }]);
  });

  it('of a file that is not the one that was made is refused', async () => {
    runRefit.mockResolvedValue({ ...MADE, sha256: 'digest of what was made' } as RefitAnswer);
    await ask('refit');
    await ask('promote', { version: `v2-${YARD}-2` });
    expect(refusals().at(-1)).toBe('UNLOADABLE');
    expect(models.currentOf(YARD)).toBe('v2');
  });

  it.each(['v9', '../v1', `v2-other-1`, ''])('of %j, which this yard has not, is refused', async (version) => {
    await ask('promote', { version });
    expect(refusals().at(-1)).toBe('VERSION_UNKNOWN');
    expect(models.currentOf(YARD)).toBe('v2');
  });

  it('loses no photo: those under way finish with the old version, the others go to the new one', async () => {
    isPrompt = false;
    for (const process of processes) process.isPrompt = false;
    yard.truck('부산86바1234', ['p1', 'p2', 'p3', 'p4']);
    inspector.wake();
    const [old] = processes;
    await vi.waitFor(() => expect(old?.asked).toHaveLength(2));
    await ask('promote', { version: `v2-${YARD}-1` });
    expect(old?.isStopped).toBe(false);
    old?.answer();
    old?.answer();
    await vi.waitFor(() => expect(old?.isStopped).toBe(true));
    const fresh = processes.at(-1);
    await vi.waitFor(() => expect(fresh?.asked).toHaveLength(2));
    fresh?.answer();
    fresh?.answer();
    await workedOff();
    expect(judgedBy().map(({ version }) => version)).toEqual(['v2', 'v2', `v2-${YARD}-1`, `v2-${YARD}-1`]);
    expect(new Set(judgedBy().map(({ id }) => id)).size).toBe(4);
  });
});

describe('a roll-back', () => {
  it('goes back to what graded before, step by step, and is refused where nothing did', async () => {
    await ask('refit');
    await ask('promote', { version: `v2-${YARD}-1` });
    await ask('promote', { version: 'v1' });
    await ask('roll-back');
    expect(models.currentOf(YARD)).toBe(`v2-${YARD}-1`);
    await ask('roll-back');
    expect(models.currentOf(YARD)).toBe('v2');
    await ask('roll-back');
    expect(models.currentOf(YARD)).toBe('v2');
    expect(story().slice(1)).toEqual([
      `promoted v2-${YARD}-1`,
      'promoted v1',
      `rolled-back v2-${YARD}-1`,
      'rolled-back v2',
      'refused ',
    ]);
    expect(refusals().at(-1)).toBe('NOTHING_BEFORE');
  });

  it('is what the collector does by itself at a start when the current version does not load any more', async () => {
    await ask('refit');
    await ask('promote', { version: `v2-${YARD}-1` });
    await stop();
    broken.add(`v2-${YARD}-1`);
    await start();
    expect(models.currentOf(YARD)).toBe('v2');
    expect(rows().at(-1)).toMatchObject({
      action: 'rolled-back',
      version: 'v2',
      by: 'collector',
      reason: 'UNLOADABLE',
    });
  });
});

describe('a current version whose files are spoilt while it runs', () => {
  it('goes back to what graded before once its process has to start again, and no photo is lost', async () => {
    await ask('refit');
    await ask('promote', { version: `v2-${YARD}-1` });
    const current = processes.findLast(({ isStopped }) => !isStopped);
    broken.add(`v2-${YARD}-1`);
    await current?.lose();
    await learning.idle();
    expect(models.currentOf(YARD)).toBe('v2');
    expect(rows().at(-1)).toMatchObject({ action: 'rolled-back', version: 'v2', by: 'collector' });
    yard.truck('부산86바1234', ['p1', 'p2']);
    inspector.wake();
    await workedOff();
    expect(judgedBy().map(({ version }) => version)).toEqual(['v2', 'v2']);
  });
});

describe('a shadow', () => {
  beforeEach(async () => {
    await ask('refit');
  });

  it('judges photos beside the current version, without effect on their visit', async () => {
    const visit = yard.truck('부산86바1234', ['p1']);
    inspector.wake();
    await workedOff();
    const before = yard.visit(visit);
    await ask('shadow', { version: `v2-${YARD}-1` });
    const other = yard.truck('포항12가7777', ['q1', 'q2']);
    inspector.wake();
    await vi.waitFor(() => expect(judgedBy()).toHaveLength(5));
    expect(judgedBy().filter(({ role }) => role === 'shadow')).toEqual([
      { id: expect.any(String), version: `v2-${YARD}-1`, role: 'shadow' },
      { id: expect.any(String), version: `v2-${YARD}-1`, role: 'shadow' },
    ]);
    expect(yard.visit(visit)).toEqual(before);
    const causes = yard.ledger.all<{ cause: string }>('SELECT cause FROM visit_row WHERE visit = ?', other);
    expect(causes.filter(({ cause }) => cause.startsWith('inference'))).toHaveLength(
      new Set(causes.map(({ cause }) => cause).filter((cause) => cause.startsWith('inference'))).size,
    );
    const facts = yard.ledger.all("SELECT seq FROM outbox WHERE topic LIKE '%/inspection'");
    expect(facts).toHaveLength(3);
  });

  it('waits while photos wait for the current version', async () => {
    await ask('shadow', { version: `v2-${YARD}-1` });
    for (const process of processes) process.isPrompt = false;
    yard.truck('부산86바1234', ['p1', 'p2', 'p3']);
    inspector.wake();
    const current = processes.find(({ version }) => version === 'v2');
    const shadow = processes.find(({ version }) => version === `v2-${YARD}-1`);
    for (const asked of [2, 3]) {
      await vi.waitFor(() => expect(current?.asked).toHaveLength(asked));
      current?.answer();
      expect(shadow?.asked).toEqual([]);
    }
    current?.answer();
    await vi.waitFor(() => expect(shadow?.asked).toHaveLength(1));
    await workedOff();
  });

  it('ends when the office says so, and when it is promoted', async () => {
    await ask('shadow', { version: `v2-${YARD}-1` });
    expect(models.shadowOf(YARD)).toBe(`v2-${YARD}-1`);
    await ask('shadow');
    expect(models.shadowOf(YARD)).toBeNull();
    await vi.waitFor(() => expect(running()).toEqual(['v2']));
    await ask('shadow', { version: `v2-${YARD}-1` });
    await ask('promote', { version: `v2-${YARD}-1` });
    expect(models.shadowOf(YARD)).toBeNull();
    expect(story().slice(1)).toEqual([
      `shadowed v2-${YARD}-1`,
      `unshadowed v2-${YARD}-1`,
      `shadowed v2-${YARD}-1`,
      `unshadowed v2-${YARD}-1`,
      `promoted v2-${YARD}-1`,
    ]);
  });

  it('is refused when it does not load, is the current version, or is not this yard’s', async () => {
    broken.add(`v2-${YARD}-1`);
    await ask('shadow', { version: `v2-${YARD}-1` });
    await ask('shadow', { version: 'v2' });
    await ask('shadow', { version: 'v2-other-1' });
    expect(refusals().slice(1)).toEqual(['UNLOADABLE', 'ALREADY_CURRENT', 'VERSION_UNKNOWN']);
    expect(models.shadowOf(YARD)).toBeNull();
  });
});
