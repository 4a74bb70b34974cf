import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ModelRefused } from '../../../collector/grading/model-files.ts';
import { Graders } from '../../../collector/inspection/graders.ts';
import { Models } from '../../../collector/learning/models.ts';
import { Ledger } from '../../../collector/ledger/ledger.ts';
import { FakeProcess } from './fake-process.ts';

let folder: string;
let ledger: Ledger;
let models: Models;
let graders: Graders;
let processes: FakeProcess[];
const broken = new Set<string>();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scalehouse-graders-'));
  for (const version of ['v1', 'v2']) {
    mkdirSync(join(folder, version));
    writeFileSync(join(folder, version, 'labels.json'), '{}');
  }
  broken.clear();
  processes = [];
  ledger = new Ledger(':memory:');
  models = new Models(ledger, { shippedDir: folder, dataDir: folder, shipped: 'v2' });
  graders = new Graders({
    models,
    make: (from) => {
      const version = from.split('/').at(-1) ?? '';
      const process = new FakeProcess(from, true, () => broken.has(version));
      processes.push(process);
      return process;
    },
  });
});
afterEach(async () => {
  await graders.stop();
  ledger.close();
  rmSync(folder, { recursive: true, force: true });
});

function yards(...names: string[]): void {
  for (const yard of names) ledger.run("INSERT INTO yard (yard, tenant, first_at) VALUES (?, 't', 1)", yard);
}

const promote = (yard: string, version: string) =>
  models.record({
    ...{ tenant: 't', yard, at: 1, action: 'promoted', version, sha256: '' },
    ...{ by: 'kim', reason: 'better', command: `m-${yard}`, detail: {} },
  });
const running = () => processes.filter(({ isStopped }) => !isStopped).map(({ version }) => version);

describe('the graders', () => {
  it('start one process for a version, whoever asks for it and however often', async () => {
    yards('a', 'b');
    await Promise.all([graders.ready('v2'), graders.ready('v2')]);
    await graders.graderOf('a').grade('p1', null);
    await graders.graderOf('b').grade('p2', null);
    expect(processes.map(({ version, asked }) => [version, asked])).toEqual([['v2', ['p1', 'p2']]]);
  });

  it('let each yard have its own version, and end one that no yard has', async () => {
    yards('a', 'b');
    await graders.ready('v2');
    promote('a', 'v1');
    expect(await graders.graderOf('a').grade('p1', null)).toMatchObject({ ok: true, model: { version: 'v1' } });
    expect(await graders.graderOf('b').grade('p2', null)).toMatchObject({ ok: true, model: { version: 'v2' } });
    graders.tune();
    expect(running()).toEqual(['v2', 'v1']);
    promote('b', 'v1');
    graders.tune();
    await vi.waitFor(() => expect(running()).toEqual(['v1']));
  });

  it('refuse a version whose folder holds another one', async () => {
    models.find = () => ({ folder: join(folder, 'v1'), sha256: null });
    await expect(graders.ready('v2')).rejects.toThrow(ModelRefused);
    expect(running()).toEqual([]);
  });

  it('refuse a version that there is not, and one that does not start, until it is mended', async () => {
    await expect(graders.ready('v9')).rejects.toThrow(ModelRefused);
    broken.add('v1');
    await expect(graders.ready('v1')).rejects.toThrow(ModelRefused);
    broken.clear();
    expect(await graders.ready('v1')).toMatchObject({ version: 'v1' });
  });

  it('say of a photo whose model does not run that nothing is known against it', async () => {
    broken.add('v2');
    const grader = graders.graderOf('a');
    expect(await grader.grade('p1', null)).toMatchObject({ ok: false, code: 'GRADING_STOPPED', retryable: true });
    expect(grader.model).toBeNull();
  });

  it('tell how grading is by the model that most yards have, counting no shadow', async () => {
    yards('a', 'b', 'c');
    expect(graders.health(7)).toEqual({
      ...{ ready: false, model: null, waiting: 7, graded: 0, failed: 0, p50Ms: null, p95Ms: null },
    });
    promote('a', 'v1');
    promote('b', 'v1');
    await graders.graderOf('a').grade('p1', null);
    await graders.graderOf('c').grade('p2', null);
    models.shadowOf = () => 'v1';
    await graders.shadowOf('c')?.grade('p2', null);
    expect(graders.health(0)).toMatchObject({ ready: true, model: { version: 'v1' }, graded: 2, p50Ms: 10, p95Ms: 20 });
  });

  it('have no shadow that is the current model', () => {
    models.shadowOf = () => 'v2';
    expect(graders.shadowOf('a')).toBeNull();
  });
});
