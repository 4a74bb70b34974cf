import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { build, type TestServer } from '../build.ts';

async function withPhoto(): Promise<TestServer & { cookie: string; sha256: string; jpeg: Buffer; file: string }> {
  const server = await build();
  const jpeg = await sharp({ create: { width: 640, height: 360, channels: 3, background: '#446' } })
    .jpeg()
    .toBuffer();
  const sha256 = createHash('sha256').update(jpeg).digest('hex');
  const folder = join(server.dataDir, 'frames', sha256.slice(0, 2));
  const file = join(folder, `${sha256}.jpg`);
  await mkdir(folder, { recursive: true });
  await writeFile(file, jpeg);
  server.rows.yard('yard-a');
  server.rows.event({ yard: 'yard-a', kind: 'frame', id: 'f1', at: 1, sha256, role: 'frame' });
  return { ...server, cookie: await server.login(), sha256, jpeg, file };
}

test('a photo comes back byte for byte and may be kept for ever', async () => {
  const { get, cookie, sha256, jpeg } = await withPhoto();
  const answer = await get(`/api/frames/${sha256}`, cookie);
  expect(answer.statusCode).toBe(200);
  expect(answer.headers).toMatchObject({
    'content-type': 'image/jpeg',
    'cache-control': 'private, max-age=31536000, immutable',
    'content-length': String(jpeg.length),
  });
  expect(answer.rawPayload.equals(jpeg)).toBe(true);
});

test.each([
  [320, 320, 180],
  [16, 16, 9],
  [3_840, 640, 360],
])('asked for a width of %i it is %i by %i', async (width, expectedWidth, expectedHeight) => {
  const { get, cookie, sha256 } = await withPhoto();
  const url = `/api/frames/${sha256}?width=${width}`;
  const [first, again] = await Promise.all([get(url, cookie), get(url, cookie)]);
  const { format, width: gotWidth, height } = await sharp(first.rawPayload).metadata();
  expect([format, gotWidth, height]).toEqual(['jpeg', expectedWidth, expectedHeight]);
  expect(again.rawPayload.equals(first.rawPayload)).toBe(true);
});

test('a photo that retention removed is not found, in any size', async () => {
  const { get, cookie, sha256, file } = await withPhoto();
  expect((await get(`/api/frames/${sha256}?width=100`, cookie)).statusCode).toBe(200);
  await rm(file);
  expect((await get(`/api/frames/${sha256}`, cookie)).statusCode).toBe(404);
  expect((await get(`/api/frames/${sha256}?width=100`, cookie)).statusCode).toBe(404);
});

test('a file that no ledger row names is not found', async () => {
  const { get, cookie } = await withPhoto();
  expect((await get(`/api/frames/${'0'.repeat(64)}`, cookie)).statusCode).toBe(404);
});

test.each(['width=15', 'width=3841', 'width=wide'])('%s is refused', async (query) => {
  const { get, cookie, sha256 } = await withPhoto();
  expect((await get(`/api/frames/${sha256}?${query}`, cookie)).statusCode).toBe(400);
});

test.each(['..%2F..%2Faccounts.sqlite', 'ABC', '%00'])('%s is no photo', async (name) => {
  const { get, cookie } = await withPhoto();
  expect((await get(`/api/frames/${name}`, cookie)).statusCode).toBe(400);
});
