import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import Type from 'typebox';
import { Check } from 'typebox/value';
import { DAY_MS, type EpochMs } from '../../domain/units.ts';

const MemoryFile = Type.Object({
  series: Type.String(),
  starts: Type.Array(Type.Integer()),
  aliveAt: Type.Integer(),
});

/**
 * What the devices remember over a restart: when they went live, because a start may have brought a truck, and until
 * when they lived, so that trucks that stood in the yard then drive off as planned.
 */
export type Memory = Type.Static<typeof MemoryFile>;

const KEPT_MS = 9 * DAY_MS;

/** Reads the memory of a series; a missing, broken or other one counts as none. */
export async function readMemory(path: string, series: string): Promise<Memory | null> {
  try {
    const memory: unknown = JSON.parse(await readFile(path, 'utf8'));
    return Check(MemoryFile, memory) && memory.series === series ? memory : null;
  } catch {
    // a first start, or a torn file: the demo then only knows its plan
    return null;
  }
}

/** Writes the memory in one step, without starts too old to matter. */
export async function writeMemory(path: string, memory: Memory): Promise<void> {
  const starts = memory.starts.filter((at) => at > memory.aliveAt - KEPT_MS);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.new`, JSON.stringify({ ...memory, starts }));
  await rename(`${path}.new`, path);
}

/** Where to begin: yesterday, or the day the demo last lived if that is earlier, at most a week back. */
export function backfillFrom(now: EpochMs, memory: Memory | null): EpochMs {
  const yesterday = now - DAY_MS;
  return Math.max(now - 7 * DAY_MS, Math.min(yesterday, memory?.aliveAt ?? yesterday));
}
