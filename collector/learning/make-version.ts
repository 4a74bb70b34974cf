import { createHash } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readHead, withHead } from '../grading/head.ts';
import type { BaseExample } from '../grading/model-card.ts';
import { loadModelFiles } from '../grading/model-files.ts';
import { embeddingBytes } from '../ledger/inferences.ts';
import { cardOf } from './card.ts';
import { type Example, refit } from './refit.ts';
import type { RefitAnswer, RefitTask } from './refit-task.ts';

type BasePhoto = Omit<BaseExample, 'grade'> & Example;

/** A yard's photos in a base set are grouped by this and their visit. */
const yardGroup = (yard: string): string => `yard/${yard}/`;

/**
 * Carries out a refit task: fits, compares, and where it is no worse writes the new version's folder: model.onnx with the
 * new head, labels.json, the base set with the yard's photos (so that they are in its domain), metrics.json and card.md.
 * It is written under another name first, so that a folder of the version's name is always whole.
 */
export async function makeVersion(task: RefitTask): Promise<RefitAnswer> {
  const { baseFolder, folder, photos, yard, version } = task;
  const { card, graph, base: set } = await loadModelFiles(baseFolder);
  const base = set.examples
    .map((example, row): BasePhoto => {
      const from = row * set.columns;
      return { ...example, embedding: set.values.subarray(from, from + set.columns) };
    })
    // the yard's own come anew from the ledger: a correction may have been taken back
    .filter(({ group }) => !group.startsWith(yardGroup(yard)));
  const fitting = photos.filter(({ embedding }) => embedding.length === set.columns);
  const { labels, known: knownBefore } = card;
  const result = refit({ base, yard: fitting, labels, known: knownBefore, head: readHead(graph, card.head) });
  if (!result.ok) return result;

  const { head, known, scores, before } = result;
  const model = withHead(graph, card.head, head.weights, head.bias);
  const own = fitting
    .filter(({ grade }) => known.includes(grade))
    .map(
      ({ embedding, grade, truck }): BasePhoto => ({
        embedding,
        grade,
        source: 'real',
        group: yardGroup(yard) + truck,
      }),
    );
  const examples = [...base, ...own];
  const baseBytes = Buffer.concat(examples.map(({ embedding }) => embeddingBytes(embedding)));
  const baseCard = { examples: examples.length, sha256: digestOf(baseBytes) };
  const sha256 = digestOf(model);
  const list = examples.map(({ grade, source, group }) => ({ grade, source, group }));

  const making = `${folder}.part`;
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { recursive: true });
  const write = (name: string, content: string | Uint8Array) => writeFile(join(making, name), content);
  await write('model.onnx', model);
  await write('labels.json', json({ ...card, version, known, base: baseCard, sha256 }));
  await write('base.bin', baseBytes);
  await write('base.json', JSON.stringify({ examples: list }));
  await write('metrics.json', json({ scores, before }));
  await write('card.md', cardOf({ ...task, photos: own.length, scores, before }));
  await rm(folder, { recursive: true, force: true });
  await rename(making, folder);
  return { ok: true, sha256, known, scores, before };
}

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
