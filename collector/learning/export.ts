import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatKst } from '../../domain/kst-time.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { type LabelledPhoto, labelledPhotos } from './labelled-photos.ts';
import { sideOf } from './split-by-truck.ts';

/** One photo of an exported set, as `manifest.json` lists it. */
export interface ManifestEntry {
  /** below the folder: `<split>/<grade>/<sha256>.jpg` */
  readonly file: string;
  readonly split: 'train' | 'test';
  /** the grade a person gave it */
  readonly grade: string;
  readonly sha256: string;
  /** when it was taken, RFC 3339 with +09:00 */
  readonly at: string;
  readonly visit: string;
  /** `area/device` */
  readonly camera: string;
  readonly correction: { readonly id: string; readonly at: string; readonly by: string; readonly reason: string };
  /** what the model said that counted then; nulls when it said nothing */
  readonly model: {
    readonly version: string | null;
    readonly sha256: string | null;
    readonly grade: string | null;
    readonly confidence: number | null;
  };
}

export interface Manifest {
  readonly yard: string;
  readonly photos: readonly ManifestEntry[];
  /** labelled photos whose files are gone: their time to be kept was over */
  readonly missing: readonly string[];
}

/**
 * Writes a yard's corrected photos as a folder with a manifest, split by truck so that no truck is on both sides. A photo
 * that several trucks sent goes with the first of them. What an earlier export of the folder lists goes first: a photo may
 * have another grade by now. The manifest is written last.
 */
export async function exportDataset(
  ledger: Ledger,
  yard: string,
  pathOf: (sha256: string) => string,
  folder: string,
): Promise<Manifest> {
  await removeEarlier(folder);
  const photos: ManifestEntry[] = [];
  const missing: string[] = [];
  const seen = new Set<string>();
  for (const photo of labelledPhotos(ledger, yard)) {
    if (seen.has(photo.sha256)) continue;
    seen.add(photo.sha256);
    const entry = entryOf(photo);
    const to = join(folder, entry.file);
    await mkdir(join(to, '..'), { recursive: true });
    try {
      await copyFile(pathOf(photo.sha256), to);
      photos.push(entry);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      missing.push(photo.sha256);
    }
  }
  const manifest: Manifest = { yard, photos, missing };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** A path that an export writes, and nothing else: a manifest from elsewhere must not have other files removed. */
const OWN_FILE = /^(train|test)\/[a-z_]+\/[^/\\]+\.jpg$/;

async function removeEarlier(folder: string): Promise<void> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => null);
  if (text === null) return;
  const { photos } = JSON.parse(text) as Partial<Manifest>;
  for (const { file } of photos ?? []) if (OWN_FILE.test(file)) await rm(join(folder, file), { force: true });
}

function entryOf(photo: LabelledPhoto): ManifestEntry {
  const { grade, sha256, visit, area, device, correction, said } = photo;
  const split = sideOf(visit);
  return {
    file: `${split}/${grade}/${sha256}.jpg`,
    split,
    grade,
    sha256,
    at: formatKst(photo.at),
    visit,
    camera: `${area}/${device}`,
    correction: { ...correction, at: formatKst(correction.at) },
    model: said,
  };
}
