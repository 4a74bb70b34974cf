import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { build, type TestServer } from '../build.ts';

async function withPhoto(
  width = 640,
): Promise<TestServer & { cookie: string; sha256: string; jpeg: Buffer; file: string }> {
  const server = await build();
  const jpeg = await sharp({ create: { width, height: (width * 9) / 16, channels: 3, background: '#446' } })
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

/** A wide photo of a truck: of one brought, of another buyer's, of none yet. */
async function withPhotoOf(visit: string | null): Promise<Awaited<ReturnType<typeof withPhoto>>> {
  const server = await withPhoto(1_600);
  const { rows } = server;
  const trucks = { yard: 'yard-a', openedAt: 1, closedAt: 2, grades: { heavy: 1_000 } };
  rows.visit({ ...trucks, id: 'in', partner: '가람' });
  rows.visit({ ...trucks, id: 'elsewhere', direction: 'outbound', partner: '다른제강' });
  if (visit !== null) rows.run('UPDATE standing SET visit = ?', visit);
  return server;
}

test.each([
  ['in', 'procurement', null, 200],
  ['elsewhere', 'procurement', null, 404],
  [null, 'procurement', null, 404],
  ['in', 'procurement', ['yard-b'], 404],
  ['elsewhere', 'plant', ['yard-a'], 200],
  [null, 'plant', ['yard-a'], 200],
  ['in', 'plant', ['yard-b'], 404],
] as const)('a photo of the truck %j is for %s of %j: %i', async (visit, role, yards, status) => {
  const server = await withPhotoOf(visit);
  const cookie = await server.loginAs({ name: 'lee', role, yards: yards === null ? null : [...yards] });
  expect((await server.get(`/api/frames/${server.sha256}`, cookie)).statusCode).toBe(status);
  expect((await server.get(`/api/frames/${server.sha256}?width=100`, cookie)).statusCode).toBe(status);
});

test.each([
  ['', 960],
  ['?width=3840', 960],
  ['?width=320', 320],
])('without the right to the original, a photo asked for as %j is %i wide', async (query, expected) => {
  const server = await withPhotoOf('in');
  const cookie = await server.loginAs({ name: 'lee', role: 'procurement', yards: null });
  const answer = await server.get(`/api/frames/${server.sha256}${query}`, cookie);
  expect((await sharp(answer.rawPayload).metadata()).width).toBe(expected);
  expect(
    (await sharp((await server.get(`/api/frames/${server.sha256}`, server.cookie)).rawPayload).metadata()).width,
  ).toBe(1_600);
});
