import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadModelFiles } from '../grading/model-files.ts';
import { readBaseSet, writeBaseSet, yardSource } from './base-set.ts';
import { cardOf } from './card.ts';
import { readHead, readRefittable, withHeadBytes } from './head-bytes.ts';
import { refit } from './refit.ts';
import type { RefitAnswer, RefitTask } from './refit-task.ts';

/**
 * Carries out a refit task: fits, compares, and where it is no worse writes the new version's folder (model.onnx with the
 * new head, labels.json, base set with the yard's photos, metrics.json, card.md) under another name first, so that a
 * folder of that name is always whole.
 */
export async function makeVersion(task: RefitTask): Promise<RefitAnswer> {
  const { baseFolder, folder, photos, yard, version } = task;
  const { card, graph } = await loadModelFiles(baseFolder);
  const base = (await readBaseSet(baseFolder)).filter(({ source }) => source !== yardSource(yard));
  const { head: place, known: knownBefore } = await readRefittable(baseFolder);
  const result = refit({
    base,
    yard: photos,
    labels: card.labels,
    known: knownBefore,
    head: readHead(graph, place),
  });
  if (!result.ok) return result;

  const { head, known, scores, before } = result;
  const model = withHeadBytes(graph, place, head);
  const sha256 = createHash('sha256').update(model).digest('hex');
  const labels = JSON.parse(await readFile(join(baseFolder, 'labels.json'), 'utf8')) as Record<string, unknown>;
  const making = `${folder}.part`;
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { recursive: true });
  const write = (name: string, content: string | Uint8Array) => writeFile(join(making, name), content);
  await write('model.onnx', model);
  await write('labels.json', JSON.stringify({ ...labels, version, known, sha256 }, null, 2));
  await write('metrics.json', JSON.stringify({ scores, before }, null, 2));
  await write('card.md', cardOf({ ...task, photos: photos.length, scores, before }));
  const own = photos.map(({ embedding, grade, truck }) => ({
    embedding,
    grade,
    source: yardSource(yard),
    group: truck,
  }));
  await writeBaseSet(making, [...base, ...own]);
  await rm(folder, { recursive: true, force: true });
  await rename(making, folder);
  return { ok: true, sha256, scores, before };
}
