import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { build, type TestServer } from '../build.ts';
import { partnerOf, photoOf, yardOf } from '../slips/slip-yard.ts';

async function scene() {
  const server = await build();
  const yard = yardOf(server);
  const visit = yard.truck({ ticket: 't1' });
  yard.issueSlip(visit);
  return { server, yard, visit, partner: (await partnerOf(server)).cookie };
}

const upload = (
  { http }: TestServer,
  visit: string,
  cookie: string | undefined,
  payload: Buffer,
  type = 'image/jpeg',
) =>
  http.inject({
    method: 'POST',
    url: `/api/visits/${visit}/evidence`,
    headers: { 'content-type': type, ...(cookie === undefined ? {} : { cookie }) },
    payload,
  });

test('a photo is kept by its content, without the place that the telephone wrote into it', async () => {
  const { server, visit, partner } = await scene();
  const sent = await photoOf();
  expect(sent.includes('telephone')).toBe(true);
  const taken = await upload(server, visit, partner, sent);
  expect([taken.statusCode, taken.json()]).toEqual([
    201,
    { sha256: expect.stringMatching(/^[0-9a-f]{64}$/), bytes: expect.any(Number) },
  ]);
  const { sha256, bytes } = taken.json();
  expect(readdirSync(join(server.dataDir, 'evidence', sha256.slice(0, 2)))).toEqual([sha256]);
  const kept = await server.get(`/api/evidence/${sha256}`, partner);
  expect(kept.headers).toMatchObject({
    'content-type': 'image/jpeg',
    'content-length': String(bytes),
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, max-age=31536000, immutable',
  });
  expect(createHash('sha256').update(kept.rawPayload).digest('hex')).toBe(sha256);
  const { exif, width, height } = await sharp(kept.rawPayload).metadata();
  expect([exif, width, height]).toEqual([undefined, 640, 480]);
  const small = await server.get(`/api/evidence/${sha256}?width=160`, partner);
  expect(await sharp(small.rawPayload).metadata()).toMatchObject({ format: 'jpeg', width: 160, height: 120 });
  expect((await server.get(`/api/evidence/${sha256}?width=5`, partner)).statusCode).toBe(400);
  // the same photo again is the same file
  expect((await upload(server, visit, partner, sent)).json()).toEqual({ sha256, bytes });
});

test('a photo that lies on its side is kept upright', async () => {
  const { server, visit, partner } = await scene();
  const lying = await sharp(await photoOf())
    .withMetadata({ orientation: 6 })
    .toBuffer();
  const { sha256 } = (await upload(server, visit, partner, lying)).json();
  const kept = await server.get(`/api/evidence/${sha256}`, partner);
  expect(await sharp(kept.rawPayload).metadata()).toMatchObject({ width: 480, height: 640 });
});

test('a PNG stays a PNG, whatever type it claims', async () => {
  const { server, visit, partner } = await scene();
  const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  const { sha256 } = (await upload(server, visit, partner, png, 'text/html')).json();
  expect((await server.get(`/api/evidence/${sha256}`, partner)).headers['content-type']).toBe('image/png');
});

test.each([
  ['HTML', '<!doctype html><script>alert(1)</script>', 'html'],
  ['an SVG', '<svg onload="x"/>', 'svg'],
  ['a PDF', '%PDF-1.7\n%%EOF', 'pdf'],
  ['nothing', '', 'empty'],
  ['a JPEG of nothing but its ends', '\xff\xd8\xff\xff\xd9', 'damaged'],
])('%s is refused with what it is', async (_, text, found) => {
  const { server, visit, partner } = await scene();
  const answer = await upload(server, visit, partner, Buffer.from(text, 'latin1'));
  expect([answer.statusCode, answer.json()]).toMatchObject([415, { code: 'FILE_TYPE_REFUSED', params: { found } }]);
  expect(answer.json().message).toContain('JPEG, PNG');
});

test('a photo that breaks off in its middle is refused; one with a film behind it is not', async () => {
  const { server, visit, partner } = await scene();
  const photo = await photoOf();
  const torn = await upload(server, visit, partner, photo.subarray(0, photo.length - 200));
  expect([torn.statusCode, torn.json().params]).toMatchObject([415, { found: 'damaged' }]);
  const moving = await upload(server, visit, partner, Buffer.concat([photo, Buffer.alloc(5_000, 'SEFT')]));
  expect(moving.statusCode).toBe(201);
});

test('a picture of few bytes that says it has too many pixels is refused before it is unpacked', async () => {
  const { server, visit, partner } = await scene();
  const bomb = await photoOf();
  const frame = bomb.indexOf(Buffer.of(0xff, 0xc0, 0x00, 0x11));
  // height and width of the frame header (ITU T.81, B.2.2)
  bomb.writeUInt16BE(60_000, frame + 5);
  bomb.writeUInt16BE(60_000, frame + 7);
  const answer = await upload(server, visit, partner, bomb);
  expect([answer.statusCode, answer.json()]).toMatchObject([413, { code: 'FILE_TOO_BIG', params: { megapixels: 40 } }]);
  expect(answer.json().message).toContain('4000만 화소');
});

test('a photo of 40 MB is refused before it is read', async () => {
  const { server, visit, partner } = await scene();
  await server.http.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.http.server.address() as AddressInfo;
  const answer = await new Promise<{ status: number; text: string }>((resolve, reject) => {
    const asked = request({
      ...{ host: '127.0.0.1', port, path: `/api/visits/${visit}/evidence`, method: 'POST' },
      headers: { cookie: partner, 'content-type': 'image/jpeg', 'content-length': 40 * 1024 * 1024 },
    });
    asked.on('error', reject);
    asked.on('response', (response) => {
      let text = '';
      response.on('data', (part) => {
        text += part;
      });
      response.on('end', () => {
        asked.destroy();
        resolve({ status: response.statusCode ?? 0, text });
      });
    });
    // the first byte alone: whoever answers now has not waited for the others
    asked.write(Buffer.of(0xff));
  });
  expect([answer.status, JSON.parse(answer.text).code]).toEqual([413, 'FILE_TOO_BIG']);
  expect(existsSync(join(server.dataDir, 'evidence'))).toBe(false);
});

test('photos are handed in for trucks of one’s own, by parties alone', async () => {
  const { server, yard, visit, partner } = await scene();
  const other = yard.truck({ ticket: 't2', partner: '다른상회' });
  const photo = await photoOf();
  const plant = await server.loginAs({ name: 'kim', role: 'plant', yards: ['y1'] });
  const procurement = await server.loginAs({ name: 'yoon', role: 'procurement', yards: null });
  expect((await upload(server, other, partner, photo)).statusCode).toBe(404);
  expect((await upload(server, visit, undefined, photo)).statusCode).toBe(401);
  expect((await upload(server, visit, procurement, photo)).statusCode).toBe(403);
  const { sha256 } = (await upload(server, visit, plant, photo)).json();
  expect((await server.get(`/api/evidence/${sha256}`, plant)).statusCode).toBe(200);
  expect((await server.get(`/api/evidence/${sha256}`, partner)).statusCode).toBe(404);
  expect((await server.get(`/api/evidence/${'0'.repeat(64)}`, plant)).statusCode).toBe(404);
});

test('a party that has handed in forty photos for a truck hands in no more', async () => {
  const { server, visit, partner } = await scene();
  for (let colour = 0; colour < 40; colour += 1) {
    const photo = await photoOf({ width: 16, height: 16, colour: `rgb(${colour * 6}, 0, 0)` });
    expect((await upload(server, visit, partner, photo)).statusCode).toBe(201);
  }
  const answer = await upload(server, visit, partner, await photoOf());
  expect([answer.statusCode, answer.json().params]).toEqual([422, { problem: 'EVIDENCE_TOO_MUCH', limit: 40 }]);
});
