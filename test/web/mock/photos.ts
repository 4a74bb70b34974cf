import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { seededRandom } from './random.ts';

/** Photos by the hash of their bytes: JPEGs of a folder, or else rubble of coloured shards. */
export async function loadPhotos(folder: string | undefined): Promise<ReadonlyMap<string, Buffer>> {
  const pictures = folder === undefined ? await paintedPictures() : await picturesOf(folder);
  return new Map(pictures.map((bytes) => [createHash('sha256').update(bytes).digest('hex'), bytes]));
}

async function picturesOf(folder: string): Promise<Buffer[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jpg')).sort();
  const step = Math.max(1, Math.floor(names.length / 12));
  return Promise.all(names.filter((_, index) => index % step === 0).map((name) => readFile(join(folder, name))));
}

function paintedPictures(): Promise<Buffer[]> {
  return Promise.all(
    Array.from({ length: 8 }, (_, index) => {
      const random = seededRandom(index + 1);
      const shards = Array.from({ length: 260 }, () => {
        const [x, y, size, turn] = [random() * 800, random() * 600, 20 + random() * 90, random() * 180];
        const grey = Math.round(50 + random() * 130);
        const fill = `rgb(${grey + 20},${grey},${Math.round(grey * (0.7 + random() * 0.3))})`;
        return `<rect x="${x}" y="${y}" width="${size}" height="${size / 3}" fill="${fill}" transform="rotate(${turn} ${x} ${y})"/>`;
      });
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><rect width="800" height="600" fill="#3b3632"/>${shards.join('')}</svg>`;
      return sharp(Buffer.from(svg)).jpeg({ quality: 82 }).toBuffer();
    }),
  );
}
