import { readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { ModelCard } from '../../../collector/grading/model-card.ts';
import { FrameUndecodable, readPhoto } from '../../../collector/grading/preprocess.ts';
import { viewsOf } from '../../../collector/grading/views.ts';

const fixture = (name: string) => readFileSync(path.join(import.meta.dirname, 'fixtures', name));
const jpeg = fixture('guillotine.jpg');

const CARD: Pick<ModelCard, 'input' | 'views'> = {
  input: {
    name: 'input',
    width: 224,
    height: 224,
    layout: 'NCHW',
    colours: 'RGB',
    mean: [127.5, 127.5, 127.5],
    std: [127.5, 127.5, 127.5],
    resize: 'shorter-side-lanczos3',
  },
  views: { kind: 'squares-and-tiles', tileSide: 336 },
};

const SIZE = 3 * 224 * 224;

async function tensorOf(bytes: Uint8Array, region: Parameters<typeof readPhoto>[2] = null) {
  return viewsOf(await readPhoto(bytes, CARD.views.tileSide, region), CARD);
}

function blank(width: number, height: number) {
  return sharp({ create: { width, height, channels: 3, background: { r: 255, g: 0, b: 127 } } });
}

describe('preprocessing', () => {
  it('agrees with the Python preprocessing the model was trained with', async () => {
    // [views][channel][row][column], means over cells of 16x16, from models/training/preprocessing_fixture.py
    const expected: number[][][][] = JSON.parse(fixture('guillotine-cells.json').toString());
    const { values, views } = await tensorOf(jpeg);
    expect(views).toBe(expected.length);
    const sums = new Float64Array(views * 3 * 14 * 14);
    values.forEach((value, i) => {
      const plane = Math.floor(i / (224 * 224));
      const row = Math.floor((i % (224 * 224)) / 224 / 16);
      const column = Math.floor((i % 224) / 16);
      const cell = (plane * 14 + row) * 14 + column;
      sums[cell] = (sums[cell] ?? 0) + value / 256;
    });
    const differences = expected.flat(3).map((value, cell) => Math.abs(value - (sums[cell] ?? Number.NaN)));
    // the two libraries enlarge this small picture a little differently
    expect(Math.max(...differences)).toBeLessThan(0.06);
    expect(differences.reduce((sum, one) => sum + one, 0) / differences.length).toBeLessThan(0.015);
  });

  it.each([
    [300, 300, 5],
    [1280, 720, 9],
    [720, 1280, 9],
    [1500, 500, 15],
    [4000, 200, 18],
  ])('shows a photo of %i x %i in %i views', async (width, height, views) => {
    expect((await tensorOf(await blank(width, height).jpeg().toBuffer())).views).toBe(views);
  });

  it('hands over the colours in the order red, green, blue', async () => {
    const { values } = await tensorOf(await blank(224, 224).jpeg({ quality: 100 }).toBuffer());
    for (const [channel, expected] of [1, -1, 0].entries())
      expect(values[channel * 224 * 224]).toBeCloseTo(expected, 1);
  });

  it('reads a grey JPEG as a colour one', async () => {
    const grey = await blank(400, 300).greyscale().jpeg().toBuffer();
    expect((await tensorOf(grey)).values).toHaveLength(9 * SIZE);
  });

  it('turns a photo upright before it looks for the region', async () => {
    const lying = await blank(640, 480).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    const left = [0, 1].flatMap((y) => [0, 0.5].map((x) => ({ x: y === 0 ? x : 0.5 - x, y })));
    const photo = await readPhoto(lying, 336, left);
    expect(photo.height / photo.width).toBeCloseTo(640 / 240, 1);
  });

  it('greys what lies outside the region, and looks at its box alone', async () => {
    const triangle = [
      { x: 0.5, y: 0.5 },
      { x: 1, y: 0.5 },
      { x: 1, y: 1 },
    ];
    const photo = await readPhoto(await blank(3840, 2160).jpeg().toBuffer(), 336, triangle);
    expect([photo.width, photo.height]).toEqual([597, 336]);
    const bottomLeft = (335 * 597 + 3) * 3;
    expect([...photo.pixels.subarray(bottomLeft, bottomLeft + 3)]).toEqual([127, 127, 127]);
    const topRight = (3 * 597 + 590) * 3;
    expect(photo.pixels[topRight]).toBeGreaterThan(250);
    expect(photo.inside?.reduce((sum, one) => sum + one, 0)).toBeCloseTo((597 * 336) / 2, -3);
  });

  it.each([
    ['a truncated JPEG', () => jpeg.subarray(0, jpeg.length / 2)],
    ['nothing', () => new Uint8Array()],
    ['an SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['a JPEG signature before garbage', () => Buffer.concat([jpeg.subarray(0, 3), Buffer.alloc(2000, 7)])],
    ['a PNG', () => blank(20, 20).png().toBuffer()],
    ['a JPEG of more than 40 megapixels', () => blank(8000, 5001).jpeg().toBuffer()],
  ])('refuses %s', async (_, bytes) => {
    await expect(readPhoto(await bytes(), 336)).rejects.toThrow(FrameUndecodable);
  });
});
