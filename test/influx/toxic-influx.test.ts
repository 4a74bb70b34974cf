import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hasInfluxd, type RealInflux, startInflux } from './real-influx.ts';
import { startToxic, type ToxicInflux } from './toxic-influx.ts';

describe.skipIf(!hasInfluxd)('a door before InfluxDB that fails as it is told', () => {
  let real: RealInflux;
  let toxic: ToxicInflux;

  beforeAll(async () => {
    real = await startInflux();
    toxic = await startToxic(real);
  });
  afterAll(async () => {
    await toxic?.stop();
    await real?.stop();
  });
  afterEach(async () => {
    toxic.be({ kind: 'well' });
    toxic.refuseLines(null);
    toxic.takeSeen();
    await real.query('DROP MEASUREMENT "lift"');
  });

  const write = (lines: string, signal: AbortSignal | null = null) =>
    fetch(`${toxic.url}/api/v2/write?org=o&bucket=${real.database}&precision=ns`, {
      method: 'POST',
      headers: { authorization: `Token ${toxic.token}`, 'content-encoding': 'gzip' },
      body: gzipSync(lines),
      signal,
    });
  const weights = async () => (await real.query('SELECT "kg" FROM "lift"')).map(({ kg }) => kg);

  it('writes by /api/v2/write what the real one then has', async () => {
    expect((await write('lift,yard=a kg=1i 1\nlift,yard=a kg=2i 2')).status).toBe(204);
    expect(await weights()).toEqual([1, 2]);
    expect(toxic.takeSeen()).toEqual([{ path: '/api/v2/write', status: 204, lines: 2 }]);
  });

  it('wants its token', async () => {
    const answer = await fetch(`${toxic.url}/api/v2/write?bucket=${real.database}`, {
      method: 'POST',
      body: 'lift kg=1i 1',
    });
    expect(answer.status).toBe(401);
    expect(await weights()).toEqual([]);
  });

  it('refuses the next request alone when told so, with Retry-After', async () => {
    toxic.be({ kind: 'refuse', status: 429, retryAfter: '7' }, 1);
    const refused = await write('lift kg=1i 1');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '7']);
    expect((await write('lift kg=1i 1')).status).toBe(204);
  });

  it.each([
    ['written', 'partial write: field type conflict', [1, 3]],
    ['dropped', 'field type conflict', []],
  ] as const)('refuses a bad line with the others %s', async (others, reason, kept) => {
    toxic.refuseLines({ marker: 'yard=bad', others });
    const answer = await write('lift,yard=a kg=1i 1\nlift,yard=bad kg=2i 2\nlift,yard=a kg=3i 3');
    expect(answer.status).toBe(400);
    expect((await answer.json()) as object).toEqual({ code: 'invalid', message: expect.stringContaining(reason) });
    expect(await weights()).toEqual(kept);
  });

  it.each([
    ['before', []],
    ['after', [1]],
  ] as const)('drops the connection %s the store has the points', async (when, kept) => {
    toxic.be({ kind: 'reset', when }, 1);
    await expect(write('lift kg=1i 1')).rejects.toThrow('fetch failed');
    expect(await weights()).toEqual(kept);
  });

  it('hangs until the client gives up', async () => {
    toxic.be({ kind: 'hang' }, 1);
    await expect(write('lift kg=1i 1', AbortSignal.timeout(50))).rejects.toThrow('timeout');
  });

  it('is away and comes back at the same address', async () => {
    await toxic.goAway();
    await expect(write('lift kg=1i 1')).rejects.toThrow('fetch failed');
    await toxic.comeBack();
    expect((await write('lift kg=1i 1')).status).toBe(204);
  });

  it('deletes by /api/v2/delete as 2.x does', async () => {
    await write('lift kg=1i 1000000000\nlift kg=2i 2000000000');
    const body = { start: '1970-01-01T00:00:00Z', stop: '1970-01-01T00:00:02Z', predicate: '_measurement="lift"' };
    const answer = await fetch(`${toxic.url}/api/v2/delete?org=o&bucket=${real.database}`, {
      method: 'POST',
      headers: { authorization: `Token ${toxic.token}` },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(204);
    expect(await weights()).toEqual([2]);
  });
});
