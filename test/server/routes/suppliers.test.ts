import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../domain/units.ts';
import type { Change, ChangeReport, SupplierCard, SupplierList } from '../../../domain/wire/flows-api.ts';
import { build, type TestServer, tempDir } from '../build.ts';
import type { VisitRow } from '../ledger-rows.ts';

const at = (text: string) => Date.parse(`${text}+09:00`);
const NOW = at('2026-11-19T12:00:00');
const LONG_NAME = `${'가'.repeat(54)} "=1+1"/?#`;

let server: TestServer;
let cookie: string;
let trucks = 0;

function truck(closedAt: number, partner: string, more: Partial<VisitRow> = {}): void {
  trucks += 1;
  const grades = { heavy: 20_000 };
  server.rows.visit({
    id: `v${trucks}`,
    yard: 'yard-a',
    openedAt: closedAt - HOUR_MS,
    closedAt,
    partner,
    grades,
    ...more,
  });
}

const get = async <T>(url: string, as = cookie): Promise<T> => {
  const answer = await server.get(url, as);
  if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode} ${answer.body} ${server.errors.join()}`);
  return answer.json() as T;
};

beforeEach(async () => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
  const file = join(await tempDir(), 'yards.json');
  await writeFile(file, JSON.stringify({ yards: {}, works: ['포항제철소'] }));
  trucks = 0;
  server = await build({ YARDS_FILE: file });
  for (const yard of ['yard-a', 'yard-b']) server.rows.yard(yard);
  cookie = await server.login();
  return () => vi.useRealTimers();
});

describe('suppliers', () => {
  beforeEach(() => {
    for (const week of [0, 1, 2, 3]) {
      truck(at('2026-10-06T09:00:00') + week * 7 * DAY_MS, '가람');
      truck(at('2026-10-08T09:00:00') + week * 7 * DAY_MS, '나래', {
        yard: 'yard-b',
        grades: { light: 5_000, cast: 5_000 },
      });
    }
    truck(at('2026-09-09T09:00:00'), '가람', { grades: { heavy: 7_000 } });
    truck(at('2026-09-09T09:00:00'), '옛날');
    truck(at('2026-10-09T09:00:00'), '가람', { status: 'cancelled', grades: {} });
    truck(at('2026-10-09T10:00:00'), '포항제철소', { direction: 'outbound' });
    server.rows.visit({
      id: 'nameless',
      yard: 'yard-a',
      openedAt: 1,
      closedAt: at('2026-10-09T09:00:00'),
      grades: { heavy: 1 },
    });
  });
  const span = 'from=2026-10-05&to=2026-11-01';

  it('are listed most net first, beside the period before, with trend and median', async () => {
    const { suppliers, median } = await get<SupplierList>(`/api/suppliers?${span}`);
    expect(suppliers.map(({ partner, yards, now, before }) => [partner, yards, now.netKg, before.netKg])).toEqual([
      ['가람', ['yard-a'], 80_000, 7_000],
      ['나래', ['yard-b'], 40_000, 0],
      ['옛날', ['yard-a'], 0, 20_000],
    ]);
    expect(suppliers[0]?.trend).toEqual([20_000, 20_000, 20_000, 20_000]);
    expect(suppliers[0]?.now).toMatchObject({
      ...{ trucks: 4, rejectedTrucks: 1, activeDays: 4, regularity: 1, grades: { heavy: 80_000 } },
      lastDeliveryAt: '2026-10-27T09:00:00.000+09:00',
    });
    expect(median).toMatchObject({ netKg: 60_000, trucks: 4, grades: { heavy: 40_000, light: 10_000, cast: 10_000 } });
  });

  it('have a card with the year before, points of a trend and disputes', async () => {
    truck(at('2025-10-08T09:00:00'), '나래', { grades: { cast: 3_000 } });
    const dispute = (id: string, day: number, state: string, verdict: string | null) =>
      server.rows.run(
        `INSERT INTO dispute VALUES (?, 'hanbit', 'yard-b', 'v2', '나래', 's', 1, '{}', ?, ${verdict === null ? 'NULL' : `'${verdict}'`}, ?, 0, NULL)`,
        ...[id, state, at('2026-10-10T00:00:00') + day * DAY_MS],
      );
    dispute('d1', 0, 'open', null);
    dispute('d2', 1, 'answered', 'partly');
    dispute('d3', 2, 'answered', 'dismissed');
    dispute('d4', 60, 'open', null);
    const card = await get<SupplierCard>(`/api/suppliers/${encodeURIComponent('나래')}?${span}&every=1w`);
    expect(card.now).toMatchObject({
      netKg: 40_000,
      disputes: 3,
      disputesUpheld: 1,
      grades: { light: 20_000, cast: 20_000 },
    });
    expect(card.lastYear).toMatchObject({ netKg: 3_000, lastDeliveryAt: '2025-10-08T09:00:00.000+09:00' });
    expect(card.before.trucks).toBe(0);
    expect(card.disputes.map(({ id }) => id)).toEqual(['d1', 'd3', 'd2']);
    expect(card.trend.map(({ time, netKg, disputes }) => [time.slice(0, 10), netKg, disputes])).toEqual([
      ...[
        ['2026-10-05', 10_000, 2],
        ['2026-10-12', 10_000, 1],
        ['2026-10-19', 10_000, 0],
        ['2026-10-26', 10_000, 0],
      ],
    ]);
    expect(card.trend[1]).toMatchObject({
      lastDeliveryAt: '2026-10-15T09:00:00.000+09:00',
      grades: { light: 5_000, cast: 5_000 },
    });
    expect(card.median.netKg).toBe(60_000);
  });

  it('may have any name of 64 characters', async () => {
    truck(at('2026-10-09T09:00:00'), LONG_NAME);
    expect(LONG_NAME.length).toBe(64);
    expect((await get<SupplierCard>(`/api/suppliers/${encodeURIComponent(LONG_NAME)}?${span}`)).now.trucks).toBe(1);
  });

  it('whom nobody knows, and who only brought elsewhere, are not found', async () => {
    const plant = await server.loginAs({ name: 'kim', role: 'plant', yards: ['yard-a'] });
    const status = async (partner: string, as: string) =>
      (await server.get(`/api/suppliers/${encodeURIComponent(partner)}?${span}`, as)).statusCode;
    expect([await status('모름', cookie), await status('나래', plant), await status('가람', plant)]).toEqual([
      404, 404, 200,
    ]);
    expect(await status('포항제철소', cookie)).toBe(404);
    const { suppliers } = await get<SupplierList>(`/api/suppliers?${span}`, plant);
    expect(suppliers.map(({ partner }) => partner)).toEqual(['가람', '옛날']);
  });

  it('refuse more points than anyone looks at, and say what to ask for', async () => {
    const answer = await server.get('/api/suppliers?from=2021-01-01&to=2026-11-01&every=1d', cookie);
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'RANGE_REFUSED']);
    expect(answer.json().message).toContain('1w');
  });
});

describe('what changed', () => {
  const monday = at('2026-11-16T00:00:00');
  /** Eight weeks and some: two trucks a week, on Tuesday and on Friday. */
  const fill = () => {
    for (let week = 1; week <= 9; week += 1) {
      for (const day of [1, 4]) truck(monday - week * 7 * DAY_MS + day * DAY_MS, '가람');
      for (const day of [1, 4]) truck(monday - week * 7 * DAY_MS + day * DAY_MS, '나래', { yard: 'yard-b' });
    }
  };
  const lines = (changes: readonly Change[]) =>
    changes.map(({ kind, partner, differenceKg }) => [kind, partner, differenceKg]);

  it('in a running week is seen against the same part of the weeks before', async () => {
    fill();
    truck(monday + DAY_MS, '가람');
    truck(monday + DAY_MS, '나래', { yard: 'yard-b' });
    // of the eight weeks those of 추석 and of 한글날 say little of what is usual
    const report = await get<ChangeReport>('/api/changes');
    expect(report).toMatchObject({
      ...{ from: '2026-11-16', to: '2026-11-22', until: '2026-11-19T12:00:00.000+09:00', comparedWeeks: 6 },
      ...{ netKg: 40_000, medianKg: 40_000, changes: [] },
    });
  });

  it('names who stopped and who is new, within the rows of the session', async () => {
    fill();
    truck(monday + DAY_MS, '나래', { yard: 'yard-b' });
    truck(monday + DAY_MS, '라온');
    const { changes } = await get<ChangeReport>('/api/changes?day=2026-11-18');
    expect(lines(changes)).toEqual([
      ['stopped', '가람', -20_000],
      ['started', '라온', 20_000],
    ]);
    const plant = await server.loginAs({ name: 'lee', role: 'plant', yards: ['yard-b'] });
    expect((await get<ChangeReport>('/api/changes', plant)).changes).toEqual([]);
  });

  it('in a week of the past is seen whole, with the holiday that may explain it', async () => {
    fill();
    const report = await get<ChangeReport>('/api/changes?day=2026-10-09&yards=yard-a');
    expect([report.from, report.until]).toEqual(['2026-10-05', '2026-10-12T00:00:00.000+09:00']);
    expect(report.comparedWeeks).toBe(3);
    expect(report.medianKg).toBe(40_000);
  });

  it.each([
    ['day=2026-11-31', 400],
    ['day=2026-12-01', 422],
    ['yards=nowhere', 400],
  ])('of %s is refused', async (query, status) => {
    expect((await server.get(`/api/changes?${query}`, cookie)).statusCode).toBe(status);
  });
});
