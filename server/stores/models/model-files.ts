import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Type from 'typebox';
import Value from 'typebox/value';
import type { ModelScores } from '../../../domain/wire/http-api.ts';
import { modelScoresOf } from './model-scores.ts';

/** A version's name is also its folder's, so it holds nothing that leads out of there. */
export const VERSION_PATTERN = '^[a-z0-9][a-z0-9.-]{0,63}$';
const VERSION = new RegExp(VERSION_PATTERN);

const Labels = Type.Object({ sha256: Type.String() });
const Active = Type.Object({ version: Type.String({ pattern: VERSION_PATTERN }) });

/** What lies beside a model's graph and is meant for people. */
export interface ModelFiles {
  readonly version: string;
  readonly sha256: string | null;
  /** Markdown; empty when there is no card */
  readonly card: string;
  readonly scores: ModelScores | null;
  readonly before: ModelScores | null;
}

/** Reads `<folder>/<version>`; what is missing or malformed there is empty, for a page must show the rest. */
export async function readModelFiles(folder: string, version: string): Promise<ModelFiles> {
  const inside = join(folder, version);
  const [labels, metrics, card] = await Promise.all([
    readJson(join(inside, 'labels.json')),
    readJson(join(inside, 'metrics.json')),
    readText(join(inside, 'card.md')),
  ]);
  const { scores, before, visits } = (metrics ?? {}) as { scores?: unknown; before?: unknown; visits?: unknown };
  return {
    version,
    sha256: Value.Check(Labels, labels) ? labels.sha256 : null,
    card: card ?? '',
    scores: modelScoresOf(scores, visits),
    before: modelScoresOf(before),
  };
}

/** The versions that ship in a folder, oldest first, and the one that runs where nobody promoted another. */
export async function readShipped(folder: string): Promise<{ active: string | null; versions: ModelFiles[] }> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory() && VERSION.test(entry.name)).map(({ name }) => name);
  const read = await Promise.all(names.map((name) => readModelFiles(folder, name)));
  const active = await readJson(join(folder, 'active.json'));
  return {
    active: Value.Check(Active, active) ? active.version : null,
    versions: read
      .filter(({ sha256 }) => sha256 !== null)
      .sort((a, b) => a.version.localeCompare(b.version, 'en', { numeric: true })),
  };
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse((await readText(path)) ?? 'null');
  } catch {
    // what is no JSON has no figures to show; the collector says aloud what it refuses to load
    return null;
  }
}

const readText = (path: string): Promise<string | null> => readFile(path, 'utf8').catch(() => null);
