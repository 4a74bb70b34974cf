import { expect, test } from 'vitest';
import { unpackedSize } from '../../../server/program/unpacked-size.ts';
import { workbook } from './projects.ts';

test('a workbook is measured by unpacking it', () => {
  expect(unpackedSize(workbook(), 1_000_000)).toBeGreaterThan(workbook().length);
});

test('a workbook that holds more than it may is not read to its end', () => {
  expect(unpackedSize(workbook(), 1_000)).toBeNull();
});

test('a directory that lies about the size deceives nobody', () => {
  const lying = Buffer.from(workbook());
  const entry = lying.indexOf(Buffer.of(0x50, 0x4b, 0x01, 0x02));
  lying.writeUInt32LE(1, entry + 24);
  expect(unpackedSize(lying, 1_000_000)).toBe(unpackedSize(workbook(), 1_000_000));
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['noise', Buffer.alloc(500, 7)],
  ['half a workbook', workbook().subarray(0, 300)],
])('%s is no archive', (_, bytes) => {
  expect(unpackedSize(bytes, 1_000_000)).toBeNull();
});
