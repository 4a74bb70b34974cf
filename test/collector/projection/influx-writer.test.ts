import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { InfluxWriter, WriteFailure } from '../../../collector/projection/influx-writer.ts';
import type { InfluxSettings } from '../../../domain/settings.ts';
import { confirm, type InfluxStandIn, startStandIn } from './influx-stand-in.ts';

const NOW = Date.UTC(2026, 2, 2, 0, 0, 0);
const LINE = 'lift,yard=gamcheon visit="",kg=1i 1772409600000000000';

let influx: InfluxStandIn;

beforeAll(async () => {
  influx = await startStandIn();
});
afterAll(() => influx.stop());
beforeEach(() => {
  influx.asked.length = 0;
  influx.answer = confirm;
});

const writerTo = (overrides: Partial<InfluxSettings> = {}, answerWithinMs = 5_000) =>
  new InfluxWriter(influx.settings(overrides), { now: () => NOW, answerWithinMs });

/** Why a write failed; a write that succeeds is an error. */
async function failureOf(writing: Promise<void>): Promise<WriteFailure> {
  const failure = await writing.then(
    () => null,
    (error: unknown) => error,
  );
  if (failure instanceof WriteFailure) return failure;
  throw new Error(`no WriteFailure: ${String(failure)}`);
}

const refuse =
  (status: number, headers: Record<string, string>, body = '') =>
  (response: ServerResponse) =>
    void response.writeHead(status, headers).end(body);
const JSON_BODY = { 'content-type': 'application/json' };

describe('a write', () => {
  it('is one request of nanoseconds to /api/v2/write with the token', async () => {
    await writerTo({ token: 'a secret' }).write([LINE, LINE]);
    expect(influx.asked).toMatchObject([
      {
        path: '/api/v2/write?org=my%20org&bucket=a%20bucket&precision=ns',
        headers: { authorization: 'Token a secret' },
        lines: [LINE, LINE],
      },
    ]);
  });

  it('carries user and password where there is no token, whatever characters they have', async () => {
    await writerTo({ username: 'yard 1', password: 'a:b한' }).write([LINE]);
    const [, encoded = ''] = influx.asked[0]?.headers.authorization?.split(' ') ?? [];
    expect(Buffer.from(encoded, 'base64').toString()).toBe('yard 1:a:b한');
    await writerTo({ token: 'T', username: 'u', password: 'p' }).write([LINE]);
    expect(influx.asked[1]?.headers.authorization).toBe('Token T');
    await writerTo().write([LINE]);
    expect(influx.asked[2]?.headers.authorization).toBeUndefined();
  });

  it.each([
    ['/write?db=scalehouse', '/write?db=scalehouse'],
    ['/write?db=scalehouse&precision=ms&rp=year', '/write?db=scalehouse&rp=year'],
    ['/influx/write', '/influx/write'],
  ])('goes to the path of the settings, always in nanoseconds: %s', async (writePath, path) => {
    await writerTo({ writePath }).write([LINE]);
    expect(influx.asked[0]?.path).toBe(path);
  });

  it('is compressed when it is long, and stays one request', async () => {
    const lines = Array.from({ length: 20_000 }, (_, at) => `${LINE.slice(0, -5)}${10_000 + at}`);
    await writerTo().write(lines);
    expect(influx.asked).toHaveLength(1);
    expect(influx.asked[0]?.headers['content-encoding']).toBe('gzip');
    expect(influx.asked[0]?.lines).toEqual(lines);
  });

  it('does not mix with another one at the same time', async () => {
    const answers: ServerResponse[] = [];
    influx.answer = (response) => {
      answers.push(response);
      if (answers.length < 2) return;
      for (const [at, open] of answers.entries()) open.writeHead(at === 0 ? 201 : 204).end();
    };
    const writer = writerTo();
    const outcomes = await Promise.allSettled([writer.write(['a v=1 1']), writer.write(['b v=1 1'])]);
    const partly = influx.asked.findIndex(({ lines }) => lines[0] === 'a v=1 1') === 0 ? 0 : 1;
    expect(outcomes.map(({ status }) => status)).toEqual(
      partly === 0 ? ['rejected', 'fulfilled'] : ['fulfilled', 'rejected'],
    );
    expect(influx.asked.map(({ lines }) => lines.length)).toEqual([1, 1]);
  });
});

describe('an answer that is no confirmation', () => {
  it.each([
    ['InfluxDB 2 and 3', refuse(400, JSON_BODY, '{"code":"invalid","message":"unable to parse"}'), 'unable to parse'],
    ['InfluxDB 1', refuse(400, JSON_BODY, '{"error":"partial write: dropped=1"}'), 'partial write: dropped=1'],
    ['a proxy', refuse(400, { 'content-type': 'text/html' }, '<h1>Bad</h1>'), '400 Bad Request : <h1>Bad</h1>'],
    ['nobody in particular', refuse(400, {}), '400 Bad Request'],
  ])('says what %s says', async (_, answer, message) => {
    influx.answer = answer;
    expect(await failureOf(writerTo().write([LINE]))).toMatchObject({ status: 400, message, retryAt: null });
  });

  it.each([
    ['seconds', '120', NOW + 120_000],
    ['a date', 'Mon, 02 Mar 2026 00:10:00 GMT', NOW + 600_000],
    ['neither', 'soon', null],
  ])('names the time it asks for in %s', async (_, after, retryAt) => {
    for (const status of [429, 503]) {
      influx.answer = refuse(status, { 'retry-after': after });
      expect(await failureOf(writerTo().write([LINE]))).toMatchObject({ status, retryAt });
    }
  });

  it.each([200, 202, 301, 401, 403, 404, 413, 422, 500, 502, 504])('keeps its status: %i', async (status) => {
    influx.answer = refuse(status, { location: '/elsewhere' }, 'no');
    expect((await failureOf(writerTo().write([LINE]))).status).toBe(status);
    expect(influx.asked).toHaveLength(1);
  });

  it('is the 201 by which InfluxDB 3 says that it wrote only some lines', async () => {
    influx.answer = refuse(201, {}, 'partial');
    expect((await failureOf(writerTo().write([LINE]))).status).toBe(201);
    influx.answer = confirm;
    await expect(writerTo().write([LINE])).resolves.toBeUndefined();
  });
});

describe('no answer', () => {
  it('of a server that hangs is given up, with its connection', async () => {
    let closed: Promise<unknown> = Promise.resolve();
    influx.answer = (response) => {
      closed = once(response, 'close');
    };
    expect(await failureOf(writerTo({}, 50).write([LINE]))).toMatchObject({
      status: null,
      message: 'no answer in time',
    });
    await closed;
    influx.answer = confirm;
    await expect(writerTo().write([LINE])).resolves.toBeUndefined();
  });

  it('of a server that hangs within its answer is given up, too', async () => {
    influx.answer = (response) => void response.writeHead(500, { 'content-length': '100' }).write('half');
    expect((await failureOf(writerTo({}, 50).write([LINE]))).status).toBeNull();
  });

  it('of a connection that breaks is told', async () => {
    influx.answer = (response) => void response.socket?.resetAndDestroy();
    expect(await failureOf(writerTo().write([LINE]))).toMatchObject({
      status: null,
      message: expect.stringMatching(/reset|hang up/i),
    });
  });

  it('of an address where nobody listens is told', async () => {
    const nobody = createServer().listen(0, '127.0.0.1');
    await once(nobody, 'listening');
    const url = `http://127.0.0.1:${(nobody.address() as AddressInfo).port}`;
    nobody.close();
    await once(nobody, 'close');
    expect(await failureOf(writerTo({ url }).write([LINE]))).toMatchObject({
      status: null,
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('is not waited for once it is stopped', async () => {
    const writer = writerTo({}, 60_000);
    influx.answer = () => writer.stop();
    expect((await failureOf(writer.write([LINE]))).status).toBeNull();
  });
});
