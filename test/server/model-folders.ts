import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelScores } from '../../domain/wire/http-api.ts';

/** Figures of a model that is right as often as stated. */
export function scores(accuracy: number): ModelScores {
  return {
    ...{ accuracy, low: accuracy - 0.1, high: accuracy + 0.1, macroF1: accuracy, photos: 40, trucks: 8 },
    ...{ macroF1Low: null, macroF1High: null, macroF1Grades: null, gain: null },
    grades: [{ grade: 'heavy', photos: 40, precision: 0.9, recall: 0.9, f1: 0.9, low: 0.8, high: 1 }],
    reliability: [{ confidence: 0.7, right: 0.7, photos: 40 }],
    calibrationError: 0.03,
  };
}

/** Lays a model's folder down as it ships or as the collector makes it, without its graph. */
export async function modelFolder(parent: string, version: string, metrics?: unknown): Promise<void> {
  const folder = join(parent, version);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'labels.json'), JSON.stringify({ version, sha256: `sha of ${version}` }));
  await writeFile(join(folder, 'card.md'), `# Grading model ${version}\n`);
  if (metrics !== undefined) await writeFile(join(folder, 'metrics.json'), JSON.stringify(metrics));
}

/** A folder of shipped models with the one that is active. */
export async function shippedModels(parent: string, active: string, ...versions: string[]): Promise<string> {
  for (const version of versions) await modelFolder(parent, version, { scores: scores(0.87), before: null });
  await writeFile(join(parent, 'active.json'), JSON.stringify({ version: active }));
  return parent;
}
