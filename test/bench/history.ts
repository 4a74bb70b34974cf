import { join } from 'node:path';
import Database from 'libsql';
import { pino } from 'pino';
import { parseSettings } from '../../domain/settings.ts';
import { LEDGER_FILE } from '../../domain/wire/ledger-tables.ts';
import { buildApp } from '../../server/app.ts';
import { type RealInflux, startInflux } from '../influx/real-influx.ts';
import { projectLedger } from '../server/stores/series/project.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { type Figure, percentile, perSecond } from './figures.ts';
import { tellYear, WEEK, YARDS, YEAR } from './year.ts';

const TIMES = 20;
/** Bare sums of a year may take seconds. */
const BARE_TIMES = 5;
const PASSWORD = 'bench-of-history';

/** What is asked for: the two questions every dashboard begins with, and a heavier one. */
const QUESTIONS = [
  { name: 'a week by hour', path: 'throughput', ...WEEK, every: '1h' },
  { name: 'a year by day', path: 'throughput', ...YEAR, every: '1d' },
  { name: 'a year of flows by day', path: 'flows', ...YEAR, every: '1d' },
  { name: 'a year of photos by day', path: 'inspections', ...YEAR, every: '1d' },
] as const;
type Asked = (typeof QUESTIONS)[number];

/** Series of a year of three yards at the HTTP API, from ledger and InfluxDB, as JSON and Arrow, beside bare queries. */
export async function benchHistory(): Promise<Figure[]> {
  const folder = temporaryFolder('scalehouse-bench-');
  const influx = await startInflux();
  try {
    const begun = performance.now();
    const ledger = tellYear(folder.path);
    const booked = performance.now();
    const points = await projectLedger(ledger, influx);
    const visits = ledger.first<{ n: number }>(`SELECT count(*) AS n FROM visit WHERE status = 'closed'`)?.n ?? 0;
    console.error(`history: ${visits} visits in ${Math.round(booked - begun)} ms, then ${points} points`);
    ledger.close();
    return [
      {
        what: 'history: points projected',
        unit: '/s',
        ours: perSecond(points, performance.now() - booked),
        raw: null,
      },
      ...(await figuresOf('ledger', folder.path, {}, (asked) => bareSql(folder.path, asked))),
      ...(await figuresOf(
        'InfluxDB',
        folder.path,
        { INFLUX_URL: influx.url, INFLUX_BUCKET: influx.database },
        (asked) => bareInfluxQl(influx, asked),
      )),
    ];
  } finally {
    await influx.stop();
    folder.remove();
  }
}

async function figuresOf(
  source: string,
  dataDir: string,
  env: Record<string, string>,
  bare: (asked: Asked) => () => Promise<unknown>,
): Promise<Figure[]> {
  const settings = parseSettings({
    DATA_DIR: dataDir,
    ADMIN_PASSWORD: PASSWORD,
    MQTT_URL: 'mqtt://127.0.0.1:1',
    ...env,
  });
  const { http, makeFirstAdmin } = await buildApp({ settings, version: 'bench', logger: pino({ level: 'silent' }) });
  await makeFirstAdmin();
  const url = await http.listen({ port: 0, host: '127.0.0.1' });
  try {
    const cookie = await logIn(url);
    const figures: Figure[] = [];
    for (const asked of QUESTIONS) {
      const raw = await measure(bare(asked), BARE_TIMES);
      for (const format of ['json', 'arrow'] as const) {
        const times = await measure(() => read(url, cookie, asked, format, env.INFLUX_URL ? 'influx' : 'ledger'));
        const what = `history: ${asked.name}, ${source}, ${format}`;
        for (const [name, share] of [
          ['p50', 0.5],
          ['worst', 1],
        ] as const) {
          figures.push({
            what: `${what}, ${name}`,
            unit: 'ms',
            ours: percentile(times, share),
            raw: {
              what: source === 'ledger' ? 'the visits summed by libsql' : 'InfluxQL sums alone',
              figure: percentile(raw, share),
            },
          });
        }
      }
    }
    return figures;
  } finally {
    await http.close();
  }
}

async function measure(ask: () => Promise<unknown>, count = TIMES): Promise<number[]> {
  await ask();
  const times: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const begun = performance.now();
    await ask();
    times.push(performance.now() - begun);
  }
  return times;
}

async function logIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user: 'admin', password: PASSWORD }),
  });
  const [cookie] = answer.headers.getSetCookie();
  if (!answer.ok || cookie === undefined) throw new Error(`login failed: ${answer.status}`);
  return cookie.split(';')[0] ?? '';
}

async function read(url: string, cookie: string, asked: Asked, format: string, source: string): Promise<void> {
  const { path, from, to, every } = asked;
  const query = new URLSearchParams({ yard: YARDS[0], from, to, every, format });
  const answer = await fetch(`${url}/api/series/${path}?${query}`, { headers: { cookie } });
  const bytes = await answer.arrayBuffer();
  if (!answer.ok || bytes.byteLength < 1_000) throw new Error(`${answer.status} ${Buffer.from(bytes).toString()}`);
  if (answer.headers.get('x-series-source') !== source) throw new Error(`${source} did not answer`);
}

const instants = ({ from, to }: Asked): readonly [number, number] => [
  Date.parse(`${from}T00:00:00+09:00`),
  Date.parse(`${to}T23:59:59.999+09:00`) + 1,
];
const slotMs = ({ every }: Asked): number => (every === '1h' ? 3_600_000 : 86_400_000);

/** The same sums without roll-ups, as whoever has only SQLite would ask for them. */
function bareSql(dataDir: string, asked: Asked): () => Promise<unknown> {
  const database = new Database(join(dataDir, LEDGER_FILE));
  const slot = (column: string) => `(${column} + 32400000) / ${slotMs(asked)}`;
  const keys = asked.path === 'flows' ? 'v.partner, v.direction, g.grade' : 'g.grade';
  const kilograms = `SELECT ${slot('v.closed_at')}, ${keys}, sum(g.kg) FROM visit v JOIN visit_grade g ON g.visit = v.id
    WHERE v.yard = ? AND v.closed_at >= ? AND v.closed_at < ? AND v.status = 'closed' GROUP BY 1, ${keys}`;
  const photos = `SELECT ${slot('e.at')}, e.device, count(*), avg(i.confidence) FROM event e JOIN inference i ON i.event = e.seq
    WHERE e.yard = ? AND e.kind = 'frame' AND e.at >= ? AND e.at < ? GROUP BY 1, 2`;
  const statement = database.prepare(asked.path === 'inspections' ? photos : kilograms).raw();
  return () => Promise.resolve(statement.all(YARDS[0], ...instants(asked)));
}

function bareInfluxQl({ url, database }: RealInflux, asked: Asked): () => Promise<unknown> {
  const [from, to] = instants(asked).map((at) => `${at}ms`);
  const sums = asked.path === 'inspections' ? 'sum(photos), sum(confidence)' : 'sum(/^kg_/)';
  const measurement = asked.path === 'inspections' ? 'inspection' : 'visit';
  const tags = { throughput: '', flows: ', partner, direction', inspections: ', camera' }[asked.path];
  const width = asked.every === '1h' ? 'time(1h)' : 'time(1d, 15h)';
  const q = `SELECT ${sums} FROM ${measurement} WHERE yard = '${YARDS[0]}' AND time >= ${from} AND time < ${to}
    GROUP BY ${width}${tags} fill(none)`;
  const query = `${url}/query?${new URLSearchParams({ db: database, epoch: 'ms', q })}`;
  return async () => (await fetch(query)).json();
}
