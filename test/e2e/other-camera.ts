import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Grade } from '../../domain/grades.ts';
import { paintScrap } from '../demo-yard/painter/paint-scrap.ts';
import { realPhotos } from './system.ts';

/** A photo whose grade is known. */
export interface KnownPhoto {
  readonly grade: Grade;
  readonly jpeg: Uint8Array;
}

/** Seeds that no painted picture of the training has. */
const FRESH_SEED = 700_000;

/**
 * Photos of some grades: real ones where they lie beside the project, one of each group of near-duplicates, and painted
 * ones elsewhere.
 * @param most photos of a grade; there may be fewer
 */
export async function knownPhotos(grades: readonly Grade[], most: number): Promise<KnownPhoto[]> {
  const folder = realPhotos();
  if (!folder) {
    const wanted = grades.flatMap((grade) => Array.from({ length: most }, (_, index) => ({ grade, index })));
    return await Promise.all(
      wanted.map(async ({ grade, index }) => ({
        grade,
        jpeg: await paintScrap({ grade, seed: FRESH_SEED + index, width: 800, height: 450 }),
      })),
    );
  }
  const labels = JSON.parse(readFileSync(join(folder, 'labels.json'), 'utf8')) as (KnownPhoto & {
    file: string;
    group: number;
  })[];
  const groups = [...new Map(labels.map((label) => [label.group, label])).values()];
  return grades.flatMap((grade) =>
    groups
      .filter((label) => label.grade === grade)
      .slice(0, most)
      .map(({ file }) => ({ grade, jpeg: readFileSync(join(folder, file)) })),
  );
}

/** The part of each side that a camera nearer to the heap still sees. */
const ZOOM = 0.6;

/** The photo as another camera would have taken it: nearer, under warm light, a little out of focus. */
export async function byOtherCamera({ grade, jpeg }: KnownPhoto): Promise<KnownPhoto> {
  const { width, height } = await sharp(jpeg).metadata();
  const part = { width: Math.round(width * ZOOM), height: Math.round(height * ZOOM) };
  const shifted = await sharp(jpeg)
    .extract({ left: Math.round((width - part.width) / 2), top: Math.round((height - part.height) / 2), ...part })
    .resize(width, height)
    .blur(0.8)
    .linear([1.1, 0.95, 0.75], [10, 2, -4])
    .jpeg({ quality: 80 })
    .toBuffer();
  return { grade, jpeg: shifted };
}
