import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../../../domain/units.ts';
import { EXPORT_ROWS, type ExportSize } from '../../../domain/wire/flows-api.ts';
import { advisedSpan } from '../../../server/exports/advice.ts';
import type { TestServer } from '../build.ts';
import { kst, NAMES, withTrucks } from './world.ts';

const SPAN = 'from=2026-11-20&to=2026-11-20';

/** Photos that arrived in numbers, made by SQL: an hour's from each start. */
function flood({ rows }: TestServer, starts: readonly string[], each: number): void {
  for (const [place, start] of starts.entries()) {
    const first = 1_000_000 * (place + 1);
    const made = `WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n + 1 < ${each})`;
    rows.run(
      `${made} INSERT INTO event (seq, tenant, yard, area, device, kind, id, at, received_at, body)
       SELECT ${first} + n, 'hanbit', 'yard-a', 'bay', 'cam-0', 'frame', 'n' || ${first} || n, ? + n * 10, 0, '{}' FROM n`,
      kst(start),
    );
    rows.run(
      `INSERT INTO standing (event, yard, kind, at, visit, role)
       SELECT seq, yard, kind, at, NULL, 'frame' FROM event WHERE seq >= ? AND seq < ?`,
      ...[first, first + each],
    );
    rows.run(
      `INSERT INTO inference (event, at, model, version, model_sha256, probabilities, grade, confidence, latency_ms)
       SELECT seq, at, 'grading', '1', 'abc', '{}', 'heavy', 0.9, 12 FROM event WHERE seq >= ? AND seq < ?`,
      ...[first, first + each],
    );
  }
}

test('an export of too many rows is refused before any is read, with the way to do it in pieces', async () => {
  const server = await withTrucks();
  flood(server, ['2026-10-10T00:00:00', '2026-11-05T00:00:00'], 70_000);
  const answer = await server.get('/api/exports/inspections?from=2026-10-01&to=2026-11-30&format=xlsx', server.cookie);
  expect(answer.statusCode).toBe(422);
  const { code, params, message } = answer.json();
  expect(code).toBe('EXPORT_TOO_LARGE');
  expect(params).toMatchObject({ rows: 140_000 + NAMES.length, limit: EXPORT_ROWS.xlsx });
  expect(message).toContain('한 달씩 나누어');
  const month = await server.get('/api/exports/inspections?from=2026-10-01&to=2026-10-31&format=csv', server.cookie);
  expect(month.payload.split('\r\n')).toHaveLength(70_002);
});

test('the size of an export tells which formats it fits, and counts exactly what a filter leaves', async () => {
  const server = await withTrucks();
  flood(server, ['2026-10-10T00:00:00'], 110_000);
  const sizeOf = async (more: string) =>
    (
      await server.get(`/api/exports/inspections/size?from=2026-10-01&to=2026-11-30${more}`, server.cookie)
    ).json() as ExportSize;
  const all = await sizeOf('');
  expect(all.rows).toBe(110_000 + NAMES.length);
  expect(all.formats).toEqual([
    { format: 'xlsx', limit: 100_000, fits: false, advice: null },
    { format: 'csv', limit: 1_000_000, fits: true, advice: null },
    { format: 'arrow', limit: 5_000_000, fits: true, advice: null },
  ]);
  const narrowed = await sizeOf('&cameras=bay/cam-1');
  expect(narrowed).toMatchObject({ rows: 4, isExact: true });
  expect(narrowed.formats[0]).toMatchObject({ fits: true });
});

test.each([
  ['a range backwards', 'from=2026-11-20&to=2026-11-19', 422, 'RANGE_REFUSED'],
  ['more than ten years', 'from=2001-01-01&to=2026-11-19', 422, 'RANGE_REFUSED'],
  ['a grain of one second', `${SPAN}&every=1s`, 400, 'BAD_REQUEST'],
  ['a yard nobody knows', `${SPAN}&yards=nowhere`, 400, 'BAD_REQUEST'],
  ['a grade nobody knows', `${SPAN}&grades=gold`, 400, 'BAD_REQUEST'],
  ['a flag nobody knows', `${SPAN}&flags=blue`, 400, 'BAD_REQUEST'],
  ['a confidence backwards', `${SPAN}&confidenceFrom=0.9&confidenceTo=0.1`, 422, 'RANGE_REFUSED'],
  ['a confidence beyond 1', `${SPAN}&confidenceTo=2`, 400, 'BAD_REQUEST'],
])('%s is refused', async (_, query, status, code) => {
  const { get, cookie } = await withTrucks();
  const answer = await get(`/api/exports/inspections?${query}&format=csv`, cookie);
  expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
});

test('an unknown kind or format is refused', async () => {
  const { get, cookie } = await withTrucks();
  expect((await get(`/api/exports/money?${SPAN}&format=csv`, cookie)).statusCode).toBe(400);
  expect((await get(`/api/exports/visits?${SPAN}&format=exe`, cookie)).statusCode).toBe(400);
});

describe('advice', () => {
  const day = (text: string, rows: number) => [kst(`${text}T00:00:00`), rows] as const;
  test.each([
    ['half-year', [day('2026-01-01', 60), day('2026-06-30', 40), day('2026-07-01', 100)]],
    ['quarter', [day('2026-01-01', 60), day('2026-04-01', 60)]],
    ['month', [day('2026-01-31', 60), day('2026-02-01', 60)]],
    // 2026-02-01 was a Sunday: Monday begins another week
    ['week', [day('2026-02-01', 60), day('2026-02-02', 60)]],
    ['day', [day('2026-02-02', 60), day('2026-02-03', 60)]],
    [null, [day('2026-02-02', 101)]],
  ])('is the widest span that fits: %s', (span, days) => {
    expect(advisedSpan(days, 100)).toBe(span);
  });

  test('takes a day by the clock of Korea', () => {
    const start = kst('2026-02-02T00:00:00');
    expect(
      advisedSpan(
        [
          [start, 100],
          [start + DAY_MS, 100],
        ],
        100,
      ),
    ).toBe('day');
  });
});
