import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readHead } from '../../../collector/grading/head.ts';
import { loadModelFiles } from '../../../collector/grading/model-files.ts';
import { distanceTo } from '../../../collector/grading/nearest.ts';
import { makeVersion } from '../../../collector/learning/make-version.ts';
import type { RefitTask } from '../../../collector/learning/refit-task.ts';
import { runRefit } from '../../../collector/learning/run-refit.ts';
import { embeddingBytes } from '../../../collector/ledger/inferences.ts';
import { baseSet, COLUMNS, KNOWN, LABELS, shiftedYard } from './synthetic-photos.ts';

const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
/** bytes before, between and after the head that must stay as they are */
const AROUND = Uint8Array.from([1, 2, 3, 4, 5, 6, 7]);

let folder: string;
let baseFolder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'scalehouse-version-'));
  baseFolder = join(folder, 'v2');
  await mkdir(baseFolder);
  const weights = Buffer.alloc(LABELS.length * COLUMNS * 4);
  const bias = embeddingBytes(LABELS.map((grade) => (KNOWN.includes(grade) ? 0 : -1e4)));
  const model = Buffer.concat([AROUND, weights, AROUND, bias, AROUND]);
  const base = baseSet(40);
  const bytes = Buffer.concat(base.map(({ embedding }) => embeddingBytes(embedding)));
  const write = (name: string, content: string | Uint8Array) => writeFile(join(baseFolder, name), content);
  await write('model.onnx', model);
  await write('base.bin', bytes);
  const examples = base.map(({ grade }, i) => ({ grade, source: 'real', group: `pile-${i}` }));
  await write('base.json', JSON.stringify({ examples }));
  await write(
    'labels.json',
    JSON.stringify({
      ...{ name: 'scrap-grading', version: 'v2', task: 'scrap-grade', labels: LABELS, known: KNOWN },
      input: {
        ...{ name: 'input', width: 224, height: 224, layout: 'NCHW', colours: 'RGB' },
        ...{ mean: [127.5, 127.5, 127.5], std: [127.5, 127.5, 127.5], resize: 'shorter-side-lanczos3' },
      },
      views: { kind: 'squares-and-tiles', tileSide: 448 },
      outputs: { probabilities: 'probabilities', embedding: 'embedding', embeddingLength: COLUMNS },
      head: {
        ...{ weightOffset: AROUND.length, biasOffset: 2 * AROUND.length + weights.length },
        ...{ rows: LABELS.length, columns: COLUMNS },
      },
      domain: { k: 3, threshold: 0.5 },
      base: { examples: base.length, sha256: digestOf(bytes) },
      sha256: digestOf(model),
    }),
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const task = (more: Partial<RefitTask> = {}): RefitTask => ({
  ...{ yard: 'y1', version: 'v2-y1-1', base: 'v2', baseFolder, folder: join(folder, 'models', 'v2-y1-1') },
  ...{ madeAt: '2026-03-02T09:00:00.000+09:00', by: 'kim', photos: shiftedYard(15) },
  ...more,
});

describe('a version made of a yard’s corrections', () => {
  it('is a whole model folder whose digest is the one that was answered', async () => {
    const answer = await makeVersion(task());
    if (!answer.ok) throw new Error(answer.refusal);
    const { card, identity } = await loadModelFiles(task().folder);
    expect(identity).toEqual({ name: 'scrap-grading', version: 'v2-y1-1', sha256: answer.sha256 });
    expect(card).toMatchObject({ labels: LABELS, known: KNOWN, domain: { k: 3, threshold: 0.5 } });
    expect(readdirSync(join(folder, 'models'))).toEqual(['v2-y1-1']);
    const metrics = JSON.parse(readFileSync(join(task().folder, 'metrics.json'), 'utf8'));
    expect(metrics).toEqual({ scores: answer.scores, before: answer.before });
    const text = readFileSync(join(task().folder, 'card.md'), 'utf8');
    expect(text).toContain('# v2-y1-1');
    expect(text).toContain('다시 맞춘');
    expect(text).toContain('fitted anew');
  });

  it('differs from its base in the head alone', async () => {
    await makeVersion(task());
    const [before, after] = [await loadModelFiles(baseFolder), await loadModelFiles(task().folder)];
    const { weightOffset, biasOffset, rows, columns } = before.card.head;
    const changed = [...before.graph.keys()].filter((at) => before.graph[at] !== after.graph[at]);
    const isInHead = (at: number) =>
      (at >= weightOffset && at < weightOffset + rows * columns * 4) ||
      (at >= biasOffset && at < biasOffset + rows * 4);
    expect(changed.length).toBeGreaterThan(100);
    expect(changed.every(isInHead)).toBe(true);
    const head = readHead(after.graph, after.card.head);
    expect(head.bias[LABELS.indexOf('light')]).toBe(-1e4);
  });

  it('has the yard’s photos in its domain, once each however often it is refitted', async () => {
    await makeVersion(task());
    const once = await loadModelFiles(task().folder);
    expect(once.base.examples).toHaveLength(3 * 40 + 45);
    const photo = task().photos[0]?.embedding ?? new Float32Array();
    const length = Math.hypot(...photo);
    const unit = photo.map((x) => x / length);
    const far = (base: typeof once.base) => distanceTo({ ...base, values: unitRows(base.values) }, unit, 1);
    expect(far(once.base)).toBeCloseTo(0, 5);
    expect(far((await loadModelFiles(baseFolder)).base)).toBeGreaterThan(0.01);
    const again = join(folder, 'models', 'v2-y1-2');
    const photos = [...task().photos.map((one) => ({ ...one, isLearned: true })), ...shiftedYard(15, 10)];
    const second = await makeVersion(
      task({ base: 'v2-y1-1', baseFolder: task().folder, folder: again, version: 'v2-y1-2', photos }),
    );
    expect(second).toMatchObject({ ok: true });
    const { examples } = (await loadModelFiles(again)).base;
    expect(examples).toHaveLength(3 * 40 + 45 + 45);
    expect(examples.filter(({ group }) => group.startsWith('yard/y1/'))).toHaveLength(90);
  });

  it('leaves nothing on disk when it is refused', async () => {
    const answer = await makeVersion(task({ photos: shiftedYard(2) }));
    expect(answer).toMatchObject({ ok: false, refusal: 'TOO_FEW', have: { photos: 6, trucks: 2 } });
    expect(readdirSync(folder)).toEqual(['v2']);
  });

  it('is not made of a base whose file is not the one its labels name', async () => {
    await writeFile(join(baseFolder, 'model.onnx'), 'cut off');
    await expect(makeVersion(task())).rejects.toThrow(/SHA-256/);
  });
});

describe('the refit’s process', () => {
  it('makes the version without holding up this one', async () => {
    let longest = 0;
    let last = performance.now();
    const pulse = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    const answer = await runRefit(task());
    clearInterval(pulse);
    expect(answer).toMatchObject({ ok: true, scores: { trucks: 15 } });
    expect((await loadModelFiles(task().folder)).identity.version).toBe('v2-y1-1');
    expect(longest).toBeLessThan(500);
  });

  it('answers what went wrong', async () => {
    expect(await runRefit(task({ baseFolder: join(folder, 'nothing') }))).toMatchObject({
      ok: false,
      refusal: 'REFIT_FAILED',
      because: expect.stringContaining('cannot be read'),
    });
  });

  it('answers that it failed when it is told to end', async () => {
    const stopping = new AbortController();
    const answer = runRefit(task(), stopping.signal);
    stopping.abort();
    expect(await answer).toMatchObject({ ok: false, refusal: 'REFIT_FAILED' });
  });
});

function unitRows(values: Float32Array): Float32Array {
  const out = Float32Array.from(values);
  for (let from = 0; from < out.length; from += COLUMNS) {
    const row = out.subarray(from, from + COLUMNS);
    const length = Math.hypot(...row);
    for (const [at, x] of row.entries()) row[at] = x / length;
  }
  return out;
}
