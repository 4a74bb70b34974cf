import { createHash } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Ledger } from '../../collector/ledger/ledger.ts';
import type { Grade } from '../../domain/grades.ts';
import type { ModelVersion, VisitDetail } from '../../domain/wire/http-api.ts';
import { assertState, currentOf, modelsDesk, type YardModelsDesk } from './models.ts';
import { byOtherCamera, type KnownPhoto, knownPhotos } from './other-camera.ts';
import { framesOf, gradeTrucks, type PhotoTruck } from './photo-trucks.ts';
import { stopAtFirstFailure } from './steps.ts';
import { type System, startSystem } from './system.ts';

const YARD = 'learning-yard';
const GRADES: readonly Grade[] = ['heavy', 'pressed', 'new_bale', 'shredded', 'cast', 'turnings'];
const PHOTOS_A_TRUCK = 3;
const TRUCKS_A_GRADE = 6;
/** Every third truck of a grade is corrected. */
const CORRECTED = 3;

/**
 * Photos as a camera of another yard would take them. The shipped weights learned from the unshifted originals where
 * these are real, so the figures tell what learning makes good of such a shift, and nothing of how a yard is graded.
 */
describe('a yard whose camera is another than those that taught the shipped model', () => {
  let system: System;
  let camera: mqtt.MqttClient;
  let desk: YardModelsDesk;
  let corrected: PhotoTruck[];
  let others: PhotoTruck[];
  let first: Map<string, VisitDetail>;
  let shipped: string;
  let made: ModelVersion;

  const grade = (trucks: readonly PhotoTruck[]) => gradeTrucks(system, camera, YARD, trucks);
  /** the same photos on trucks that come again */
  const again = (trucks: readonly PhotoTruck[], round: string): PhotoTruck[] =>
    trucks.map((truck) => ({ ...truck, ticket: `${round}-${truck.ticket}` }));
  const versionsOf = (trucks: readonly PhotoTruck[], visits: ReadonlyMap<string, VisitDetail>): Set<string> =>
    new Set(framesOf(trucks, visits).map(({ frame }) => frame.model?.version ?? 'none'));

  stopAtFirstFailure();
  beforeAll(async () => {
    const photos = await Promise.all((await knownPhotos(GRADES, PHOTOS_A_TRUCK * TRUCKS_A_GRADE)).map(byOtherCamera));
    const trucks = GRADES.map((one) => trucksOf(photos.filter((photo) => photo.grade === one)));
    corrected = trucks.flatMap((own) => own.filter((_, place) => place % CORRECTED === 0));
    others = trucks.flatMap((own) => own.filter((_, place) => place % CORRECTED !== 0));
    system = await startSystem();
    camera = await mqtt.connectAsync(`mqtt://127.0.0.1:${system.mqttPort}`, { protocolVersion: 5 });
    desk = modelsDesk(system, YARD);
  }, 180_000);
  afterAll(async () => {
    await camera?.endAsync(true);
    await system?.stop();
    system?.remove();
  });

  it('is graded by the shipped model', async () => {
    first = await grade([...corrected, ...others]);
    shipped = currentOf(await desk.read()) ?? '';
    expect([...corrected, ...others].length).toBeGreaterThan(20);
    expect(framesOf([...corrected, ...others], first).length).toBeGreaterThan(60);
    expect(versionsOf([...corrected, ...others], first)).toEqual(new Set([shipped]));
  }, 240_000);

  it('has every correction of a photo in its ledger, learned by no version yet', async () => {
    for (const { truth, visit, frame } of framesOf(corrected, first)) {
      const reason = frame.grade === truth ? 'CONFIRMED' : 'GRADE_WRONG';
      await system.post(`/api/visits/${visit.id}/corrections`, { grade: truth, frame: frame.id, reason });
    }
    const photos = framesOf(corrected, first);
    await desk.until(({ unlearned }) => expect(unlearned).toBe(photos.length));
    const visit = await system.get<VisitDetail>(`/api/visits/${photos[0]?.visit.id}`);
    expect(visit.corrections).toHaveLength(visit.frames.length);
    expect(visit.frames.map(({ learnedBy }) => learnedBy)).toEqual(visit.frames.map(() => null));
  }, 120_000);

  it('gets a candidate of its own by a refit, no worse on trucks that the fit had not seen', async () => {
    await desk.ask('refit');
    const models = await desk.until(({ versions }) => expect(versions[0]?.base).toBe(shipped));
    made = models.versions[0] as ModelVersion;
    assertState(models, made.version, 'candidate');
    expect(made.corrections).toBe(framesOf(corrected, first).length);
    expect(made.scores?.accuracy).toBeGreaterThanOrEqual(made.before?.accuracy ?? Number.NaN);
    expect(made.card).toContain(made.version);
    console.info(`held out within the corrected third: ${said(made.before)} -> ${said(made.scores)}`);
  }, 180_000);

  it('lets the candidate judge the same photos beside the current model, without effect', async () => {
    const some = others.filter((_, place) => place % 3 === 0);
    await desk.ask('shadow', made.version);
    await desk.until((models) => assertState(models, made.version, 'shadow'));
    const trucks = again(some, 'beside');
    const visits = await grade(trucks);
    const photos = framesOf(trucks, visits);
    const { shadow } = await desk.until((models) => expect(models.shadow?.compared).toBe(photos.length));
    expect(versionsOf(trucks, visits)).toEqual(new Set([shipped]));
    expect(photos.map(({ frame }) => frame.probabilities)).toEqual(
      framesOf(some, first).map(({ frame }) => frame.probabilities),
    );
    expect(shadow?.disagreements).toHaveLength(photos.length - (shadow?.same ?? 0));
    expect(shadow?.disagreements.length).toBeGreaterThan(0);
    for (const { current, shadow: beside } of shadow?.disagreements ?? []) {
      expect([current.version, beside.version]).toEqual([shipped, made.version]);
    }
  }, 240_000);

  it('is graded better on the other two thirds once the candidate is promoted', async () => {
    await desk.ask('promote', made.version);
    await desk.until((models) => assertState(models, made.version, 'current'));
    const trucks = again(others, 'after');
    const visits = await grade(trucks);
    expect(versionsOf(trucks, visits)).toEqual(new Set([made.version]));
    const before = rightOf(others, first);
    const after = rightOf(trucks, visits);
    console.info(`other two thirds, ${others.length} trucks: ${before.words} right before, ${after.words} after`);
    expect(after.right).toBeGreaterThan(before.right);
  }, 240_000);

  it('shows at each correction which version has learned from it', async () => {
    for (const { id } of first.values()) {
      const { ticket, frames } = await system.get<VisitDetail>(`/api/visits/${id}`);
      const expected = corrected.some((truck) => truck.ticket === ticket) ? made.version : null;
      expect(
        frames.map(({ learnedBy }) => learnedBy),
        ticket ?? '',
      ).toEqual(frames.map(() => expected));
    }
    expect((await desk.read()).unlearned).toBe(0);
  });

  it('keeps in every inference row the version that gave it and its digest', async () => {
    const digestOf = new Map((await desk.read()).versions.map(({ version, sha256 }) => [version, sha256]));
    const photos = (trucks: readonly PhotoTruck[]) => trucks.reduce((sum, truck) => sum + truck.photos.length, 0);
    const beside = photos(others.filter((_, place) => place % 3 === 0));
    const ledger = Ledger.toRead(system.dataDir);
    try {
      const rows = ledger.all(
        `SELECT role, version, model_sha256 AS sha256, count(*) AS n, count(embedding) AS embeddings
         FROM inference GROUP BY 1, 2, 3 ORDER BY 1, 4 DESC`,
      );
      const row = (role: string, version: string, n: number) => ({
        ...{ role, version, sha256: digestOf.get(version), n, embeddings: n },
      });
      expect(rows).toEqual([
        row('current', shipped, photos(corrected) + photos(others) + beside),
        row('current', made.version, photos(others)),
        row('shadow', made.version, beside),
      ]);
    } finally {
      ledger.close();
    }
  });

  it('goes back to the shipped model, and judges every photo that comes meanwhile', async () => {
    const trucks = again(others.slice(0, 4), 'back');
    const [visits] = await Promise.all([grade(trucks), desk.ask('roll-back')]);
    const models = await desk.until((now) => assertState(now, shipped, 'current'));
    assertState(models, made.version, 'former');
    const known = [shipped, made.version];
    expect([...versionsOf(trucks, visits)].filter((version) => !known.includes(version))).toEqual([]);
    expect(framesOf(trucks, visits).map(({ frame }) => frame.state)).not.toContain('failed');
    const next = again(others.slice(0, 1), 'next');
    expect(versionsOf(next, await grade(next))).toEqual(new Set([shipped]));
    const actions = models.audit.map(({ action, version, by }) => [action, version, by]);
    expect(actions).toEqual([
      ['rolled-back', shipped, 'admin'],
      ['promoted', made.version, 'admin'],
      ['unshadowed', made.version, 'admin'],
      ['shadowed', made.version, 'admin'],
      ['made', made.version, 'admin'],
    ]);
  }, 240_000);

  it('refuses a version whose file was tampered with, goes on with the current one, and takes it when it is mended', async () => {
    const folder = join(system.dataDir, 'models', made.version);
    const graph = readFileSync(join(folder, 'model.onnx'));
    const labels = readFileSync(join(folder, 'labels.json'), 'utf8');
    const half = graph.subarray(0, Math.floor(graph.length / 2));
    const flipped = Buffer.from(graph);
    flipped.writeUInt8(flipped.readUInt8(half.length) ^ 1, half.length);
    const lie = (bytes: Uint8Array) => labels.replace(made.sha256, digestOf(bytes));
    const tampered: [Uint8Array, string][] = [
      [flipped, labels],
      [half, labels],
      [flipped, lie(flipped)],
      [half, lie(half)],
      [graph, '{}'],
    ];
    const refusals = async () => (await desk.read()).audit.filter(({ action }) => action === 'refused').length;
    for (const [index, [bytes, card]] of tampered.entries()) {
      writeFileSync(join(folder, 'model.onnx'), bytes);
      writeFileSync(join(folder, 'labels.json'), card);
      await desk.ask('promote', made.version);
      await vi.waitFor(async () => expect(await refusals()).toBe(index + 1), { timeout: 60_000, interval: 100 });
      const models = await desk.read();
      assertState(models, shipped, 'current');
      assertState(models, made.version, 'refused');
      expect(models.versions.find(({ version }) => version === made.version)?.refusal).toBe('UNLOADABLE');
    }
    const trucks = again(others.slice(0, 1), 'still');
    expect(versionsOf(trucks, await grade(trucks))).toEqual(new Set([shipped]));

    writeFileSync(join(folder, 'model.onnx'), graph);
    writeFileSync(join(folder, 'labels.json'), labels);
    await desk.ask('promote', made.version);
    await desk.until((models) => assertState(models, made.version, 'current'));
  }, 240_000);

  it('knows nothing of a folder that no refit made', async () => {
    const models = join(system.dataDir, 'models');
    cpSync(join(models, made.version), join(models, 'dropped-in'), { recursive: true });
    await expect(desk.ask('promote', 'dropped-in')).rejects.toThrow('answered 404');
    expect((await desk.read()).versions.map(({ version }) => version)).not.toContain('dropped-in');
  });
});

function trucksOf(photos: readonly KnownPhoto[]): PhotoTruck[] {
  return Array.from({ length: Math.floor(photos.length / PHOTOS_A_TRUCK) }, (_, place) => ({
    ticket: `${photos[0]?.grade.replace('_', '-')}-${place + 1}`,
    photos: photos.slice(place * PHOTOS_A_TRUCK, (place + 1) * PHOTOS_A_TRUCK),
  }));
}

/** Photos that were given their true grade; one that was given none is not right. */
function rightOf(trucks: readonly PhotoTruck[], visits: ReadonlyMap<string, VisitDetail>) {
  const photos = framesOf(trucks, visits);
  const right = photos.filter(({ truth, frame }) => frame.grade === truth).length;
  const without = photos.filter(({ frame }) => frame.grade === null).length;
  const share = ((right / photos.length) * 100).toFixed(1);
  return { right, words: `${right} of ${photos.length} photos (${share} %, ${without} without a grade)` };
}

const said = (scores: ModelVersion['scores'] | undefined): string =>
  `accuracy ${scores?.accuracy.toFixed(3)}, macro-F1 ${scores?.macroF1.toFixed(3)}`;

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
