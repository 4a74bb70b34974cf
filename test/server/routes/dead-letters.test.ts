import { expect, test } from 'vitest';
import { previewOf } from '../../../server/stores/dead-letters.ts';
import { build, type TestServer, withBroker } from '../build.ts';

const AT = Date.parse('2026-11-22T09:30:00+09:00');
const MESSAGE = Buffer.from('{"id":"w1","kg":0,"plate":"부산86바1234","driver":"홍길동"}');

interface Letter {
  readonly yard?: string | null;
  readonly tenant?: string;
  readonly code?: string;
  readonly bytes?: Buffer;
  readonly isKept?: boolean;
}

/** Writes a letter as the collector would. */
function letter({ rows }: TestServer, more: Letter = {}): void {
  const { yard = 'yard-a', tenant = 'hanbit', code = 'KG_INVALID', bytes = MESSAGE, isKept = true } = more;
  const address = yard === null ? [null, null, null, null] : [tenant, yard, 'weigh', 'wb01'];
  rows.run(
    `INSERT INTO dead_letter (received_at, topic, tenant, yard, area, device, id, code, detail, first_bytes, size, payload,
       properties) VALUES (?, 'scrap/v1/…', ?, ?, ?, ?, 'w1', ?, 'kg must be a whole number', ?, ?, ?, '{}')`,
    ...[AT, ...address, code, bytes.subarray(0, 256), bytes.length, isKept ? bytes : null],
  );
}

function tried({ rows }: TestServer, deadLetter: number, code: string | null): void {
  rows.run(
    "INSERT INTO retry_row (dead_letter, command, by, reason, at, code, detail) VALUES (?, 'c1', 'kim', '고침', ?, ?, '')",
    ...[deadLetter, AT + 1, code],
  );
}

const reason = { reason: '설정을 고침' };

test('a letter shows its reason, its first bytes without persons, and what was tried', async () => {
  const server = await build();
  server.rows.yard('yard-a');
  letter(server);
  letter(server, { code: 'FRAME_NOT_JPEG', bytes: Buffer.from([0xff, 0xd8, 0, 1]), isKept: false });
  tried(server, 1, 'KG_INVALID');
  const cookie = await server.login();
  const { letters, next } = (await server.get('/api/dead-letters', cookie)).json();
  expect(next).toBeNull();
  expect(letters).toMatchObject([
    { seq: 2, code: 'FRAME_NOT_JPEG', preview: 'ffd80001', isText: false, size: 4, canRetry: false, retries: [] },
    {
      ...{
        seq: 1,
        at: '2026-11-22T09:30:00.000+09:00',
        yard: 'yard-a',
        device: 'weigh/wb01',
        id: 'w1',
        canRetry: true,
      },
      ...{ preview: '{"id":"w1","kg":0,"plate":"부산86바 **34","driver":"***"}', isText: true },
      retries: [{ at: '2026-11-22T09:30:00.001+09:00', by: 'kim', reason: '고침', code: 'KG_INVALID' }],
    },
  ]);
});

test('letters are read page by page, the newest first, by yard and by code', async () => {
  const server = await build();
  for (const yard of ['yard-a', 'yard-b', 'yard-a', null, 'yard-a']) letter(server, { yard });
  letter(server, { code: 'TIME_INVALID' });
  const cookie = await server.login();
  const page = async (query: string) => {
    const { letters, next } = (await server.get(`/api/dead-letters?${query}`, cookie)).json();
    return [letters.map(({ seq }: { seq: number }) => seq), next];
  };
  expect(await page('limit=4')).toEqual([[6, 5, 4, 3], '3']);
  expect(await page('limit=4&cursor=3')).toEqual([[2, 1], null]);
  expect(await page('yard=yard-a&limit=3')).toEqual([[6, 5, 3], '3']);
  expect(await page('yard=yard-a&limit=3&cursor=3')).toEqual([[1], null]);
  expect(await page('code=TIME_INVALID')).toEqual([[6], null]);
  for (const cursor of ['x', '-1', '1%20OR%201']) {
    expect((await server.get(`/api/dead-letters?cursor=${cursor}`, cookie)).statusCode).toBe(400);
  }
});

test('a letter goes to the collector to be tried again, in the name of who asked, and is audited', async () => {
  const { server, heard } = await withBroker();
  server.rows.yard('yard-a');
  letter(server);
  const cookie = await server.loginAs({ name: 'kim', role: 'plant', yards: ['yard-a'] });
  const answer = await server.send('POST', '/api/dead-letters/1/retry', cookie, { reason: '  설정을 고침 ' });
  expect(answer.statusCode).toBe(202);
  expect(heard).toMatchObject([
    {
      ...{ topic: 'scrap-commands/v1/hanbit/yard-a/retry', qos: 1 },
      body: { id: answer.json().id, by: 'kim', deadLetter: 1, reason: '설정을 고침' },
    },
  ]);
});

test('a letter that names no yard is the administrator’s, and is tried again by way of any yard', async () => {
  const { server, heard } = await withBroker();
  server.rows.yard('yard-a');
  letter(server, { yard: null });
  letter(server, { yard: 'yard-of-nobody', tenant: 'stranger' });
  for (const yards of [null, ['yard-a']]) {
    const plant = await server.loginAs({ name: `kim-${yards}`, role: 'plant', yards });
    expect((await server.send('POST', '/api/dead-letters/1/retry', plant, reason)).statusCode).toBe(404);
    const { letters } = (await server.get('/api/dead-letters', plant)).json();
    expect(letters.map(({ seq }: { seq: number }) => seq)).toEqual(yards === null ? [2] : []);
  }
  const admin = await server.login();
  for (const seq of [1, 2]) {
    expect((await server.send('POST', `/api/dead-letters/${seq}/retry`, admin, reason)).statusCode).toBe(202);
  }
  expect(heard.map(({ topic }) => topic)).toEqual(Array(2).fill('scrap-commands/v1/hanbit/yard-a/retry'));
});

test('what cannot be tried again is refused at once, and so is what is none of the caller’s', async () => {
  const { server, heard } = await withBroker();
  letter(server, { yard: 'yard-b' });
  const admin = await server.login();
  const retry = async (seq: number | string, cookie = admin, body: object = reason) => {
    const answer = await server.send('POST', `/api/dead-letters/${seq}/retry`, cookie, body);
    return [answer.statusCode, answer.json().params?.letter];
  };
  expect(await retry(1)).toEqual([409, 'NO_YARD']);
  for (const yard of ['yard-a', 'yard-b']) server.rows.yard(yard);
  letter(server, { isKept: false });
  letter(server);
  tried(server, 3, null);
  expect(await retry(2)).toEqual([409, 'NOT_KEPT']);
  expect(await retry(3)).toEqual([409, 'ALREADY_BOOKED']);
  expect(await retry(4)).toEqual([404, undefined]);
  expect((await retry('x'))[0]).toBe(400);
  expect((await retry(1, admin, { reason: '  ' }))[0]).toBe(400);
  expect((await retry(1, admin, {}))[0]).toBe(400);
  const plant = await server.loginAs({ name: 'kim', role: 'plant', yards: ['yard-a'] });
  expect((await retry(1, plant))[0]).toBe(404);
  expect((await server.get('/api/dead-letters?yard=yard-b', plant)).statusCode).toBe(403);
  expect(heard).toEqual([]);
});

test('points that InfluxDB refused are shown with its reason, within the caller’s yards', async () => {
  const server = await build();
  for (const yard of ['yard-a', 'yard-b']) {
    server.rows.run(
      "INSERT INTO rejected_point (at, yard, kind, ref, line, status, reason) VALUES (?, ?, 'visit', 'v1', 'visit net_kg=1i 1', 400, 'field type conflict')",
      ...[AT, yard],
    );
  }
  const points = async (cookie: string) => (await server.get('/api/rejected-points', cookie)).json().points;
  expect(await points(await server.login())).toHaveLength(2);
  const plant = await server.loginAs({ name: 'kim', role: 'plant', yards: ['yard-a'] });
  expect(await points(plant)).toEqual([
    {
      ...{ seq: 1, at: '2026-11-22T09:30:00.000+09:00', yard: 'yard-a', line: 'visit net_kg=1i 1' },
      reason: '400 field type conflict',
    },
  ]);
});

test.each([
  ['nothing', Buffer.alloc(0), '', true],
  ['text', Buffer.from('kg=1\r\n\t다'), 'kg=1\r\n\t다', true],
  ['text that is cut through a character', Buffer.from('가나').subarray(0, 5), '가', true],
  ['what is no UTF-8', Buffer.from([0x61, 0xff]), '61ff', false],
  ['what has bytes that no text has', Buffer.from([0x61, 0]), '6100', false],
  ['a plate that is cut', Buffer.from('{"plate" : "부산86바12'), '{"plate" : "부산**', true],
])('the preview of %s', (_, bytes, preview, isText) => {
  expect(previewOf(bytes)).toEqual({ preview, isText });
});
