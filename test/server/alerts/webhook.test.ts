import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { ALERT_CODES, type Cause } from '../../../domain/alerting.ts';
import type { Alert } from '../../../domain/wire/http-api.ts';
import { AlertStore } from '../../../server/alerts/alert-store.ts';
import { openAlertsFile } from '../../../server/alerts/alerts-file.ts';
import { alertText } from '../../../server/alerts/texts.ts';
import { Webhook } from '../../../server/alerts/webhook.ts';
import { tempDir } from '../build.ts';

const NOON = Date.parse('2026-11-23T12:00:00+09:00');
const SILENT: Cause = {
  ...{ code: 'DEVICE_SILENT', yard: 'a', device: 'weigh/wb01', about: '', isQuiet: false },
  params: { since: '2026-11-23T11:29:00.000+09:00' },
};
const AWAY: Cause = { ...SILENT, code: 'COLLECTOR_AWAY', yard: null, device: null, params: {} };

interface Heard {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly type: string | undefined;
  readonly body: Record<string, unknown>;
}

let heard: Heard[];
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let url: string;
let dataDir: string;
let store: AlertStore;
let now: number;
let warnings: object[];

beforeEach(async () => {
  heard = [];
  warnings = [];
  now = NOON;
  answer = (_, response) => void response.writeHead(204).end();
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      text += chunk;
    });
    request.on('end', () => {
      const { method, url: path, headers } = request;
      heard.push({ method, path, type: headers['content-type'], body: text === '' ? {} : JSON.parse(text) });
      answer(request, response);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?key=1`;
  dataDir = await tempDir();
  store = new AlertStore(openAlertsFile(dataDir), true);
});
afterEach(() => store.close());

function hook(more: { readonly url?: string; readonly timeoutMs?: number } = {}): Webhook {
  return new Webhook({
    ...{ url, store, nameOf: (yard) => `${yard} 야드`, now: () => now },
    logger: { warn: (what: object) => void warnings.push(what) },
    ...more,
  });
}

const openId = () => [...store.open().values()][0]?.id ?? 0;
const events = () => heard.map(({ body }) => `${body.code} ${body.event}`);

describe('the webhook', () => {
  it('is told in Korean when an alert is raised and when it is resolved, once each', async () => {
    store.raise(SILENT, NOON);
    const one = hook();
    await one.send();
    expect(heard).toEqual([
      {
        ...{ method: 'POST', path: '/hook?key=1', type: 'application/json; charset=utf-8' },
        body: {
          text: '[주의] a 야드: weigh/wb01 장치가 평소와 달리 11-23 11:29부터 조용합니다. 전원과 통신을 확인해 주세요.',
          ...{ event: 'raised', id: openId(), code: 'DEVICE_SILENT', level: 'warning', yard: 'a', yardName: 'a 야드' },
          ...{ device: 'weigh/wb01', params: SILENT.params },
          ...{ raisedAt: '2026-11-23T12:00:00.000+09:00', resolvedAt: null },
        },
      },
    ]);
    store.resolve(openId(), NOON + 60_000);
    now += 60_000;
    await one.send();
    await one.send();
    expect(heard).toHaveLength(2);
    expect(heard[1]?.body).toMatchObject({ event: 'resolved', resolvedAt: '2026-11-23T12:01:00.000+09:00' });
    expect(heard[1]?.body.text).toMatch(/^\[해소\] a 야드: /);
  });

  it('is told several alerts in order, by one call or by calls at once', async () => {
    store.raise(AWAY, NOON);
    store.raise(SILENT, NOON);
    const one = hook();
    await Promise.all([one.send(), one.send()]);
    expect(events()).toEqual(['COLLECTOR_AWAY raised', 'DEVICE_SILENT raised']);
  });

  it('that fails is tried again, later and later, six times in all, and then given up', async () => {
    answer = (_, response) => void response.writeHead(500).end('no');
    store.raise(AWAY, NOON);
    const one = hook();
    const triedAfter: number[] = [];
    for (const end = NOON + 3 * 3_600_000; now < end; now += 1_000) {
      const before = heard.length;
      await one.send();
      if (heard.length > before) triedAfter.push((now - NOON) / 1_000);
    }
    expect(triedAfter).toEqual([0, 5, 35, 155, 755, 4355]);
    expect(warnings.at(-1)).toMatchObject({ failure: 'answered 500', isGivenUp: true });
    expect(store.nextTelling(now)).toBeNull();
    expect(store.countOpen(null)).toBe(1);
  }, 60_000);

  it('never hears the end of an alert before its beginning', async () => {
    answer = (_, response) => void response.writeHead(503).end();
    store.raise(AWAY, NOON);
    const one = hook();
    await one.send();
    store.resolve(openId(), NOON + 1_000);
    now += 1_000;
    await one.send();
    expect(events()).toEqual(['COLLECTOR_AWAY raised']);
    answer = (_, response) => void response.writeHead(200).end();
    now += 5_000;
    await one.send();
    expect(events()).toEqual(['COLLECTOR_AWAY raised', 'COLLECTOR_AWAY raised', 'COLLECTOR_AWAY resolved']);
  });

  it('is told after a restart what it was not told before', async () => {
    answer = (_, response) => void response.writeHead(503).end();
    store.raise(AWAY, NOON);
    await hook().send();
    store.close();
    store = new AlertStore(openAlertsFile(dataDir), true);
    answer = (_, response) => void response.writeHead(200).end();
    now += 5_000;
    await hook().send();
    expect(events()).toEqual(['COLLECTOR_AWAY raised', 'COLLECTOR_AWAY raised']);
    expect(store.nextTelling(now)).toBeNull();
  });

  it('that is set later hears nothing of what was before', async () => {
    store.raise(AWAY, NOON);
    store.close();
    store = new AlertStore(openAlertsFile(dataDir), false);
    store.resolve(openId(), NOON);
    store.close();
    store = new AlertStore(openAlertsFile(dataDir), true);
    await hook().send();
    expect(heard).toEqual([]);
  });

  it('cannot send the alerts elsewhere', async () => {
    answer = (_, response) => void response.writeHead(307, { location: '/elsewhere' }).end();
    store.raise(AWAY, NOON);
    await hook().send();
    expect(heard.map(({ path }) => path)).toEqual(['/hook?key=1']);
    expect(warnings).toMatchObject([{ failure: 'answered 307', isGivenUp: false }]);
  });

  it('that never answers is left after its time', async () => {
    answer = () => {};
    store.raise(AWAY, NOON);
    await hook({ timeoutMs: 50 }).send();
    expect(warnings).toMatchObject([{ failure: expect.stringContaining('timeout') }]);
    expect(store.nextTelling(now + 5_000)).toMatchObject({ attempts: 1 });
  });

  it('that nobody runs is tried again', async () => {
    const gone = createServer();
    await new Promise<void>((listening) => gone.listen(0, '127.0.0.1', listening));
    const { port } = gone.address() as AddressInfo;
    await new Promise((closed) => gone.close(closed));
    store.raise(AWAY, NOON);
    await hook({ url: `http://127.0.0.1:${port}/` }).send();
    expect(warnings).toMatchObject([{ failure: expect.stringContaining('ECONNREFUSED') }]);
  });

  it('does not hold up the stop, which costs no try', async () => {
    const asked = new Promise<void>((resolve) => {
      answer = () => resolve();
    });
    store.raise(AWAY, NOON);
    const one = hook();
    const sending = one.send();
    await asked;
    await one.stop();
    await sending;
    expect(store.nextTelling(now)).toMatchObject({ attempts: 0 });
  });
});

describe('the Korean text', () => {
  const alert = (code: Alert['code'], params: Alert['params']): Alert => ({
    ...{ id: 1, code, level: 'alarm', yard: null, device: 'gate/rad01', params },
    ...{ raisedAt: '', seenAt: null, seenBy: null, resolvedAt: null },
  });

  it.each(ALERT_CODES)('of %s is a sentence without holes', (code) => {
    const params = {
      ...{ since: '2026-11-23T11:29:00.000+09:00', trouble: 'SQLITE_FULL', due: 1234, count: 5 },
      ...{ fromDay: '2026-11-20', toDay: '2026-11-22', offsetMinutes: -7, microSvPerHour: 0.9 },
      ...{ partner: '한빛스틸', slip: '20261122-0001', deadline: '2026-11-30T23:59:59.999+09:00' },
    };
    const text = alertText('raised', alert(code, params), null);
    expect(text).toMatch(/^\[경보\] 시스템: .+[.]$/);
    expect(text).not.toMatch(/undefined|NaN|null/);
  });

  it.each([
    ['DEVICE_CLOCK_OFF', { offsetMinutes: 12 }, '시계가 12분 느립니다'],
    ['DEVICE_CLOCK_OFF', { offsetMinutes: -7 }, '시계가 7분 빠릅니다'],
    ['DATABASE_AWAY', { due: 12_345 }, '12,345건'],
    ['RADIATION_ALARM', {}, '방사선 경보입니다(gate/rad01).'],
    ['RADIATION_ALARM', { microSvPerHour: 0.9 }, '(gate/rad01, 0.9 μSv/h)'],
  ] as const)('of %s with %j says %s', (code, params, said) => {
    expect(alertText('raised', alert(code, params), null)).toContain(said);
  });
});
