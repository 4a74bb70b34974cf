import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { writeInference } from '../../collector/ledger/inferences.ts';
import { Ledger } from '../../collector/ledger/ledger.ts';
import { Projector } from '../../collector/projection/projector.ts';
import { Bookkeeper } from '../../collector/visits/bookkeeper.ts';
import { GRADES } from '../../domain/grades.ts';
import { GRADE_KOREAN } from '../../domain/schemes.ts';
import { DAY_START, type DayEvent, messageOf, TENANT, YARD } from '../collector/visits/yard-day.ts';
import { hasInfluxd, type RealInflux, startInflux } from '../influx/real-influx.ts';

/** Every query that Grafana is given runs on a real InfluxDB, over points that the collector's own projection wrote. */

interface Query {
  readonly where: string;
  readonly text: string;
}
interface Panel {
  readonly title: string;
  readonly targets?: readonly { readonly query: string }[];
}
interface Dashboard {
  readonly uid: string;
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly query: string }[] };
}
interface Rules {
  readonly groups: readonly {
    readonly rules: readonly {
      readonly title: string;
      readonly data: readonly { readonly model: { query?: string } }[];
    }[];
  }[];
}

const FOLDER = 'grafana/dashboards';
const boards = readdirSync(FOLDER).map((name) => ({
  name,
  board: JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Dashboard,
}));
const rules = parse(readFileSync('grafana/provisioning/alerting/rules.yaml', 'utf8')) as Rules;

const queries: readonly Query[] = [
  ...boards.flatMap(({ name, board }) => [
    ...board.panels.flatMap(({ title, targets = [] }) =>
      targets.map(({ query }) => ({ where: `${name}, ${title}`, text: query })),
    ),
    ...board.templating.list.map((variable) => ({ where: `${name}, ${variable.name}`, text: variable.query })),
  ]),
  ...rules.groups.flatMap((group) =>
    group.rules.flatMap(({ title, data }) =>
      data.flatMap(({ model }) => (model.query === undefined ? [] : [{ where: `rule ${title}`, text: model.query }])),
    ),
  ),
];

const FROM = DAY_START - 3_600_000;
const TO = DAY_START + 24 * 3_600_000;

/** The query as Grafana sends it, its macros and variables filled in. */
const filled = (text: string): string =>
  text
    .replaceAll('$timeFilter', `time >= ${FROM}ms AND time < ${TO}ms`)
    .replaceAll('$__interval', '1m')
    .replaceAll(/\$\{(yard|project):regex\}/g, '.*');

const NOBODY = { ticket: null, plate: null, kg: 0, lift: null, occupied: false, alarm: false, visit: null };
const event = (more: Partial<DayEvent> & Pick<DayEvent, 'kind' | 'id' | 'at'>): DayEvent => ({
  area: 'bay1',
  declaredGrade: null,
  direction: null,
  ...NOBODY,
  ...more,
});

/** An inbound and an outbound truck, lifts, judged photos, a deduction, devices, an indicator and a budget. */
function fillLedger(ledger: Ledger): void {
  const bookkeeper = new Bookkeeper(ledger, () => []);
  const weigh = (id: string, minute: number, kg: number, ticket: string) =>
    event({
      kind: 'weighing',
      id,
      at: DAY_START + minute * 60_000,
      kg,
      ticket,
      plate: `부산86바${ticket}`,
      declaredGrade: 'heavy',
    });
  const day = [
    weigh('w1', 0, 38_000, '1234'),
    event({ kind: 'lift', id: 'l1', at: DAY_START + 5 * 60_000, kg: 1_500, lift: 1, ticket: '1234' }),
    event({ kind: 'frame', id: 'f1', at: DAY_START + 5 * 60_000, lift: 1, ticket: '1234' }),
    event({ kind: 'frame', id: 'f2', at: DAY_START + 6 * 60_000, lift: 1, ticket: '1234' }),
    weigh('w2', 20, 14_000, '1234'),
    weigh('w3', 25, 14_000, '7777'),
    weigh('w4', 55, 38_000, '7777'),
  ];
  bookkeeper.book(day.map(messageOf), DAY_START);
  const model = { name: 'scalehouse-grading', version: 'v2', sha256: 'd'.repeat(64) };
  for (const [id, isOutOfDomain] of [
    ['f1', false],
    ['f2', true],
  ] as const) {
    const frame = ledger.first<{ seq: number }>('SELECT seq FROM event WHERE id = ?', id);
    const outcome = {
      ok: true as const,
      grade: 'heavy' as const,
      confidence: 0.9,
      probabilities: { heavy: 0.9, foreign: 0.1 },
      embedding: [],
      distance: null,
      isOutOfDomain,
      unusable: null,
      latencyMs: 31,
      model,
    };
    writeInference(ledger, { event: frame?.seq ?? 0, at: DAY_START, role: 'current', model, outcome, elapsedMs: 31 });
  }
  const visits = ledger.all<{ id: string }>('SELECT id FROM visit').map(({ id }) => [id, 'inference/f1'] as const);
  bookkeeper.resettle(new Map(visits), { tenant: TENANT, yard: YARD }, DAY_START);
  const correction = {
    kind: 'correction',
    id: 'c1',
    at: DAY_START + 60 * 60_000,
    visit: visits[0]?.[0] ?? null,
    kg: 200,
  } as const;
  bookkeeper.book([messageOf(event(correction))], DAY_START);
  ledger.run(
    'INSERT INTO indicator_row (tenant, yard, indicator, hour, value, target, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    TENANT,
    YARD,
    'self-reporting-devices',
    DAY_START,
    0.97,
    0.95,
    DAY_START,
  );
  ledger.run(
    'INSERT INTO budget_row (project, funder, line, stage, at, amount_krw, entry, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    'busan-2026',
    'government',
    '장비 구입비',
    'planned',
    DAY_START,
    120_000_000,
    'e1',
    DAY_START,
  );
}

describe.skipIf(!hasInfluxd)('Grafana', () => {
  let influx: RealInflux;

  beforeAll(async () => {
    influx = await startInflux();
    const ledger = new Ledger(':memory:');
    fillLedger(ledger);
    const projector = new Projector({ ledger, settings: influx.settings(), log: pino({ level: 'silent' }) });
    projector.start();
    await vi.waitFor(() => expect(projector.health()).toMatchObject({ due: 0, lastError: null }), { timeout: 30_000 });
    expect(projector.health().rejected).toBe(0);
    await projector.stop();
    ledger.close();
    // a device's minutes come from its being heard over time, of which there is none here
    const device = `device,tenant=${TENANT},yard=${YARD},area=bay1,device=frame-1`;
    const fields = 'online=true,age_s=12.5,received=4i,rejected=1i,changed=false';
    await influx.write(`${device} ${fields} ${BigInt(DAY_START) * 1_000_000n}`);
  });
  afterAll(() => influx?.stop());

  it.each(queries)('asks what is there: $where', async ({ text }) => {
    const rows = await influx.query(filled(text));
    expect(rows.length).toBeGreaterThan(0);
    const values = rows.flatMap((row) =>
      Object.entries(row).filter(([name, value]) => name !== 'time' && value !== null),
    );
    expect(values.length).toBeGreaterThan(0);
  });

  it('sums the grades of the yard to what was weighed', async () => {
    const mix = boards
      .find(({ name }) => name === 'yard.json')
      ?.board.panels.find(({ title }) => title === '등급 구성');
    const [row] = await influx.query(filled(mix?.targets?.[0]?.query ?? ''));
    const { time: _time, ...grades } = row ?? {};
    expect(grades).toMatchObject({ [GRADE_KOREAN.heavy]: 45_600, [GRADE_KOREAN.foreign]: 2_400 });
    expect(Object.values(grades).reduce<number>((sum, kg) => sum + Number(kg), 0)).toBe(48_000);
    for (const grade of GRADES) expect(grades).toHaveProperty(GRADE_KOREAN[grade]);
  });
});

it('has dashboards of the yard, the suppliers, the programme and the system, each with an id of its own', () => {
  expect(boards.map(({ name }) => name).sort()).toEqual([
    'programme.json',
    'suppliers.json',
    'system.json',
    'yard.json',
  ]);
  expect(new Set(boards.map(({ board }) => board.uid)).size).toBe(4);
  for (const { board } of boards) {
    for (const { title, targets = [] } of board.panels) expect(targets.length, title).toBeGreaterThan(0);
  }
});
