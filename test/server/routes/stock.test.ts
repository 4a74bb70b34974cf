import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { utils, write } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../domain/units.ts';
import type { StockReport } from '../../../domain/wire/flows-api.ts';
import { build, type TestServer, tempDir, withBroker } from '../build.ts';

async function withStock(): Promise<TestServer & { cookie: string }> {
  const file = join(await tempDir(), 'yards.json');
  const yards = { 'yard-b': { stockShared: false } };
  await writeFile(file, JSON.stringify({ yards, works: ['포항제철소', '광양, "2" 제철소'] }));
  const server = await build({ YARDS_FILE: file });
  for (const yard of ['yard-a', 'yard-b']) server.rows.yard(yard);
  return { ...server, cookie: await server.login() };
}

const send = (server: TestServer, cookie: string, payload: string | Buffer, type = 'text/csv') =>
  server.http.inject({ method: 'POST', url: '/api/needs', headers: { cookie, 'content-type': type }, payload });

const month = (ago: number): string => {
  const date = new Date(Date.now() + 9 * HOUR_MS);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - ago, 1)).toISOString().slice(0, 7);
};

describe('stock', () => {
  it('is the last count plus in minus out since, and lasts as long as it left of late', async () => {
    const server = await withStock();
    const now = Date.now();
    const ago = (days: number) => now - days * DAY_MS;
    const truck = (id: string, closedAt: number, direction: 'inbound' | 'outbound', kg: number, grade = 'heavy') =>
      server.rows.visit({
        ...{ id, yard: 'yard-a', openedAt: closedAt - 1, closedAt, direction },
        ...{ partner: direction === 'outbound' ? '다른제강' : '가람', grades: { [grade]: kg } },
      });
    truck('before', ago(40), 'inbound', 999_000);
    const event = server.rows.event({ yard: 'yard-a', kind: 'stock-count', id: 'c1', at: ago(30), role: 'none' });
    const count = (kg: number, at: number) =>
      server.rows.run(
        `INSERT OR IGNORE INTO stock_row (tenant, yard, grade, kg, counted_at, by, reason, recorded_at, event)
         VALUES ('hanbit', 'yard-a', 'heavy', ?, ?, 'kim', '실사', 0, ?)`,
        ...[kg, at, event],
      );
    count(100_000, ago(30));
    truck('in', ago(20), 'inbound', 20_000);
    truck('out', ago(10), 'outbound', 56_000);
    truck('cast', ago(9), 'inbound', 700, 'cast');
    const { yards } = (await server.get('/api/stock', server.cookie)).json() as StockReport;
    expect(yards[0]?.grades).toEqual([
      {
        ...{ grade: 'heavy', kg: 64_000, inKg: 20_000, outKg: 56_000, outPerDayKg: 2_000, days: 32 },
        ...{ countedKg: 100_000, countedBy: 'kim', countedAt: expect.stringContaining('+09:00') },
      },
      {
        ...{ grade: 'cast', kg: 700, inKg: 700, outKg: 0, outPerDayKg: 0, days: null },
        ...{ countedKg: null, countedBy: null, countedAt: null },
      },
    ]);
  });

  it('of a yard that minds is not for procurement, and is for the yard itself', async () => {
    const server = await withStock();
    server.rows.visit({ id: 'v1', yard: 'yard-b', openedAt: 1, closedAt: 2, grades: { heavy: 5 } });
    const shown = async (cookie: string) => {
      const { yards } = (await server.get('/api/stock', cookie)).json() as StockReport;
      return yards.map(({ yard, shared, grades }) => [yard, shared, grades.length]);
    };
    const buyer = await server.loginAs({ name: 'yoon', role: 'procurement', yards: null });
    const plant = await server.loginAs({ name: 'kim', role: 'plant', yards: ['yard-b'] });
    expect(await shown(buyer)).toEqual([
      ['yard-a', true, 0],
      ['yard-b', false, 0],
    ]);
    expect(await shown(plant)).toEqual([['yard-b', true, 1]]);
  });

  it('is counted by a command to the collector, in the name of who counted', async () => {
    const { server, heard } = await withBroker();
    server.rows.yard('yard-a');
    const cookie = await server.login();
    const grades = { heavy: 1_000, cast: 0 };
    const countedAt = '2026-11-02T09:00:00+09:00';
    const url = '/api/yards/yard-a/stock-counts';
    const answer = await server.send('POST', url, cookie, { grades, reason: ' 월말 실사 ', countedAt });
    expect(answer.statusCode).toBe(202);
    expect(heard).toMatchObject([
      {
        topic: 'scrap-commands/v1/hanbit/yard-a/stock-count',
        body: { by: 'admin', grades, reason: '월말 실사', countedAt: Date.parse(countedAt), id: answer.json().id },
      },
    ]);
    const status = async (body: object, to = url) => (await server.send('POST', to, cookie, body)).statusCode;
    expect(await status({ grades: {}, reason: 'x' })).toBe(400);
    expect(await status({ grades: { gold: 1 }, reason: 'x' })).toBe(400);
    expect(await status({ grades: { heavy: -1 }, reason: 'x' })).toBe(400);
    expect(await status({ grades, reason: '  ' })).toBe(422);
    expect(await status({ grades, reason: 'x', countedAt: '2099-01-01' })).toBe(400);
    expect(await status({ grades, reason: 'x', countedAt: '어제' })).toBe(400);
    expect(await status({ grades, reason: 'x' }, '/api/yards/nowhere/stock-counts')).toBe(404);
    expect(heard).toHaveLength(1);
  });
});

describe('needs', () => {
  it('are imported from CSV, the last of a works, grade and month standing, beside what was delivered', async () => {
    const server = await withStock();
    const { cookie, rows } = server;
    const closedAt = Date.now() - 1;
    const out = { yard: 'yard-a', openedAt: 1, closedAt, direction: 'outbound' } as const;
    rows.visit({ ...out, id: 'v1', partner: '광양, "2" 제철소', grades: { heavy: 7_000, light: 100 } });
    rows.visit({ ...out, id: 'v2', partner: '다른제강', grades: { heavy: 9_000 } });
    const line = '"광양, ""2"" 제철소",중량';
    const csv = `\uFEFF제철소,등급,월,톤\r\n${line},${month(0)},10.5\r\n${line},${month(1)},3\r\n`;
    expect((await send(server, cookie, csv)).json()).toEqual({ rows: 2, refusals: [] });
    expect(
      (await send(server, cookie, `등급,월,톤,제철소\n중량,${month(0)},12,"광양, ""2"" 제철소"`)).json().rows,
    ).toBe(1);
    const { needs } = (await server.get('/api/stock', cookie)).json() as StockReport;
    expect(needs).toEqual([
      { works: '광양, "2" 제철소', grade: 'heavy', month: month(1), kg: 3_000, deliveredKg: 0 },
      { works: '광양, "2" 제철소', grade: 'heavy', month: month(0), kg: 12_000, deliveredKg: 7_000 },
    ]);
  });

  it('are imported from a workbook and from the CSV of Korean Windows', async () => {
    const server = await withStock();
    const sheet = utils.aoa_to_sheet([
      ['Works', 'Grade', 'Month', 'Tonnes'],
      ['포항제철소', 'cast', '2026-11', 1.25],
    ]);
    const book = utils.book_new();
    utils.book_append_sheet(book, sheet, 'Plan');
    const bytes = write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
    expect((await send(server, server.cookie, bytes)).json()).toEqual({ rows: 1, refusals: [] });
    // works,등급,월,톤 and one row: 등급, 월, 톤, 주물 and 포항제철소 in CP949
    const cp949 = Buffer.concat([
      Buffer.from('works,'),
      Buffer.of(0xb5, 0xee, 0xb1, 0xde, 0x2c, 0xbf, 0xf9, 0x2c, 0xc5, 0xe6, 0x0d, 0x0a),
      Buffer.of(0xc6, 0xf7, 0xc7, 0xd7, 0xc1, 0xa6, 0xc3, 0xb6, 0xbc, 0xd2, 0x2c, 0xc1, 0xd6, 0xb9, 0xb0),
      Buffer.from(',2026-12,2\r\n'),
    ]);
    expect((await send(server, server.cookie, cp949)).json()).toEqual({ rows: 1, refusals: [] });
  });

  it('with a wrong cell are refused as a whole, and nothing is taken', async () => {
    const server = await withStock();
    const csv = '제철소,등급,월,톤\n포항제철소,중량,2026-11,5\n=cmd(),중량,2026-11,5\n';
    const { rows, refusals } = (await send(server, server.cookie, csv)).json();
    expect([rows, refusals.map(({ cell }: { cell: string }) => cell)]).toEqual([0, ['A3']]);
    expect((await server.get('/api/stock', server.cookie)).json().needs).toEqual([]);
  });

  it.each([
    ['nothing', Buffer.alloc(0), 200],
    ['a picture', Buffer.from([0xff, 0xd8, 0xff, 0, 1]), 415],
    ['a damaged workbook', Buffer.from('PK\x03\x04 and no more'), 415],
    ['too much', Buffer.alloc(2_000_001, 'x'), 413],
  ])('of %s are refused', async (_, bytes, status) => {
    const server = await withStock();
    const answer = await send(server, server.cookie, bytes, 'application/octet-stream');
    expect(answer.statusCode).toBe(status);
    if (status === 200) expect(answer.json().refusals).toHaveLength(1);
  });

  it('are procurement’s to import, and not the yard’s', async () => {
    const server = await withStock();
    const buyer = await server.loginAs({ name: 'yoon', role: 'procurement', yards: null });
    const plant = await server.loginAs({ name: 'kim', role: 'plant', yards: ['yard-a'] });
    const csv = '제철소,등급,월,톤\n포항제철소,중량,2026-11,5\n';
    expect((await send(server, buyer, csv)).statusCode).toBe(200);
    expect((await send(server, plant, csv)).statusCode).toBe(403);
  });
});
