import { readFileSync } from 'node:fs';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { readPhoto } from '../../../collector/grading/preprocess.ts';
import { unusableReason } from '../../../collector/grading/usable.ts';
import type { UnusableReason } from '../../../domain/visits/events.ts';
import { paintScrap } from '../../demo-yard/painter/paint-scrap.ts';
import { hasSharedData, jpegsIn, scrapPhotos } from './shared-data.ts';

/** Ways to spoil a photo whose shorter side has `side` pixels. */
const SPOILT: [UnusableReason, string, (photo: Sharp, side: number) => Sharp | Promise<Sharp>][] = [
  ['DARK', 'at night', (photo) => photo.linear(0.12, 0)],
  ['BRIGHT', 'over-exposed', (photo) => photo.linear(2.6, 90)],
  ['BLURRED', 'out of focus', (photo, side) => photo.blur(side * 0.008)],
  [
    'COLOUR_CAST',
    'under sodium light',
    (photo) =>
      photo.recomb([
        [1.9, 0, 0],
        [0, 0.6, 0],
        [0, 0, 0.03],
      ]),
  ],
  ['BLOCKED', 'behind the magnet', behindMagnet],
];

/** A dark disc over most of the picture. */
async function behindMagnet(photo: Sharp): Promise<Sharp> {
  const { width, height } = await photo.metadata();
  const disc = `<ellipse cx="50%" cy="50%" rx="52%" ry="62%" fill="#3a3c40"/>`;
  const magnet = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${disc}</svg>`,
  );
  return photo.composite([{ input: magnet }]);
}

async function reasonOf(jpeg: Uint8Array): Promise<UnusableReason | null> {
  return unusableReason(await readPhoto(jpeg, 336));
}

async function spoil(jpeg: Uint8Array, change: (typeof SPOILT)[number][2]): Promise<Uint8Array> {
  const photo = sharp(jpeg).toColourspace('srgb');
  const { width, height } = await photo.metadata();
  return (await change(photo, Math.min(width, height))).jpeg().toBuffer();
}

describe('painted pictures', () => {
  const pictures = [
    paintScrap({ grade: 'heavy', seed: 3, width: 640, height: 360 }),
    paintScrap({ grade: 'shredded', seed: 4, width: 640, height: 360 }),
    paintScrap({ grade: 'new_bale', seed: 5, width: 640, height: 360 }),
  ];

  it('are usable as they are', async () => {
    for (const picture of pictures) expect(await reasonOf(await picture)).toBeNull();
  });

  it.each(SPOILT)('are %s when taken %s', async (reason, _, change) => {
    for (const picture of pictures) expect(await reasonOf(await spoil(await picture, change))).toBe(reason);
  });

  it('are judged by what lies within the region alone', async () => {
    const scrap = await pictures[0];
    const beside = await sharp({ create: { width: 640, height: 360, channels: 3, background: '#777' } })
      .composite([{ input: await sharp(scrap).resize(160, 90).toBuffer(), left: 0, top: 0 }])
      .jpeg()
      .toBuffer();
    const corner = [
      { x: 0, y: 0 },
      { x: 0.25, y: 0 },
      { x: 0.25, y: 0.25 },
      { x: 0, y: 0.25 },
    ];
    expect(await reasonOf(beside)).toBe('BLOCKED');
    expect(unusableReason(await readPhoto(beside, 336, corner))).not.toBe('BLOCKED');
  });
});

describe.runIf(hasSharedData)('real photos of scrap', () => {
  const photos = jpegsIn(scrapPhotos)
    .filter((_, at) => at % 8 === 0)
    .map((file) => readFileSync(file));

  it('are hardly ever called unusable', async () => {
    const reasons = await Promise.all(photos.map(reasonOf));
    expect(reasons.filter((reason) => reason !== null).length / photos.length).toBeLessThanOrEqual(0.03);
  });

  it.each(SPOILT)('are mostly %s when taken %s', async (reason, _, change) => {
    const reasons = await Promise.all(photos.map(async (photo) => reasonOf(await spoil(photo, change))));
    expect(reasons.filter((one) => one === reason).length / photos.length).toBeGreaterThanOrEqual(0.9);
  });
});
