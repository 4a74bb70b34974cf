import { expect, test, vi } from 'vitest';
import type { YardModels } from '../../../domain/wire/http-api.ts';
import { build, type TestServer } from '../build.ts';
import type { Said } from '../ledger-rows.ts';

const kst = (text: string) => Date.parse(`${text}+09:00`);
const WEEK_MS = 7 * 86_400_000;
/** A Sunday, the last day of the week that began on Monday the 16th. */
const NOW = kst('2026-11-22T10:30:00');

async function driftOf(server: TestServer): Promise<YardModels['drift']> {
  const cookie = await server.login();
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  try {
    return (await server.get('/api/yards/yard-a/models', cookie)).json().drift;
  } finally {
    vi.useRealTimers();
  }
}

/** Judged photos of one camera, a second apart. */
function photos({ rows }: TestServer, from: number, said: readonly [confidence: number, said?: Said][]): number[] {
  return said.map(([confidence, more], n) => {
    const id = `${from}-${n}`;
    const of = { yard: 'yard-a', area: 'bay1', device: 'cam01', kind: 'frame', role: 'frame', visit: 'v' };
    const event = rows.event({ ...of, id, at: from + n * 1_000, sha256: id });
    rows.judged(event, 'heavy', confidence, more);
    return event;
  });
}

test('a week begins on Monday in KST, and the last twelve are shown', async () => {
  const server = await build();
  server.rows.yard('yard-a');
  photos(server, kst('2026-11-15T23:59:59'), [[0.5]]);
  photos(server, kst('2026-11-16T00:00:00'), [
    [0.9],
    [0.7],
    [0.99, { outOfDomain: true }],
    [0.1, { failure: 'DECODE' }],
  ]);
  photos(server, kst('2026-08-31T00:00:00'), [[0.6]]);
  photos(server, kst('2026-08-30T23:59:59'), [[0.6]]);
  photos(server, kst('2026-11-23T00:00:00'), [[0.6]]);
  const camera = { area: 'bay1', device: 'cam01', agreement: null, warnings: [] };
  expect(await driftOf(server)).toEqual([
    { week: '2026-08-31', ...camera, photos: 1, outOfDomain: 0, confidence: 0.6 },
    { week: '2026-11-09', ...camera, photos: 1, outOfDomain: 0, confidence: 0.5 },
    { week: '2026-11-16', ...camera, photos: 3, outOfDomain: 1 / 3, confidence: 0.8 },
  ]);
});

test('agreement is the share of photos that a person looked at and left as they were', async () => {
  const server = await build();
  server.rows.yard('yard-a');
  const from = kst('2026-11-16T09:00:00');
  photos(server, from, [[0.9], [0.9], [0.9], [0.9], [0.9, { outOfDomain: true }]]);
  const said = ['heavy', 'heavy', 'cast', null, 'cast'];
  for (const [n, grade] of said.entries()) {
    if (grade === null) continue;
    const body = { by: 'kim', reason: 'x', frame: `${from}-${n}`, grade };
    const of = { yard: 'yard-a', kind: 'correction', role: 'none', visit: 'v', at: from };
    server.rows.event({ ...of, id: `c${n}`, body });
  }
  const [week] = await driftOf(server);
  expect(week?.agreement).toBeCloseTo(2 / 3);
});

test('a camera that has moved is warned of', async () => {
  const server = await build();
  server.rows.yard('yard-a');
  const monday = kst('2026-11-16T09:00:00');
  for (let back = 4; back > 0; back--) photos(server, monday - back * WEEK_MS, Array(20).fill([0.9]));
  photos(server, monday, [...Array(16).fill([0.75]), ...Array(4).fill([0.9, { outOfDomain: true }])]);
  const weeks = await driftOf(server);
  expect(weeks.map(({ warnings }) => warnings)).toEqual([[], [], [], [], ['outOfDomain', 'confidence']]);
});
