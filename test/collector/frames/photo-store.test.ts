import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PhotoStore } from '../../../collector/frames/photo-store.ts';

let folder: string;
let photos: PhotoStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scalehouse-photos-'));
  photos = new PhotoStore(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const PHOTO = Buffer.from('a photo');
const SHA = createHash('sha256').update(PHOTO).digest('hex');
const files = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());

describe('the photo store', () => {
  it('keeps a photo under the first two of its SHA-256', async () => {
    await photos.put(SHA, PHOTO);
    expect(photos.pathOf(SHA)).toBe(join(folder, 'frames', SHA.slice(0, 2), `${SHA}.jpg`));
    expect(await readFile(photos.pathOf(SHA))).toEqual(PHOTO);
  });

  it('keeps the same photo once and does not write it again', async () => {
    await photos.put(SHA, PHOTO);
    const { ino } = await stat(photos.pathOf(SHA));
    await photos.put(SHA, PHOTO);
    expect((await stat(photos.pathOf(SHA))).ino).toBe(ino);
    expect(await files()).toHaveLength(1);
  });

  it('keeps a photo that comes many times at once, and lets every giver know', async () => {
    await Promise.all(Array.from({ length: 20 }, () => photos.put(SHA, PHOTO)));
    expect(await readFile(photos.pathOf(SHA))).toEqual(PHOTO);
    expect(await files()).toHaveLength(1);
  });

  it('writes a photo anew that lies there in another length', async () => {
    await mkdir(dirname(photos.pathOf(SHA)), { recursive: true });
    await writeFile(photos.pathOf(SHA), 'a pho');
    await photos.put(SHA, PHOTO);
    expect(await readFile(photos.pathOf(SHA))).toEqual(PHOTO);
  });

  it('says so when a photo cannot be written, and takes it the next time', async () => {
    await writeFile(join(folder, 'frames'), 'in the way');
    await expect(photos.put(SHA, PHOTO)).rejects.toThrow();
    await rm(join(folder, 'frames'));
    await photos.put(SHA, PHOTO);
    expect(await readFile(photos.pathOf(SHA))).toEqual(PHOTO);
  });

  it('removes a photo, and does not mind one that is gone', async () => {
    await photos.put(SHA, PHOTO);
    await photos.remove(SHA);
    await photos.remove(SHA);
    expect(await files()).toEqual([]);
  });

  it('sweeps away what a crash left half-written, and nothing else', async () => {
    await photos.put(SHA, PHOTO);
    await writeFile(`${photos.pathOf(SHA)}.4711.part`, 'a ph');
    await photos.sweep();
    expect((await files()).map(({ name }) => name)).toEqual([`${SHA}.jpg`]);
  });

  it('has nothing to sweep before the first photo', async () => {
    await photos.sweep();
    expect(await files()).toEqual([]);
  });
});
