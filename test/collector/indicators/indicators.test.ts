import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Indicators } from '../../../collector/indicators/indicators.ts';
import { INDICATOR_QUERIES } from '../../../collector/indicators/queries.ts';
import { INDICATOR_IDS } from '../../../domain/programme/indicators.ts';
import { NOW, Yard } from '../commands/yard.ts';

const HOUR = Date.parse('2026-11-22T09:00:00+09:00');
const MINUTE = 60_000;
let yard: Yard;
let indicators: Indicators;

/** The current hour's values: of each indicator the latest row. */
function values(hour = HOUR): Record<string, number> {
  const rows = yard.ledger.all<{ indicator: string; value: number }>(
    'SELECT indicator, value FROM indicator_row WHERE hour = ? ORDER BY seq',
    hour,
  );
  return Object.fromEntries(rows.map(({ indicator, value }) => [indicator, value]));
}
const rowCount = () => yard.ledger.first<{ n: number }>('SELECT count(*) AS n FROM indicator_row')?.n;
const image = 'jpeg that nothing opens';

/** A photo's row without its bytes: what the door would make of it. */
function photo(id: string, lift: number, plate: string): void {
  const seq = yard.ledger.run(
    `INSERT INTO event (tenant, yard, area, device, kind, id, at, received_at, plate, lift, sha256, body)
     VALUES ('t', 'y', 'bay1', 'cam01', 'frame', ?, ?, ?, ?, ?, ?, '{}')`,
    ...[id, yard.now, yard.now, plate, lift, image],
  ).lastInsertRowid;
  const lifted = yard.ledger.first<{ event: number; visit: string }>(
    "SELECT s.event, s.visit FROM standing s JOIN event e ON e.seq = s.event WHERE s.kind = 'lift' AND e.plate = ? AND e.lift = ?",
    ...[plate, lift],
  );
  yard.ledger.run(
    "INSERT INTO standing (event, yard, kind, at, visit, role, lift_event) VALUES (?, 'y', 'frame', ?, ?, 'frame', ?)",
    ...[seq, yard.now, lifted?.visit ?? null, lifted?.event ?? null],
  );
}

function lift(id: string, number: number, plate: string): void {
  yard.say('bay1/crane01', 'lift', { id, kg: 1_000, lift: number, plate });
}

beforeEach(() => {
  yard = new Yard();
  indicators = new Indicators(yard.ledger);
});
afterEach(() => yard.ledger.close());

describe('the queries', () => {
  it('are there for every indicator but those of sessions', () => {
    const ofSessions = INDICATOR_IDS.filter((id) => id.startsWith('dashboard-use-'));
    expect(new Set([...Object.keys(INDICATOR_QUERIES), ...ofSessions])).toEqual(new Set(INDICATOR_IDS));
  });
});

describe('a day of one truck', () => {
  const PLATE = '포항12가7777';

  beforeEach(async () => {
    // two cranes spoke an hour ago (Yard); a truck weighs in, is lifted twice and photographed once, weighs out
    yard.now = NOW - 25 * MINUTE;
    yard.weighing('w1', 30_000, { plate: PLATE, at: yard.now - 4_000 });
    lift('l1', 1, PLATE);
    photo('p1', 1, PLATE);
    lift('l2', 2, PLATE);
    yard.now = NOW - 5 * MINUTE;
    yard.weighing('w2', 8_000, { plate: PLATE, at: yard.now - 8_000 });
    yard.now = NOW;
    await indicators.measure(NOW);
  });

  it('is measured as by hand', () => {
    expect(values()).toEqual({
      // scale and two cranes, of three known: the photo was put beside its door and is of no known device
      'devices-reporting': 100,
      // 2 of 2 weighings, and of the truck's two lifts one has its photo; the lifts of an hour ago have no visit
      completeness: 75,
      // 0, 0, 0, 0, 0, 4, 8 s: old lifts late by nothing, w1 by 4, w2 by 8; 4th and 7th of seven
      'latency-p50': 0,
      'latency-p95': 8,
      'weighings-automatic': 100,
      // no photo was judged
      'grades-automatic': 0,
      retention: 0,
      // scale, crane, camera
      'integrations-alive': 3,
      'commands-issued': 0,
    });
  });

  it('has earlier hours from the first event on, and none before', () => {
    expect(values(HOUR - 3_600_000)).toMatchObject({ 'integrations-alive': 1 });
    expect(values(HOUR - 2 * 3_600_000)).toEqual({});
  });

  it('gets no new row while nothing changes, and a later row in place of an earlier one when something does', async () => {
    const before = rowCount();
    await indicators.measure(NOW + MINUTE);
    expect(rowCount()).toBe(before);
    yard.now = NOW + MINUTE;
    photo('p2', 2, PLATE);
    yard.reading('r1', false);
    await indicators.measure(NOW + 2 * MINUTE);
    expect(values()).toMatchObject({ completeness: 100, 'integrations-alive': 4 });
    const rows = yard.ledger.all("SELECT value FROM indicator_row WHERE indicator = 'completeness' AND hour = ?", HOUR);
    expect(rows).toEqual([{ value: 75 }, { value: 100 }]);
  });

  it('is measured again by an hour that ended when its data come late, up to a day', async () => {
    const later = HOUR + 20 * 3_600_000;
    await indicators.measure(later);
    expect(values()['weighings-automatic']).toBe(100);
    const visit = yard.ledger.first<{ id: string }>('SELECT id FROM visit')?.id;
    yard.now = later;
    yard.office('cancellation', { id: 'c1', visit });
    await indicators.measure(later);
    expect(values()['weighings-automatic']).toBe(0);
    // more than a day later the hour stays as it is
    yard.now = later + 5 * 3_600_000;
    const before = values();
    yard.say('weigh/wb01', 'weighing', { id: 'w9', kg: 9_000, stable: true, plate: '광양80사0001', at: HOUR + MINUTE });
    await indicators.measure(yard.now);
    expect(values()).toEqual(before);
  });
});

describe('commands', () => {
  it('are counted, timed and told apart by who did what', async () => {
    yard.reading('r1', true, { at: NOW - 1_000 });
    const [one, other] = [yard.id('bay1', 'hold-crane'), yard.id('bay2', 'hold-crane')];
    yard.now += 2_000;
    yard.say('bay1/crane01', 'ack', { id: one, result: 'done' });
    yard.now += 60_000;
    await yard.send();
    yard.office('release', { id: 'o1', command: one });
    yard.now += 1_000;
    yard.say('bay1/crane01', 'ack', { id: yard.id('bay1', 'release-crane'), result: 'done' });
    // late: it had expired
    yard.say('bay2/crane01', 'ack', { id: other, result: 'done' });
    await indicators.measure(yard.now + 1);
    expect(values()).toMatchObject({
      'commands-issued': 2,
      // two holds and a release, one of them too late
      'commands-acknowledged': 66.667,
      // 3 s, 1 s, and 64 s for the late one
      'time-to-act-p95': 64,
      // the release was a person's
      'commands-unattended': 66.667,
      'commands-overridden': 50,
    });
  });

  it('that never were give no shares', async () => {
    yard.weighing('w1', 9_000);
    await indicators.measure(NOW + 1);
    expect(values()).toMatchObject({ 'commands-issued': 0 });
    expect(Object.keys(values())).not.toContain('commands-acknowledged');
  });
});

describe('points', () => {
  it('are due where there is an InfluxDB, which then counts as alive', async () => {
    yard.ledger.run("INSERT INTO projection_target (one, target, since) VALUES (1, 'x', 0)");
    yard.weighing('w1', 9_000);
    await indicators.measure(NOW + 1);
    expect(values()).toMatchObject({ 'integrations-alive': 3 });
    const due = yard.ledger.all<{ ref: string }>(
      "SELECT ref FROM point_due WHERE kind = 'indicator' ORDER BY CAST(ref AS INTEGER)",
    );
    expect(due).toHaveLength(rowCount() ?? 0);
    expect(
      yard.ledger.all('SELECT seq FROM indicator_row ORDER BY seq').map((row) => String((row as { seq: number }).seq)),
    ).toEqual(due.map(({ ref }) => ref));
  });
});

describe('sessions that the server counted', () => {
  it('are rows of the hour in which they were counted, the later count in place of the earlier', () => {
    yard.weighing('w1', 9_000);
    const usage = (id: string, plant: number) =>
      yard.office('usage', { id, sessions: { plant, procurement: 0, programme: 1 } });
    expect(usage('u1', 1)).toMatchObject({ code: null });
    yard.now += MINUTE;
    usage('u2', 3);
    expect(values()).toEqual({
      ...{ 'dashboard-use-plant': 3, 'dashboard-use-procurement': 0, 'dashboard-use-programme': 1 },
    });
    expect(rowCount()).toBe(4);
  });
});
