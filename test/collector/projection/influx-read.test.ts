import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { InfluxReader } from '../../../collector/projection/influx-read.ts';
import type { InfluxSettings } from '../../../domain/settings.ts';
import { hasInfluxd, type RealInflux, startInflux } from '../../influx/real-influx.ts';
import { startToxic, type ToxicInflux } from '../../influx/toxic-influx.ts';

describe('who asks', () => {
  const servers: ReturnType<typeof createServer>[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  /** What a server is told when it is asked with these settings; it answers `body`. */
  async function asked(settings: Partial<InfluxSettings>, body: string) {
    const heard: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      heard.push(request.method, request.url, request.headers.authorization);
      response.end(body);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const none = {
      token: null,
      username: null,
      password: null,
      org: 'o',
      bucket: 'b c',
      writePath: null,
      retentionDays: {},
    };
    const answer = await new InfluxReader({ url, ...none, ...settings }).ask('SELECT "kg" FROM "lift"');
    return { heard, answer };
  }
  const NOTHING = '{"results":[{"statement_id":0}]}';

  it.each([
    [{ token: 'abc' }, 'Token abc'],
    [{ token: 'abc', username: 'u', password: 'p' }, 'Token abc'],
    [{ username: '한빛', password: 'p:q' }, `Basic ${Buffer.from('한빛:p:q').toString('base64')}`],
    [{ username: 'u' }, 'Basic dTo='],
    [{}, undefined],
  ])('is told with %j as %j', async (settings, authorization) => {
    const { heard, answer } = await asked(settings, NOTHING);
    expect(heard).toEqual(['GET', '/query?db=b+c&q=SELECT+%22kg%22+FROM+%22lift%22', authorization]);
    expect(answer).toEqual({ series: [] });
  });

  it.each(['<html>', '[]', '{"results":[{"series":1}]}'])('hears that %j is no answer', async (body) => {
    const { answer } = await asked({}, body);
    expect(answer).toEqual({ failure: { kind: 'statement', status: 200, message: 'not an answer of InfluxDB' } });
  });
});

describe.skipIf(!hasInfluxd)('a question to a real InfluxDB', () => {
  let influx: RealInflux;
  let toxic: ToxicInflux;

  beforeAll(async () => {
    influx = await startInflux();
    toxic = await startToxic(influx);
  });
  afterAll(async () => {
    await toxic?.stop();
    await influx?.stop();
  });
  afterEach(() => toxic.be({ kind: 'well' }));

  const readerOf = (settings: InfluxSettings, withinMs?: number) => new InfluxReader(settings, withinMs);
  const QUESTION = 'SELECT "kg" FROM "lift"';

  it('is answered by series, or refused as a statement', async () => {
    await influx.write('lift,yard=a kg=1i 1');
    expect(await readerOf(toxic.settings()).ask(QUESTION)).toMatchObject({
      series: [{ columns: ['time', 'kg'], rows: [[expect.anything(), 1]] }],
    });
    expect(await readerOf(influx.settings({ bucket: 'nowhere' })).ask(QUESTION)).toMatchObject({
      failure: { kind: 'statement', message: expect.stringContaining('database not found: nowhere') },
    });
    expect(await readerOf(influx.settings()).ask('SELECT')).toMatchObject({
      failure: { kind: 'refused', status: 400 },
    });
  });

  it('fails as a value with a wrong token, a hung server, a dropped connection, a server that is away', async () => {
    expect(await readerOf(toxic.settings({ token: 'wrong' })).ask(QUESTION)).toMatchObject({
      failure: { kind: 'refused', status: 401 },
    });
    toxic.be({ kind: 'hang' }, 1);
    expect(await readerOf(toxic.settings(), 50).ask(QUESTION)).toMatchObject({
      failure: { kind: 'unreachable', status: null, message: expect.stringContaining('timeout') },
    });
    toxic.be({ kind: 'reset', when: 'after' }, 1);
    expect(await readerOf(toxic.settings()).ask(QUESTION)).toMatchObject({ failure: { kind: 'unreachable' } });
    await toxic.goAway();
    expect(await readerOf(toxic.settings()).ask(QUESTION)).toMatchObject({
      failure: { kind: 'unreachable', message: expect.stringContaining('ECONNREFUSED') },
    });
    await toxic.comeBack();
  });

  it('ends when it is stopped', async () => {
    toxic.be({ kind: 'hang' }, 1);
    const reader = readerOf(toxic.settings());
    const answer = reader.ask(QUESTION);
    reader.stop();
    expect(await answer).toMatchObject({ failure: { kind: 'unreachable' } });
  });
});
