import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { GradingProcess } from '../../../collector/grading/grading-process.ts';
import { type ModelIdentity, ModelRefused } from '../../../collector/grading/model-files.ts';
import { paintScrap } from '../../demo-yard/painter/paint-scrap.ts';
import { shippedModel } from './model-dir.ts';

describe('the grading process', () => {
  let folder: string;
  let modelDir: string;
  const file = (name: string) => path.join(folder, name);

  beforeAll(async () => {
    modelDir = await shippedModel();
    folder = await mkdtemp(path.join(os.tmpdir(), 'scalehouse-grading-'));
    const jpeg = await paintScrap({ grade: 'turnings', seed: 2 });
    await writeFile(file('turnings.jpg'), jpeg);
    await writeFile(file('truncated.jpg'), jpeg.subarray(0, 9000));
    await writeFile(file('drawing.jpg'), '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  });
  afterAll(() => rm(folder, { recursive: true }));

  describe('with the shipped model', () => {
    let grading: GradingProcess;
    let model: ModelIdentity;
    beforeAll(async () => {
      grading = new GradingProcess({ modelDir });
      model = await grading.start();
    });
    afterAll(() => grading.stop());

    it('judges a photo and says which model did', async () => {
      expect(await grading.grade(file('turnings.jpg'))).toMatchObject({ ok: true, grade: 'turnings', model });
      expect(grading.stats()).toMatchObject({ graded: 1, failed: 0, waiting: 0, restarts: 0 });
      expect(grading.stats().p50Ms).toBeGreaterThan(0);
    });

    it('answers what it cannot judge with the reason, and goes on', async () => {
      const names = ['truncated.jpg', 'drawing.jpg', 'missing.jpg', 'turnings.jpg'];
      expect(await Promise.all(names.map((name) => grading.grade(file(name))))).toMatchObject([
        { ok: false, code: 'FRAME_UNDECODABLE', retryable: false },
        { ok: false, code: 'FRAME_UNDECODABLE', retryable: false },
        { ok: false, code: 'FRAME_UNREADABLE', retryable: true },
        { ok: true, grade: 'turnings' },
      ]);
      expect(grading.stats()).toMatchObject({ graded: 2, failed: 3, restarts: 0 });
    });

    it('judges every photo although its child is killed under it', async () => {
      const asked = Array.from({ length: 6 }, () => grading.grade(file('turnings.jpg')));
      process.kill(grading.pid ?? 0, 'SIGKILL');
      const outcomes = await Promise.all(asked);
      expect(outcomes.map((outcome) => outcome.ok)).toEqual(Array(6).fill(true));
      expect(grading.stats()).toMatchObject({ graded: 8, failed: 3, restarts: 1, waiting: 0 });
    });
  });

  it('does not start with a model that must not be used', async () => {
    const grading = new GradingProcess({ modelDir: folder });
    await expect(grading.start()).rejects.toThrow(ModelRefused);
    expect(await grading.grade(file('turnings.jpg'))).toMatchObject({ ok: false, code: 'GRADING_STOPPED' });
  });

  describe('with a child that misbehaves', () => {
    let grading: GradingProcess;
    beforeEach(async () => {
      grading = new GradingProcess({ modelDir, fork: () => fakeChild(), patienceMs: 500 });
      await grading.start();
    });
    afterEach(() => grading.stop());

    it('gives up a photo that ends the child three times, and judges the next', async () => {
      const outcomes = await Promise.all([grading.grade('crash'), grading.grade('photo')]);
      expect(outcomes).toMatchObject([
        { ok: false, code: 'GRADING_FAILED', retryable: false },
        { ok: true, grade: 'heavy' },
      ]);
      expect(grading.stats()).toMatchObject({ graded: 1, failed: 1, restarts: 3 });
    });

    it('stops when its model is refused at a restart, says so, and hands the photos back', async () => {
      let starts = 0;
      let told = 0;
      const fork = () => fakeChild(starts++ === 0 ? [] : ['refuse']);
      const spoilt = new GradingProcess({ modelDir, fork, onRefused: () => told++ });
      await spoilt.start();
      expect(await Promise.all([spoilt.grade('crash'), spoilt.grade('photo')])).toMatchObject([
        { code: 'GRADING_STOPPED', retryable: true },
        { code: 'GRADING_STOPPED', retryable: true },
      ]);
      await vi.waitFor(() => expect(told).toBe(1));
      expect(starts).toBe(2);
    });

    it('kills a child that hangs', async () => {
      const outcomes = await Promise.all([grading.grade('hang'), grading.grade('photo')]);
      expect(outcomes).toMatchObject([
        { ok: false, code: 'GRADING_FAILED' },
        { ok: true, grade: 'heavy' },
      ]);
    });

    it('hands back the waiting photos as retryable when stopped', async () => {
      const asked = [grading.grade('hang'), grading.grade('photo')];
      await grading.stop();
      expect(await Promise.all(asked)).toMatchObject([
        { code: 'GRADING_STOPPED', retryable: true },
        { code: 'GRADING_STOPPED', retryable: true },
      ]);
    });
  });
});

/** A child that speaks the protocol and misbehaves by the name of the photo. */
function fakeChild(args: string[] = []): ChildProcess {
  return fork(path.join(import.meta.dirname, 'fixtures/fake-child.mjs'), args, { execArgv: [] });
}
