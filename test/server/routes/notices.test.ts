import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { build, PATIENCE, type TestServer, tempDir } from '../build.ts';

const REPORT = { name: 'daily', kind: 'daily', at: '06:30', audience: 'plant', format: 'xlsx', folder: true };
const SECRET = 'a-secret-of-the-receiver';

async function withNotices(content: object): Promise<TestServer> {
  const folder = await tempDir();
  writeFileSync(join(folder, 'secret'), SECRET);
  const file = join(folder, 'notices.json');
  writeFileSync(file, JSON.stringify(content));
  return await build({ NOTICES_FILE: file, REPORTS_DIR: join(folder, 'made') });
}

describe('notices over HTTP', () => {
  it('say that nothing is set', async () => {
    const server = await build();
    const answer = await server.get('/api/notices', await server.login());
    expect(answer.json()).toEqual({ configured: false, mail: false, reports: [], webhooks: [], deliveries: [] });
  });

  it("are the administrator's alone", async () => {
    const server = await withNotices({ reports: [REPORT] });
    for (const role of ['plant', 'procurement', 'programme'] as const) {
      const cookie = await server.loginAs({ name: role, role, yards: null });
      expect((await server.get('/api/notices', cookie)).statusCode).toBe(403);
      expect((await server.send('POST', '/api/notices/reports/daily/run', cookie)).statusCode).toBe(403);
    }
    expect((await server.get('/api/notices')).statusCode).toBe(401);
    expect((await server.send('POST', '/api/notices/reports/daily/run')).statusCode).toBe(401);
  });

  it('make a report when they are told to, note who asked for it, and show where it went', async () => {
    const server = await withNotices({ reports: [REPORT] });
    server.rows.yard('a');
    const cookie = await server.login();
    expect((await server.send('POST', '/api/notices/reports/daily/run', cookie)).statusCode).toBe(202);
    await vi.waitFor(async () => {
      const { deliveries } = (await server.get('/api/notices', cookie)).json();
      expect(deliveries).toMatchObject([{ way: 'folder', name: 'daily', state: 'done' }]);
    }, PATIENCE);
    const { deliveries } = (await server.get('/api/notices', cookie)).json();
    expect(readdirSync(deliveries[0].to)).toEqual([deliveries[0].what]);
    expect(deliveries[0].what).toMatch(/^daily-\d{4}-\d{2}-\d{2}-\d{6}\.xlsx$/);
    expect((await server.send('POST', '/api/notices/reports/nothing/run', cookie)).statusCode).toBe(404);
    const metrics = await server.get('/metrics');
    expect(metrics.body).toContain('scalehouse_notice_tries_total{way="folder",outcome="done"} 1');
    expect(metrics.body).toContain('scalehouse_notices_waiting{way="webhook"} 0');
  });

  it.each([
    ['/reports/0/at', { reports: [{ ...REPORT, at: '25:00' }] }],
    ['/reports/0/mail', { reports: [{ ...REPORT, mail: ['chief@yard.example'] }] }],
    [
      '/webhooks/0/secretFile',
      { webhooks: [{ name: 'erp', url: 'https://a.example', events: ['visit.closed'], secretFile: '/nowhere' }] },
    ],
    [
      '/webhooks/0',
      { webhooks: [{ name: 'erp', url: 'http://a.example', events: ['visit.closed'], secretFile: '/nowhere' }] },
    ],
  ])('stop the start by what is wrong at %s', async (place, content) => {
    await expect(withNotices(content)).rejects.toMatchObject({
      code: 'SETTING_INVALID',
      params: { variable: 'NOTICES_FILE', expected: expect.stringContaining(`not at ${place}`) },
    });
  });
});
