import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPaintedPhotos } from './photos/painted-photos.ts';
import { openPhotoFolder } from './photos/photo-folder.ts';
import { planDay } from './plan/plan-day.ts';
import { seriesOf } from './plan/plan-source.ts';
import { DEMO_YARDS } from './yards.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'photos-'));
});
afterEach(() => rm(folder, { recursive: true }));

const addPhoto = async (name: string, shade: number): Promise<void> => {
  const background = { r: shade, g: shade, b: shade };
  await sharp({ create: { width: 64, height: 36, channels: 3, background } })
    .jpeg()
    .toFile(join(folder, name));
};
const choice = (grade: 'heavy' | 'light' | 'cast', variant: number) => ({ grade, variant, isLowConfidence: false });

describe('a folder of photos', () => {
  it('gives its files byte for byte, the same for the same choice', async () => {
    await addPhoto('b.JPG', 20);
    await addPhoto('a.jpeg', 200);
    await writeFile(join(folder, 'notes.txt'), 'no photo');
    const photos = await openPhotoFolder(folder);
    expect(await photos.photo(choice('heavy', 0))).toEqual(await readFile(join(folder, 'a.jpeg')));
    expect(await photos.photo(choice('heavy', 1))).toEqual(await readFile(join(folder, 'b.JPG')));
    expect(await photos.photo(choice('light', 2))).toEqual(await readFile(join(folder, 'a.jpeg')));
    expect(photos.isHonest).toBe(false);
  });

  it('chooses fitting photos by the labels, and plans only grades it has', async () => {
    await addPhoto('1.jpg', 20);
    await addPhoto('2.jpg', 90);
    await addPhoto('3.jpg', 200);
    const labels = [
      { file: '1.jpg', grade: 'cast' },
      { file: '2.jpg', grade: 'heavy' },
      { file: '3.jpg', grade: 'heavy' },
      { file: 'gone.jpg', grade: 'light' },
      { file: '1.jpg', grade: 'no such grade' },
    ];
    await writeFile(join(folder, 'labels.json'), JSON.stringify(labels));
    const photos = await openPhotoFolder(folder);
    expect(photos.grades).toEqual(['heavy', 'cast']);
    expect(photos.isHonest).toBe(true);
    expect(await photos.photo(choice('cast', 5))).toEqual(await readFile(join(folder, '1.jpg')));
    expect(await photos.photo(choice('heavy', 1))).toEqual(await readFile(join(folder, '3.jpg')));

    const source = { seed: 1, series: seriesOf(1, photos.seriesMark), grades: photos.grades, isHonest: true };
    const { visits } = planDay(DEMO_YARDS[0], '2026-11-22', source);
    const shown = new Set(visits.flatMap(({ lifts }) => lifts.map(({ photo }) => photo.grade)));
    expect([...shown].sort()).toEqual(['cast', 'heavy']);
    for (const { declaredGrade } of visits) expect(['중량A', '중량B', '주물']).toContain(declaredGrade);
  });

  it.each([
    ['holds no JPEG', async () => undefined],
    ['does not exist', async () => rm(folder, { recursive: true }).then(() => writeFile(folder, ''))],
    ['has broken labels', async () => addPhoto('a.jpg', 9).then(() => writeFile(join(folder, 'labels.json'), '{}'))],
  ])('is refused by the name of its setting when it %s', async (_, prepare) => {
    await prepare();
    await expect(openPhotoFolder(folder)).rejects.toMatchObject({
      code: 'SETTING_INVALID',
      params: { variable: 'DEMO_PHOTOS' },
    });
  });
});

describe('painted photos', () => {
  it('are JPEGs of a camera, modest in size, the same for the same seed', async () => {
    const photos = await openPaintedPhotos(3);
    const again = await openPaintedPhotos(3);
    for (const variant of [0, 1]) {
      const picture = await photos.photo(choice('heavy', variant));
      const { width, height, format } = await sharp(picture).metadata();
      expect([width, height, format]).toEqual([1280, 720, 'jpeg']);
      expect(picture.length).toBeLessThan(200_000);
      expect(await again.photo(choice('heavy', variant))).toEqual(picture);
    }
    expect(await photos.photo(choice('heavy', 0))).not.toEqual(await photos.photo(choice('heavy', 1)));
    expect(again.tag).toBe(photos.tag);
  });
});
