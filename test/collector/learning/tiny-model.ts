import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { Classifier } from '../../../collector/grading/classify.ts';
import { withHead } from '../../../collector/grading/head.ts';
import { fitLogistic } from '../../../collector/learning/logistic-regression.ts';
import { embeddingBytes } from '../../../collector/ledger/inferences.ts';
import type { Grade } from '../../../domain/grades.ts';
import { seeded } from './synthetic-photos.ts';

/**
 * A graph of 1 KB that sees the colours of a 32-pixel picture in 16 places and has the outputs of a real model. Its trunk
 * is a mean; its head, four rows of 48 numbers and a bias, lies at these bytes.
 */
const GRAPH = join(import.meta.dirname, 'fixtures/tiny.onnx');
const HEAD = { weightOffset: 369, biasOffset: 1156, rows: 4, columns: 48 };

export const TINY_GRADES: readonly Grade[] = ['heavy', 'shredded', 'cast', 'turnings'];

/** Mean colours of the grades, near each other as those of scrap are. */
const COLOURS: Readonly<Partial<Record<Grade, readonly number[]>>> = {
  heavy: [130, 105, 95],
  shredded: [105, 130, 95],
  cast: [95, 105, 130],
  turnings: [120, 120, 85],
};

/** A rough picture in a grade's colour; `cast` is what a camera adds to every pixel's red, green and blue. */
export async function tinyPhoto(grade: Grade, seed: number, cast: readonly number[] = [0, 0, 0]): Promise<Buffer> {
  const random = seeded(seed * 7_919 + 13);
  const own = (COLOURS[grade] ?? []).map((level, channel) => level + (cast[channel] ?? 0) + 16 * (random() - 0.5));
  const pixels = Buffer.alloc(48 * 48 * 3);
  for (const at of pixels.keys()) pixels[at] = Math.max(0, Math.min(255, (own[at % 3] ?? 0) + 120 * (random() - 0.5)));
  return await sharp(pixels, { raw: { width: 48, height: 48, channels: 3 } })
    .jpeg({ quality: 95 })
    .toBuffer();
}

/** Writes the folder of a version that was taught some photos of every grade but those in `without`. */
export async function writeTinyModel(folder: string, version: string, without: readonly Grade[] = []): Promise<void> {
  const known = TINY_GRADES.filter((grade) => !without.includes(grade));
  const blank = {
    embedding: new Float32Array(HEAD.columns).fill(1 / Math.sqrt(HEAD.columns)),
    grade: 'heavy' as Grade,
  };
  await writeFolder(folder, { version, known, model: await readFile(GRAPH), base: [blank] });
  const classifier = await Classifier.load(folder);
  const base: { embedding: Float32Array; grade: Grade }[] = [];
  for (const grade of known) {
    for (let seed = 0; seed < 20; seed += 1) {
      const { embedding } = await classifier.classify(await tinyPhoto(grade, seed));
      base.push({ embedding: Float32Array.from(embedding), grade });
    }
  }
  const fitted = fitLogistic(
    {
      values: Float32Array.from(base.flatMap(({ embedding }) => [...embedding])),
      columns: HEAD.columns,
      classes: Uint8Array.from(base, ({ grade }) => known.indexOf(grade)),
      weights: new Float64Array(base.length).fill(1),
    },
    { classes: known.length, l2: 3e-3 },
  );
  const weights = new Float64Array(HEAD.rows * HEAD.columns);
  const bias = new Float64Array(HEAD.rows).fill(-1e4);
  for (const [from, grade] of known.entries()) {
    const to = TINY_GRADES.indexOf(grade);
    weights.set(fitted.weights.subarray(from * HEAD.columns, (from + 1) * HEAD.columns), to * HEAD.columns);
    bias[to] = fitted.bias[from] ?? 0;
  }
  await writeFolder(folder, { version, known, model: withHead(await readFile(GRAPH), HEAD, weights, bias), base });
}

interface Content {
  readonly version: string;
  readonly known: readonly Grade[];
  readonly model: Uint8Array;
  readonly base: readonly { readonly embedding: Float32Array; readonly grade: Grade }[];
}

async function writeFolder(folder: string, { version, known, model, base }: Content): Promise<void> {
  await mkdir(folder, { recursive: true });
  const bytes = Buffer.concat(base.map(({ embedding }) => embeddingBytes(embedding)));
  const digestOf = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');
  const labels = {
    ...{ name: 'tiny', version, task: 'scrap-grade', labels: TINY_GRADES, known },
    input: {
      ...{ name: 'input', width: 32, height: 32, layout: 'NCHW', colours: 'RGB' },
      ...{ mean: [127.5, 127.5, 127.5], std: [127.5, 127.5, 127.5], resize: 'shorter-side-lanczos3' },
    },
    views: { kind: 'squares-and-tiles', tileSide: 48 },
    outputs: { probabilities: 'probabilities', embedding: 'embedding', embeddingLength: HEAD.columns },
    head: HEAD,
    domain: { k: 3, threshold: 0.5 },
    base: { examples: base.length, sha256: digestOf(bytes) },
    sha256: digestOf(model),
  };
  const examples = base.map(({ grade }, i) => ({ grade, source: 'real', group: `pile-${i}` }));
  await writeFile(join(folder, 'model.onnx'), model);
  await writeFile(join(folder, 'base.bin'), bytes);
  await writeFile(join(folder, 'base.json'), JSON.stringify({ examples }));
  await writeFile(join(folder, 'labels.json'), JSON.stringify(labels));
}
