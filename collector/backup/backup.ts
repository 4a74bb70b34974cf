import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { copyFile, link, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { formatKst } from '../../domain/kst-time.ts';
import type { EpochMs } from '../../domain/units.ts';
import { FRAMES_FOLDER } from '../../domain/wire/ledger-tables.ts';
import { copyDatabase } from '../ledger/copy-database.ts';

/** What a backup holds, with the digest of every file of its own; photos are named by theirs. */
export interface Manifest {
  readonly madeAt: string;
  readonly files: readonly { readonly path: string; readonly sha256: string; readonly bytes: number }[];
  readonly photos: readonly string[];
}

export const MANIFEST = 'manifest.json';
/** Folders of the data folder that a restart makes anew: the broker's sessions are told again by the devices. */
const LEFT_OUT = ['broker', FRAMES_FOLDER];

/**
 * Copies a data folder while everything runs: each SQLite file as it is at one instant, photos and the rest as files.
 * A backup is a folder below `to` named by its KST time; photos lie once in `to/frames` for all backups, because they
 * are named by their digest and never change. The folder appears under its name only when it is whole.
 * @returns the folder and its manifest
 * @throws Error when a database is damaged, so that a bad copy never takes a good one's place
 */
export async function backUp(
  dataDir: string,
  to: string,
  now: EpochMs,
): Promise<{ folder: string; manifest: Manifest }> {
  const name = formatKst(now).slice(0, 19).replaceAll(':', '-');
  const folder = join(to, name);
  if (existsSync(folder)) throw new Error(`${folder} is there already`);
  if (!relative(dataDir, to).startsWith('..')) throw new Error(`${to} lies in ${dataDir}: a backup belongs elsewhere`);
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  // databases first: what they name as a file, a model or a paper, is there when the files are copied
  const databases = (await filesOf(dataDir)).filter(isDatabase);
  for (const path of databases) copyDatabase(join(dataDir, path), join(unfinished, path));
  const others = (await filesOf(dataDir)).filter((path) => !isDatabase(path));
  for (const path of others) {
    const target = join(unfinished, path);
    await mkdir(dirname(target), { recursive: true });
    await copyFile(join(dataDir, path), target);
  }
  // after the ledger, so that every photo it names is there
  const photos = await copyPhotos(dataDir, to);
  const files = await Promise.all(
    [...databases, ...others].sort().map(async (path) => {
      const copy = join(unfinished, path);
      return { path, sha256: await digestOf(copy), bytes: (await stat(copy)).size };
    }),
  );
  const manifest: Manifest = { madeAt: formatKst(now), files, photos };
  await writeFile(join(unfinished, MANIFEST), `${JSON.stringify(manifest, null, 1)}\n`);
  await rename(unfinished, folder);
  return { folder, manifest };
}

/** A damaged ledger that a salvage kept aside is carried along as it is. */
export const isDatabase = (path: string) => path.endsWith('.sqlite') && !path.startsWith('ledger-damaged-');

/** The SHA-256 of a file, read as a stream. */
export async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

async function filesOf(dataDir: string): Promise<string[]> {
  const entries = await readdir(dataDir, { recursive: true, withFileTypes: true });
  return (
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(dataDir.length + 1))
      .filter((path) => !LEFT_OUT.includes(path.split('/')[0] ?? ''))
      // what SQLite keeps beside a database is inside its copy
      .filter((path) => !/\.sqlite-(wal|shm|journal)$/.test(path))
      .sort()
  );
}

async function copyPhotos(dataDir: string, to: string): Promise<string[]> {
  const from = join(dataDir, FRAMES_FOLDER);
  const entries = existsSync(from) ? await readdir(from, { recursive: true, withFileTypes: true }) : [];
  const photos: string[] = [];
  for (const entry of entries) {
    if (!entry.isFile() || !entry.name.endsWith('.jpg')) continue;
    const path = join(entry.parentPath, entry.name).slice(from.length + 1);
    const target = join(to, FRAMES_FOLDER, path);
    if (!existsSync(target)) {
      await mkdir(dirname(target), { recursive: true });
      // a half-written photo must never stand under its digest
      await copyFile(join(from, path), `${target}.unfinished`);
      await rename(`${target}.unfinished`, target);
    }
    photos.push(path);
  }
  return photos.sort();
}

/** Puts a photo of the store into a restored folder, as a second name of the same file where the disk allows it. */
export async function placePhoto(from: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  await link(from, target).catch(() => copyFile(from, target));
}
