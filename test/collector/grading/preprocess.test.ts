import { readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { ModelInput } from '../../../collector/grading/model-files.ts';
import { FrameUndecodable, readPhotoTensor } from '../../../collector/grading/preprocess.ts';

const fixture = (name: string) => readFileSync(path.join(import.meta.dirname, 'fixtures', name));
const jpeg = fixture('guillotine.jpg');

const INPUT: ModelInput = {
  name: 'input',
  width: 224,
  height: 224,
  layout: 'NCHW',
  colours: 'RGB',
  mean: [127.5, 127.5, 127.5],
  std: [127.5, 127.5, 127.5],
  resize: 'shorter-side-lanczos3',
};

function blank(width: number, height: number) {
  return sharp({ create: { width, height, channels: 3, background: { r: 255, g: 0, b: 127 } } });
}

describe('preprocessing', () => {
  it('agrees with the Python preprocessing the model was trained with', async () => {
    // [views][channel][row][column], means over cells of 16x16, from models/training/preprocessing_fixture.py
    const expected: number[][][][] = JSON.parse(fixture('guillotine-cells.json').toString());
    const { values, views } = await readPhotoTensor(jpeg, INPUT, 3);
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
    expect(Math.max(...differences)).toBeLessThan(0.02);
  });

  it('shows a square photo in one view and a wide one in three', async () => {
    expect((await readPhotoTensor(await blank(300, 300).jpeg().toBuffer(), INPUT, 3)).views).toBe(1);
    expect((await readPhotoTensor(await blank(1280, 720).jpeg().toBuffer(), INPUT, 3)).views).toBe(3);
    expect((await readPhotoTensor(await blank(720, 1280).jpeg().toBuffer(), INPUT, 3)).views).toBe(3);
  });

  it('hands over the colours in the order red, green, blue', async () => {
    const { values } = await readPhotoTensor(await blank(224, 224).jpeg({ quality: 100 }).toBuffer(), INPUT, 3);
    for (const [channel, expected] of [1, -1, 0].entries()) {
      expect(values[channel * 224 * 224]).toBeCloseTo(expected, 1);
    }
  });

  it('reads a grey JPEG as a colour one', async () => {
    const grey = await blank(400, 300).greyscale().jpeg().toBuffer();
    expect((await readPhotoTensor(grey, INPUT, 3)).values).toHaveLength(3 * 3 * 224 * 224);
  });

  it.each([
    ['a truncated JPEG', () => jpeg.subarray(0, jpeg.length / 2)],
    ['nothing', () => new Uint8Array()],
    ['an SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['a JPEG signature before garbage', () => Buffer.concat([jpeg.subarray(0, 3), Buffer.alloc(2000, 7)])],
    ['a PNG', () => blank(20, 20).png().toBuffer()],
    ['a JPEG of more than 40 megapixels', () => blank(8000, 5001).jpeg().toBuffer()],
  ])('refuses %s', async (_, bytes) => {
    await expect(readPhotoTensor(await bytes(), INPUT, 3)).rejects.toThrow(FrameUndecodable);
  });
});
