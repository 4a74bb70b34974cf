import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import { expect, test } from 'vitest';
import { tempDir } from '../build.ts';
import { kst, rowsOf, withTrucks } from './world.ts';

const SPAN = 'from=2026-11-20&to=2026-11-20';

test('procurement gets inbound rows and those of its works alone, in every format and in the columns', async () => {
  const YARDS_FILE = join(await tempDir(), 'yards.json');
  await writeFile(YARDS_FILE, JSON.stringify({ works: ['포항제철소'], yards: {} }));
  const server = await withTrucks({ YARDS_FILE });
  const out = { yard: 'yard-a', direction: 'outbound', grades: { heavy: 5_000 } } as const;
  for (const [id, partner, minute] of [
    ['out-works', '포항제철소', 10],
    ['out-other', '다른 제강사', 20],
  ] as const) {
    const closedAt = kst('2026-11-20T22:00:00') + minute * 60_000;
    server.rows.visit({ ...out, id, partner, openedAt: closedAt - 60_000, closedAt });
    const at = closedAt - 30_000;
    const photo = server.rows.event({ yard: 'yard-a', kind: 'frame', id: `f-${id}`, at, visit: id, role: 'frame' });
    server.rows.judged(photo, 'heavy', 0.9);
  }
  // a truck still in the yard: nobody knows yet whose it will be
  server.rows.visit({ id: 'open', yard: 'yard-a', openedAt: kst('2026-11-20T23:00:00') });
  const at = kst('2026-11-20T23:10:00');
  const waiting = server.rows.event({ yard: 'yard-a', kind: 'frame', id: 'f-open', at, visit: 'open', role: 'frame' });
  server.rows.judged(waiting, 'heavy', 0.9);

  const buyer = await server.loginAs({ name: 'buyer', role: 'procurement', yards: null });
  const visits = rowsOf(await server.get(`/api/exports/visits?${SPAN}&format=csv&language=en`, buyer));
  const partnersOut = visits.filter((row) => row.Direction === 'Outbound').map((row) => row.Partner);
  expect(partnersOut).toEqual(['포항제철소']);
  const columns = tableFromIPC((await server.get(`/api/columns/inspections?${SPAN}`, buyer)).rawPayload);
  const seen = columns.toArray().map((row) => row.toJSON());
  expect(seen.filter(({ direction }) => direction !== 'inbound').map(({ visit }) => visit)).toEqual(['out-works']);
  const { rows } = (await server.get(`/api/exports/inspections/size?${SPAN}`, buyer)).json();
  expect(rows).toBe(seen.length);

  const admin = tableFromIPC((await server.get(`/api/columns/inspections?${SPAN}`, server.cookie)).rawPayload);
  expect(admin.numRows).toBe(seen.length + 3);
});

test('a session of one yard gets the rows of that yard, and none of another one asked for', async () => {
  const server = await withTrucks();
  const plant = await server.loginAs({ name: 'plant', role: 'plant', yards: ['yard-b'] });
  const visits = rowsOf(await server.get(`/api/exports/visits?${SPAN}&format=csv&language=en`, plant));
  expect(new Set(visits.map((row) => row.Yard))).toEqual(new Set(['yard-b']));
  const columns = tableFromIPC((await server.get(`/api/columns/inspections?${SPAN}`, plant)).rawPayload);
  expect(new Set(columns.toArray().map((row) => row.toJSON().yard))).toEqual(new Set(['yard-b']));
  for (const path of ['exports/visits', 'exports/inspections', 'exports/flows'])
    expect((await server.get(`/api/${path}?${SPAN}&yards=yard-a&format=csv`, plant)).statusCode).toBe(403);
  expect((await server.get(`/api/columns/inspections?${SPAN}&yards=yard-a`, plant)).statusCode).toBe(403);
});
