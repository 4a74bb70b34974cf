import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { readJpegHeader } from '../../../collector/frames/jpeg-header.ts';
import { jpeg } from '../../fixtures/jpegs.ts';

const bytes = (...parts: (number | readonly number[])[]) => Uint8Array.from(parts.flat());
const START = [0xff, 0xd8];
const END = [0xff, 0xd9];
/** A segment of a marker, its length in front of its content. */
const segment = (marker: number, ...content: number[]) => [0xff, marker, 0, content.length + 2, ...content];
const frame = (width: number, height: number, marker = 0xc0) =>
  segment(marker, 8, height >> 8, height & 0xff, width >> 8, width & 0xff, 1, 1, 0x11, 0);
const SCAN = [...segment(0xda, 1, 1, 0, 0, 63, 0), 0x12, 0x34, 0xff, 0x00, 0x56];
/** An EXIF segment with a whole JPEG in it, as cameras keep a thumbnail. */
const THUMBNAIL = segment(0xe1, 0x45, 0x78, 0x69, 0x66, ...START, ...frame(16, 12), ...SCAN, ...END);

describe('the header of a JPEG', () => {
  it.each<[string, Uint8Array, { width: number; height: number }]>([
    ['the smallest there is', bytes(START, frame(1, 1), SCAN, END), { width: 1, height: 1 }],
    ['one with more than a byte of size', bytes(START, frame(1_280, 720), SCAN, END), { width: 1_280, height: 720 }],
    ['a progressive one', bytes(START, frame(8, 6, 0xc2), SCAN, SCAN, END), { width: 8, height: 6 }],
    [
      'tables in front',
      bytes(START, segment(0xdb, 0), segment(0xc4, 0), frame(8, 6), SCAN, END),
      { width: 8, height: 6 },
    ],
    ['a thumbnail in EXIF', bytes(START, THUMBNAIL, frame(8, 6), SCAN, END), { width: 8, height: 6 }],
    ['fill bytes before a marker', bytes(START, 0xff, 0xff, frame(8, 6), SCAN, END), { width: 8, height: 6 }],
    ['zeros after the end', bytes(START, frame(8, 6), SCAN, END, new Array(500).fill(0)), { width: 8, height: 6 }],
    [
      'a second picture after the end',
      bytes(START, frame(8, 6), SCAN, END, START, frame(2, 2)),
      { width: 8, height: 6 },
    ],
    ['the most pixels', bytes(START, frame(8_000, 5_000), SCAN, END), { width: 8_000, height: 5_000 }],
  ])('is read from %s', (_, photo, size) => {
    expect(readJpegHeader(photo)).toEqual({ ok: true, ...size });
  });

  it.each<[string, Uint8Array, string]>([
    ['nothing', bytes(), 'FRAME_NOT_JPEG'],
    ['an SVG', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'FRAME_NOT_JPEG'],
    ['a PNG', bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), 'FRAME_NOT_JPEG'],
    ['a start alone', bytes(START), 'FRAME_NOT_JPEG'],
    ['a start and half a marker', bytes(START, 0xff), 'FRAME_TRUNCATED'],
    ['a start and its end', bytes(START, END), 'FRAME_TRUNCATED'],
    ['a header that ends before the scan', bytes(START, frame(8, 6)), 'FRAME_TRUNCATED'],
    ['a segment longer than the file', bytes(START, 0xff, 0xe0, 0xff, 0xff, 1), 'FRAME_TRUNCATED'],
    ['a segment shorter than its length', bytes(START, 0xff, 0xe0, 0, 1, frame(8, 6), SCAN, END), 'FRAME_TRUNCATED'],
    ['no marker where one has to be', bytes(START, segment(0xe0, 1), 0x00, frame(8, 6), SCAN, END), 'FRAME_TRUNCATED'],
    ['a scan without an end', bytes(START, frame(8, 6), SCAN), 'FRAME_TRUNCATED'],
    ['a thumbnail with an end, and a picture without', bytes(START, THUMBNAIL, frame(8, 6), SCAN), 'FRAME_TRUNCATED'],
    ['a scan of no frame', bytes(START, SCAN, END), 'FRAME_NOT_JPEG'],
    ['a frame of no width', bytes(START, frame(0, 6), SCAN, END), 'FRAME_NOT_JPEG'],
    ['a frame of no height', bytes(START, frame(8, 0), SCAN, END), 'FRAME_NOT_JPEG'],
    ['a pixel row too many', bytes(START, frame(8_000, 5_001), SCAN, END), 'FRAME_TOO_LARGE'],
    ['as many pixels as it can state', bytes(START, frame(65_535, 65_535), SCAN, END), 'FRAME_TOO_LARGE'],
  ])('is refused of %s', (_, photo, code) => {
    expect(readJpegHeader(photo)).toMatchObject({ ok: false, code });
  });
});

describe('a real JPEG', () => {
  const made: { name: string; photo: Buffer }[] = [];
  beforeAll(async () => {
    made.push(
      { name: 'baseline', photo: await jpeg(321, 123) },
      { name: 'progressive', photo: await jpeg(321, 123, 40, { progressive: true }) },
      {
        name: 'with EXIF',
        photo: await sharp(await jpeg(321, 123))
          .withMetadata({ orientation: 6 })
          .jpeg()
          .toBuffer(),
      },
      {
        name: 'grey',
        photo: await sharp(await jpeg(321, 123))
          .greyscale()
          .jpeg()
          .toBuffer(),
      },
    );
  });

  it('has the size sharp gave it, baseline, progressive, with EXIF or grey', () => {
    for (const { name, photo } of made) {
      expect([name, readJpegHeader(photo)]).toEqual([name, { ok: true, width: 321, height: 123 }]);
    }
  });

  it('that was cut off anywhere is refused', () => {
    for (const { photo } of made) {
      for (let length = 0; length < photo.length - 1; length += 7) {
        expect(readJpegHeader(photo.subarray(0, length)).ok).toBe(false);
      }
    }
  });

  it('of 60 megapixels is refused by its header alone', async () => {
    expect(readJpegHeader(await jpeg(10_000, 6_000, 9, { quality: 1 }))).toMatchObject({ code: 'FRAME_TOO_LARGE' });
  });
});
