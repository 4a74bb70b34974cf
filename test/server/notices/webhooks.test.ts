import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { WebhookSetting } from '../../../domain/notices/notices-file.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../domain/units.ts';
import type { Visit } from '../../../domain/wire/http-api.ts';
import { NOTICE_EVENTS } from '../../../domain/wire/notices-api.ts';
import type { Notices } from '../../../server/notices/notices.ts';
import { openForReading } from '../../../server/stores/sqlite.ts';
import { tempDir } from '../build.ts';
import { LedgerRows } from '../ledger-rows.ts';
import { begin, kst, type Log, newLog, SECRET } from './begun.ts';
import { type HeardPost, type Receiver, receive } from './receiver.ts';

let dataDir: string;
let rows: LedgerRows;
let now: number;
let log: Log;
let receiver: Receiver;

beforeEach(async () => {
  dataDir = await tempDir();
  rows = new LedgerRows(dataDir);
  onTestFinished(() => rows.close());
  now = kst('2026-11-23T12:00:00');
  log = newLog();
  receiver = await receive();
});

function begun(...webhooks: Partial<WebhookSetting>[]): Notices {
  const own = webhooks.map((webhook) => ({ url: receiver.url, events: [...NOTICE_EVENTS], ...webhook }));
  const notices = begin({ dataDir, now: () => now, log, webhooks: own });
  let isStopped = false;
  const stop = async () => {
    if (isStopped) return;
    isStopped = true;
    await notices.stop();
  };
  onTestFinished(stop);
  return { ...notices, stop };
}

let seq = 1_000;
/** A row of a visit as the collector writes it, citing the one before. */
function visitRow(visit: Visit, more: Partial<Visit> = {}, cites: number | null = null): number {
  seq += 1;
  const body = { ...visit, ...more };
  rows.run(
    `INSERT INTO visit_row (seq, visit, revision, cites, cause, recorded_at, status, net, body)
     VALUES (?, ?, ?, ?, 'weighing', ?, ?, ?, ?)`,
    ...[seq, visit.id, seq, cites, now, body.status, body.net, JSON.stringify(body)],
  );
  return seq;
}

const OPEN = {
  ...{
    id: 'a-1',
    yard: 'a',
    tenant: 'hanbit',
    ticket: 'T1',
    plate: '부산86바 **34',
    direction: null,
    partner: '대한상사',
  },
  ...{ status: 'open', openedAt: '2026-11-23T11:00:00.000+09:00', closedAt: null, firstKg: 30_000, gross: null },
  ...{ tare: null, net: null, deduction: 0, accepted: null, grades: {}, declaredGrade: null, basis: 'none' },
  ...{ confidence: null, review: null, rule: 'weighted@1', exceptions: [], liftCount: 0, frameCount: 0, revision: 1 },
  restated: false,
} as Visit;
const CLOSED = {
  ...OPEN,
  ...{ status: 'closed', direction: 'inbound', closedAt: '2026-11-23T11:40:00.000+09:00', gross: 30_000, tare: 10_000 },
  ...{ net: 20_000, accepted: 20_000, grades: { unjudged: 20_000 } },
} as Visit;

interface Told {
  readonly id: string;
  readonly event: string;
  readonly at: string;
  readonly yard: string | null;
  readonly data: Record<string, unknown>;
}
const told = (of = receiver): Told[] => of.heard.map(({ body }) => JSON.parse(body) as Told);
const events = (of = receiver) => told(of).map(({ event, data }) => `${event} ${data.visit}`);

type IsGenuine = (signature: string, body: string, secret: string, unixNow: number) => boolean;

/** How a receiver checks a post, word for word as the document for receivers says it. */
async function documentedCheck(): Promise<IsGenuine> {
  const [, source = ''] = /```js\n([\s\S]*?)```/.exec(readFileSync('docs/notices.md', 'utf8')) ?? [];
  const module = Buffer.from(`${source}\nexport { isGenuine };`).toString('base64');
  const { isGenuine } = await import(/* @vite-ignore */ `data:text/javascript;base64,${module}`);
  return isGenuine as IsGenuine;
}

describe('a webhook', () => {
  it('is told of what comes after it was set, in order, signed so that a receiver can check it', async () => {
    visitRow({ ...CLOSED, id: 'old' });
    const notices = begun({});
    await notices.turn();
    const open = visitRow(OPEN);
    const closed = visitRow(CLOSED, {}, open);
    const confident = visitRow(CLOSED, { confidence: 0.8, frameCount: 2 }, closed);
    const judged = visitRow(CLOSED, { grades: { heavy: 12_000, light: 8_000 } }, confident);
    visitRow(CLOSED, { status: 'cancelled', net: null, grades: {} }, judged);
    await notices.turn();
    expect(events()).toEqual(['visit.closed a-1', 'visit.restated a-1', 'visit.cancelled a-1']);
    expect(told()[1]).toMatchObject({
      ...{ at: '2026-11-23T12:00:00.000+09:00', yard: 'a' },
      data: { partner: '대한상사', net: 20_000, grades: { heavy: 12_000, light: 8_000 }, plate: '부산86바 **34' },
    });
    const { headers, body } = receiver.heard[0] as HeardPost;
    const signature = String(headers['x-scalehouse-signature']);
    const unixNow = Math.floor(now / 1_000);
    const isGenuine = await documentedCheck();
    expect(isGenuine(signature, body, SECRET, unixNow)).toBe(true);
    expect(isGenuine(signature, body.replace('20000', '20001'), SECRET, unixNow)).toBe(false);
    expect(isGenuine(signature, body, 'a-secret-of-somebody-else', unixNow)).toBe(false);
    expect(isGenuine(signature.replace(/t=\d+/, `t=${unixNow + 1}`), body, SECRET, unixNow)).toBe(false);
    expect(isGenuine(signature, body, SECRET, unixNow + 301)).toBe(false);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
  });

  it('is told of slips and disputes without the words that were said', async () => {
    const notices = begun({});
    const row = visitRow(OPEN);
    await notices.turn();
    const slip = (version: number, state: string) =>
      rows.run(
        `INSERT INTO slip_row (tenant, yard, visit, number, version, state, visit_row, content, previous, sha256, reason, issued_at)
         VALUES ('hanbit', 'a', 'a-1', '20261123-0001', ?, ?, ?, '{}', '', ?, 'issued', ?)`,
        ...[version, state, row, `sha ${version}`, now + version],
      );
    slip(1, 'issued');
    slip(2, 'issued');
    slip(3, 'cancelled');
    for (const [place, step] of ['open', 'say', 'answer', 'withdraw'].entries()) {
      const event = rows.event({ yard: 'a', kind: 'dispute', id: step, at: now, role: 'none' });
      rows.run(
        `INSERT INTO dispute_row (dispute, tenant, yard, visit, partner, slip, slip_version, step, party, by, text, subject,
           photos, verdict, deadline, at, recorded_at, event)
         VALUES ('d-1', 'hanbit', 'a', 'a-1', '대한상사', '20261123-0001', 1, ?, 'partner', '김 과장', '속마음', ?, '[]', ?, 0, ?, ?, ?)`,
        ...[step, JSON.stringify({ kind: 'grade', wanted: 'heavy' }), step === 'answer' ? 'upheld' : null],
        ...[now, now + 10 + place, event],
      );
    }
    await notices.turn();
    expect(told().map(({ event }) => event)).toEqual([
      ...['slip.issued', 'slip.superseded', 'slip.cancelled'],
      ...['dispute.opened', 'dispute.said', 'dispute.answered', 'dispute.withdrawn'],
    ]);
    expect(told()[0]?.data).toEqual({
      ...{ visit: 'a-1', number: '20261123-0001', version: 1, state: 'issued', sha256: 'sha 1', previous: '' },
      reason: 'issued',
    });
    expect(told()[5]?.data).toMatchObject({
      dispute: 'd-1',
      verdict: 'upheld',
      subject: { kind: 'grade', wanted: 'heavy' },
    });
    expect(receiver.heard.map(({ body }) => body).join()).not.toMatch(/속마음|김 과장/);
  });

  it('is told of what it asked for, of its yards alone', async () => {
    const notices = begun({ events: ['visit.closed'], yards: ['a'] });
    await notices.turn();
    const closed = visitRow(CLOSED);
    visitRow(CLOSED, { status: 'cancelled' }, closed);
    visitRow({ ...CLOSED, id: 'b-1', yard: 'b' });
    await notices.turn();
    expect(events()).toEqual(['visit.closed a-1']);
  });

  it('loses nothing over a restart and hears nothing twice', async () => {
    const before = begun({});
    await before.turn();
    visitRow({ ...CLOSED, id: 'a-1' });
    await before.turn();
    await before.stop();
    visitRow({ ...CLOSED, id: 'a-2' });
    const after = begun({});
    await after.turn();
    visitRow({ ...CLOSED, id: 'a-3' });
    await after.turn();
    expect(events()).toEqual(['visit.closed a-1', 'visit.closed a-2', 'visit.closed a-3']);
    expect(new Set(told().map(({ id }) => id)).size).toBe(3);
  });

  it('goes on with a ledger that was restored and counts from an earlier row', async () => {
    const notices = begun({});
    await notices.turn();
    const first = visitRow({ ...CLOSED, id: 'a-1' });
    visitRow({ ...CLOSED, id: 'a-2' });
    await notices.turn();
    rows.run('DROP TRIGGER visit_row_no_delete');
    rows.run('DELETE FROM visit_row WHERE seq > ?', first);
    seq = first;
    await notices.turn();
    now += 1;
    visitRow({ ...CLOSED, id: 'a-3' });
    await notices.turn();
    expect(events()).toEqual(['visit.closed a-1', 'visit.closed a-2', 'visit.closed a-3']);
    expect(new Set(told().map(({ id }) => id)).size).toBe(3);
  });

  it('has the next event wait for the one before, which is told again under its id until it is taken', async () => {
    receiver.answer = (_, response) => void response.writeHead(503).end();
    const notices = begun({});
    await notices.turn();
    visitRow({ ...CLOSED, id: 'a-1' });
    visitRow({ ...CLOSED, id: 'a-2' });
    await notices.turn();
    await notices.turn();
    expect(events()).toEqual(['visit.closed a-1']);
    expect(notices.list().webhooks).toMatchObject([{ name: 'erp', waiting: 2 }]);
    receiver.answer = (_, response) => void response.writeHead(200).end('ok');
    now += MINUTE_MS;
    await notices.turn();
    expect(events()).toEqual(['visit.closed a-1', 'visit.closed a-1', 'visit.closed a-2']);
    expect(told()[1]).toEqual(told()[0]);
    expect(notices.list().webhooks).toMatchObject([{ waiting: 0 }]);
    expect(notices.list().deliveries).toMatchObject([
      { what: 'visit.closed a-2', state: 'done', attempts: 1, answer: 'answered 200' },
      { what: 'visit.closed a-1', state: 'done', attempts: 2, answer: 'answered 200' },
    ]);
  });

  it('that is slow holds no other', async () => {
    const other = await receive();
    receiver.answer = () => undefined;
    const notices = begun({ name: 'slow' }, { name: 'quick', url: other.url });
    await notices.turn();
    visitRow(CLOSED);
    const turning = notices.turn();
    await vi.waitFor(() => expect(other.heard).toHaveLength(1));
    visitRow({ ...CLOSED, id: 'a-2' });
    const more: Promise<void>[] = [];
    await vi.waitFor(() => {
      more.push(notices.turn());
      expect(events(other)).toEqual(['visit.closed a-1', 'visit.closed a-2']);
    });
    expect(receiver.heard).toHaveLength(1);
    expect(notices.list().webhooks).toMatchObject([{ waiting: 2 }, {}]);
    await Promise.all([turning, ...more]);
    expect(notices.list().deliveries.find(({ name, state }) => name === 'slow' && state === 'waiting')).toBeDefined();
  });

  it('is not followed to another address', async () => {
    const other = await receive();
    receiver.answer = (_, response) => void response.writeHead(307, { location: other.url }).end();
    const notices = begun({});
    await notices.turn();
    visitRow(CLOSED);
    await notices.turn();
    expect(other.heard).toEqual([]);
    expect(notices.list().deliveries).toMatchObject([{ state: 'waiting', answer: 'answered 307' }]);
  });

  it('that refuses one body holds the others no longer than five tries', async () => {
    receiver.answer = ({ body }, response) => void response.writeHead(body.includes('a-1') ? 422 : 204).end();
    const notices = begun({});
    await notices.turn();
    visitRow({ ...CLOSED, id: 'a-1' });
    visitRow({ ...CLOSED, id: 'a-2' });
    for (let turn = 0; turn < 6; turn += 1) {
      await notices.turn();
      now += HOUR_MS;
    }
    expect(events()).toEqual([...Array(5).fill('visit.closed a-1'), 'visit.closed a-2']);
    expect(notices.givenUp(now)).toBe(1);
  });

  it('that is away for three days is given up for what has waited as long, and told the rest', async () => {
    receiver.answer = (_, response) => void response.writeHead(500).end();
    const notices = begun({});
    await notices.turn();
    visitRow({ ...CLOSED, id: 'a-1' });
    visitRow({ ...CLOSED, id: 'a-2' });
    await notices.turn();
    now += 2 * DAY_MS;
    visitRow({ ...CLOSED, id: 'a-3' });
    await notices.turn();
    now += DAY_MS;
    await notices.turn();
    expect(notices.givenUp(now)).toBe(2);
    expect(log.warnings).toContainEqual(expect.objectContaining({ webhook: 'erp', isGivenUp: true }));
    receiver.answer = (_, response) => void response.writeHead(204).end();
    now += DAY_MS;
    await notices.turn();
    expect(events().at(-1)).toBe('visit.closed a-3');
    expect(notices.list().webhooks).toMatchObject([{ waiting: 0 }]);
  });

  it('never shows its secret or what is in its address', async () => {
    receiver.answer = (_, response) => void response.writeHead(500, SECRET).end(SECRET);
    const notices = begun({});
    await notices.turn();
    visitRow(CLOSED);
    await notices.turn();
    const shown = JSON.stringify([notices.list(), log.warnings]);
    expect(shown).not.toContain(SECRET);
    expect(shown).not.toContain('in-the-address');
    expect(notices.list().webhooks[0]?.url).toBe(`${new URL(receiver.url).origin}/…`);
  });

  it('that was taken out of the settings is told nothing more, and begins anew when it comes back', async () => {
    receiver.answer = (_, response) => void response.writeHead(500).end();
    const before = begun({});
    await before.turn();
    visitRow({ ...CLOSED, id: 'a-1' });
    await before.turn();
    await before.stop();
    const without = begun({ name: 'other' });
    await without.turn();
    await without.stop();
    receiver.answer = (_, response) => void response.writeHead(204).end();
    visitRow({ ...CLOSED, id: 'a-2' });
    const again = begun({});
    await again.turn();
    visitRow({ ...CLOSED, id: 'a-3' });
    now += DAY_MS;
    await again.turn();
    expect(events().slice(1)).toEqual(['visit.closed a-3']);
  });

  it('leaves in the ledger what goes beyond its queue, and reads on when there is room', async () => {
    receiver.answer = (_, response) => void response.writeHead(500).end();
    const notices = begun({});
    await notices.turn();
    for (let n = 0; n < 32; n += 1) visitRow({ ...CLOSED, id: `a-${n}` });
    for (let turn = 0; turn < 9; turn += 1) await notices.turn();
    expect(notices.list().webhooks).toMatchObject([{ waiting: 20 }]);
    receiver.answer = (_, response) => void response.writeHead(204).end();
    now += MINUTE_MS;
    for (let turn = 0; turn < 5; turn += 1) await notices.turn();
    expect(events().slice(1)).toEqual(Array.from({ length: 32 }, (_, n) => `visit.closed a-${n}`));
  });

  it('is told of rows of several tables in the order in which they were booked', async () => {
    const notices = begun({});
    await notices.turn();
    for (let n = 0; n < 12; n += 1) {
      now += 10;
      const row = visitRow({ ...CLOSED, id: `a-${n}` });
      rows.run(
        `INSERT INTO slip_row (tenant, yard, visit, number, version, state, visit_row, content, previous, sha256, reason, issued_at)
         VALUES ('hanbit', 'a', ?, ?, 1, 'issued', ?, '{}', '', ?, 'issued', ?)`,
        ...[`a-${n}`, `n-${n}`, row, `sha ${n}`, now + 5],
      );
    }
    for (let turn = 0; turn < 4; turn += 1) await notices.turn();
    const expected = Array.from({ length: 12 }, (_, n) => [`visit.closed a-${n}`, `slip.issued a-${n}`]).flat();
    expect(events()).toEqual(expected);
  });
});

it('what waits or was given up is listed however much was told since', async () => {
  const notices = begun({});
  await notices.turn();
  receiver.answer = ({ body }, response) => void response.writeHead(body.includes('a-first') ? 422 : 204).end();
  visitRow({ ...CLOSED, id: 'a-first' });
  for (let turn = 0; turn < 5; turn += 1) {
    await notices.turn();
    now += HOUR_MS;
  }
  for (let n = 0; n < 105; n += 1) visitRow({ ...CLOSED, id: `a-${n}` });
  for (let turn = 0; turn < 22; turn += 1) await notices.turn();
  const { deliveries } = notices.list();
  expect(deliveries).toHaveLength(101);
  expect(deliveries[0]?.what).toBe('visit.closed a-104');
  expect(deliveries.at(-1)).toMatchObject({ what: 'visit.closed a-first', state: 'given-up' });
});

it('every try is in the log of attempts', async () => {
  receiver.answer = (_, response) => void response.writeHead(503).end();
  const notices = begun({});
  await notices.turn();
  visitRow(CLOSED);
  await notices.turn();
  receiver.answer = (_, response) => void response.writeHead(204).end();
  now += MINUTE_MS;
  await notices.turn();
  await notices.stop();
  const file = openForReading(`${dataDir}/notices.sqlite`);
  expect(file.rows('SELECT at, outcome, answer FROM attempt ORDER BY seq')).toEqual([
    { at: now - MINUTE_MS, outcome: 'waiting', answer: 'answered 503' },
    { at: now, outcome: 'done', answer: 'answered 204' },
  ]);
  file.close();
});
