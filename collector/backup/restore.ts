import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import Type from 'typebox';
import { Check } from 'typebox/value';
import type { EpochMs } from '../../domain/units.ts';
import { FRAMES_FOLDER } from '../../domain/wire/ledger-tables.ts';
import { problemOf } from '../ledger/copy-database.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { markNumbersLost } from '../ledger/slips.ts';
import { digestOf, isDatabase, MANIFEST, type Manifest, placePhoto } from './backup.ts';

/** Says to the collector's next start that the folder is of a backup: slips were handed out since. */
const RESTORED = 'restored.json';

const ManifestDoor = Type.Object({
  madeAt: Type.String(),
  files: Type.Array(
    Type.Object({
      path: Type.String({ minLength: 1 }),
      sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
      bytes: Type.Integer({ minimum: 0 }),
    }),
  ),
  photos: Type.Array(Type.String({ pattern: '^[0-9a-f]{2}/[0-9a-f]{64}\\.jpg$' })),
});

export interface Restored {
  readonly manifest: Manifest;
  /** photos of the manifest that the store has no more, as after their retention */
  readonly missingPhotos: readonly string[];
}

/**
 * Puts a backup in the place of a data folder that is empty or not there. Every file's digest and every database is
 * checked first; the data folder appears only when it is whole.
 * @throws Error that says what is wrong and leaves the data folder as it was
 */
export async function restore(folder: string, dataDir: string): Promise<Restored> {
  if (existsSync(dataDir) && (await readdir(dataDir)).length > 0) {
    throw new Error(`${dataDir} is not empty: move what is there away first`);
  }
  const manifest = await manifestOf(folder);
  const unfinished = `${normalize(dataDir).replace(/\/+$/, '')}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  try {
    for (const { path, sha256 } of manifest.files) {
      const source = join(folder, path);
      if (!existsSync(source)) throw new Error(`${path} is missing in the backup`);
      if ((await digestOf(source)) !== sha256) throw new Error(`${path} is not what was backed up`);
      const target = join(unfinished, path);
      await mkdir(dirname(target), { recursive: true });
      await copyFile(source, target);
      const problem = isDatabase(path) ? problemOf(target) : null;
      if (problem !== null) throw new Error(`${path} is damaged: ${problem}`);
    }
    const missingPhotos = await placePhotos(folder, unfinished, manifest.photos);
    await writeFile(join(unfinished, RESTORED), `${JSON.stringify({ madeAt: manifest.madeAt })}\n`);
    await rm(dataDir, { recursive: true, force: true });
    await rename(unfinished, dataDir);
    return { manifest, missingPhotos };
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}

/** Notes in a ledger that its folder was restored since the last start, so that it gives no slip a number of then again. */
export async function noteRestored(ledger: Ledger, dataDir: string, now: EpochMs): Promise<void> {
  const file = join(dataDir, RESTORED);
  if (!existsSync(file)) return;
  markNumbersLost(ledger, now);
  await rm(file);
}

async function manifestOf(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => null);
  if (text === null) throw new Error(`${folder} holds no ${MANIFEST}: it is no backup, or one that was not finished`);
  let manifest: unknown;
  try {
    manifest = JSON.parse(text);
  } catch {
    throw new Error(`${MANIFEST} of ${folder} is damaged`);
  }
  if (!Check(ManifestDoor, manifest)) throw new Error(`${MANIFEST} of ${folder} is damaged`);
  const stray = manifest.files.find(
    ({ path }) => normalize(path) !== path || path.startsWith('..') || path.startsWith('/'),
  );
  if (stray) throw new Error(`${MANIFEST} names ${stray.path}, which lies outside the backup`);
  return manifest;
}

async function placePhotos(folder: string, dataDir: string, photos: readonly string[]): Promise<string[]> {
  const missing: string[] = [];
  for (const photo of photos) {
    const source = join(dirname(folder), FRAMES_FOLDER, photo);
    if (existsSync(source)) await placePhoto(source, join(dataDir, FRAMES_FOLDER, photo));
    else missing.push(photo);
  }
  return missing;
}
