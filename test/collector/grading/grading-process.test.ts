import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { GradingProcess } from '../../../collector/grading/grading-process.ts';
import { ModelRefused } from '../../../collector/grading/model-files.ts';
import { paintScrap } from '../../demo-yard/painter/paint-scrap.ts';
import { shippedModel } from './model-dir.ts';

describe('the grading process', () => {
  let folder: string;
  let modelDir: string;
  let grading: GradingProcess | undefined;
  const file = (name: string) => path.join(folder, name);

  beforeAll(async () => {
    modelDir = await shippedModel();
    folder = await mkdtemp(path.join(os.tmpdir(), 'scalehouse-grading-'));
    const jpeg = await paintScrap({ grade: 'turnings', seed: 2 });
    await writeFile(file('turnings.jpg'), jpeg);
    await writeFile(file('truncated.jpg'), jpeg.subarray(0, 9000));
    await writeFile(file('drawing.jpg'), '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  });
  afterEach(() => grading?.stop());
  afterAll(() => rm(folder, { recursive: true }));

  it('judges a photo and says which model did', async () => {
    grading = new GradingProcess({ modelDir });
    const model = await grading.start();
    const outcome = await grading.grade(file('turnings.jpg'));
    expect(outcome).toMatchObject({ ok: true, grade: 'turnings', model });
    expect(grading.stats()).toMatchObject({ graded: 1, failed: 0, waiting: 0, restarts: 0 });
    expect(grading.stats().p50Ms).toBeGreaterThan(0);
  });

  it('answers what it cannot judge with the reason, and goes on', async () => {
    grading = new GradingProcess({ modelDir });
    await grading.start();
    const outcomes = await Promise.all(
      ['truncated.jpg', 'drawing.jpg', 'missing.jpg', 'turnings.jpg'].map((name) => grading?.grade(file(name))),
    );
    expect(outcomes).toMatchObject([
      { ok: false, code: 'FRAME_UNDECODABLE', retryable: false },
      { ok: false, code: 'FRAME_UNDECODABLE', retryable: false },
      { ok: false, code: 'FRAME_UNREADABLE', retryable: true },
      { ok: true, grade: 'turnings' },
    ]);
    expect(grading.stats()).toMatchObject({ graded: 1, failed: 3, restarts: 0 });
  });

  it('judges every photo although its child is killed under it', async () => {
    grading = new GradingProcess({ modelDir });
    await grading.start();
    const asked = Array.from({ length: 6 }, () => grading?.grade(file('turnings.jpg')));
    process.kill(grading.pid ?? 0, 'SIGKILL');
    const outcomes = await Promise.all(asked);
    expect(outcomes.map((outcome) => outcome?.ok)).toEqual(Array(6).fill(true));
    expect(grading.stats()).toMatchObject({ graded: 6, failed: 0, restarts: 1, waiting: 0 });
  });

  it('gives up a photo that ends the child three times, and judges the next', async () => {
    grading = new GradingProcess({ modelDir, fork: fakeChild });
    await grading.start();
    const outcomes = await Promise.all([grading.grade('crash'), grading.grade('photo')]);
    expect(outcomes).toMatchObject([
      { ok: false, code: 'GRADING_FAILED', retryable: false },
      { ok: true, grade: 'heavy' },
    ]);
    expect(grading.stats()).toMatchObject({ graded: 1, failed: 1, restarts: 3 });
  });

  it('kills a child that hangs', async () => {
    grading = new GradingProcess({ modelDir, fork: fakeChild, patienceMs: 1_000 });
    await grading.start();
    const outcomes = await Promise.all([grading.grade('hang'), grading.grade('photo')]);
    expect(outcomes).toMatchObject([
      { ok: false, code: 'GRADING_FAILED' },
      { ok: true, grade: 'heavy' },
    ]);
  });

  it('does not start with a model that must not be used', async () => {
    grading = new GradingProcess({ modelDir: folder });
    await expect(grading.start()).rejects.toThrow(ModelRefused);
    expect(await grading.grade(file('turnings.jpg'))).toMatchObject({ ok: false, code: 'GRADING_STOPPED' });
  });

  it('hands back the waiting photos as retryable when stopped', async () => {
    grading = new GradingProcess({ modelDir });
    await grading.start();
    const asked = [grading.grade(file('turnings.jpg')), grading.grade(file('turnings.jpg'))];
    await grading.stop();
    expect(await Promise.all(asked)).toMatchObject([
      { code: 'GRADING_STOPPED', retryable: true },
      { code: 'GRADING_STOPPED', retryable: true },
    ]);
  });
});

/** A child that speaks the protocol and misbehaves by the name of the photo. */
function fakeChild(): ChildProcess {
  return fork(path.join(import.meta.dirname, 'fixtures/fake-child.mjs'), { execArgv: [] });
}
