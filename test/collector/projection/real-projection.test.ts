import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Projector } from '../../../collector/projection/projector.ts';
import { GRADE_BUCKETS } from '../../../domain/grades.ts';
import type { InfluxSettings } from '../../../domain/settings.ts';
import { textOfTag } from '../../../domain/wire/point-place.ts';
import { STRANGE_NAMES } from '../../fixtures/influxql.ts';
import { hasInfluxd, type InfluxRow, type RealInflux, startInflux } from '../../influx/real-influx.ts';
import { anyDay, YARD as DAY_YARD, type DayEvent, messageOf } from '../visits/yard-day.ts';
import { TickingClock } from './ticking-clock.ts';
import { type Said, YardBook } from './yard-book.ts';

describe.skipIf(!hasInfluxd)('a ledger in a real InfluxDB', () => {
  let influx: RealInflux;
  let yard: YardBook;
  let clock: TickingClock;

  beforeAll(async () => {
    influx = await startInflux();
  });
  afterAll(() => influx?.stop());
  beforeEach(() => {
    yard = new YardBook();
    clock = new TickingClock(yard.now);
  });
  afterEach(async () => {
    yard.ledger.close();
    await emptied();
  });

  const emptied = async () => {
    await influx.query(`DROP DATABASE "${influx.database}"`);
    await influx.query(`CREATE DATABASE "${influx.database}"`);
  };

  /** Runs a projector over some work, and until nothing is due. */
  async function projecting(work: (wait: () => Promise<void>) => Promise<void>, more: Partial<InfluxSettings> = {}) {
    const quiet = () => undefined;
    const log = { info: quiet, warn: quiet, error: quiet };
    const projector = new Projector({ ledger: yard.ledger, settings: influx.settings(more), log, clock });
    projector.start();
    const wait = async () => {
      projector.wake();
      await clock.untilResting();
    };
    await clock.untilResting();
    await work(wait);
    await wait();
    const health = projector.health();
    await projector.stop();
    expect(health).toMatchObject({ due: 0, rejected: 0, state: 'running' });
  }

  /** Days of one yard whose events come late, in parts and out of order, projected all along. */
  async function confusedDays(wait: () => Promise<void>, seed: number): Promise<void> {
    const sampled = fc.sample(anyDay, { numRuns: 300, seed });
    const days = sampled.sort((a, b) => b.length - a.length).slice(0, 16);
    const events = days.flatMap((day, index) => day.map((event) => onDay(event, index)));
    const [arrived = []] = fc.sample(fc.shuffledSubarray(events, { minLength: events.length }), { numRuns: 1, seed });
    for (let from = 0; from < arrived.length; from += 25) {
      yard.bookkeeper.book(arrived.slice(from, from + 25).map(messageOf), yard.now);
      await wait();
    }
    for (const [index, { kind, id, judgement }] of arrived.entries()) {
      if (kind !== 'frame' || !judgement || judgement === 'waiting') continue;
      yard.judge(id, judgement === 'failed' ? null : judgement.probabilities);
      if (judgement !== 'failed' && index % 3 === 0) yard.judge(id, { pressed: 1 }, { version: 'v2' });
    }
  }

  const onDay = (event: DayEvent, day: number): DayEvent => ({
    ...event,
    id: `${day}-${event.id}`,
    at: event.at + day * 86_400_000,
    ticket: event.ticket && `${event.ticket}-${day}`,
    withdraws: event.withdraws ? `${day}-${event.withdraws}` : null,
    // a person speaks of the visit of the day as it was before the days were told apart
    ...(event.kind === 'correction' || event.kind === 'cancellation' ? { visit: visitFor(event, day) } : {}),
  });
  const visitFor = (event: DayEvent, day: number): string => {
    const open = yard.ledger.first<{ id: string }>(
      "SELECT id FROM visit WHERE status = 'closed' AND yard = ? ORDER BY id LIMIT 1 OFFSET ?",
      DAY_YARD,
      day,
    );
    return open?.id ?? event.visit ?? '';
  };

  const sum = (rows: readonly InfluxRow[], name: string) => Number(rows[0]?.[name] ?? 0);

  async function sumsInInflux(): Promise<Record<string, number>> {
    const grades = GRADE_BUCKETS.map((grade) => `sum(kg_${grade}) AS ${grade}`).join(', ');
    const visits = await influx.query(
      `SELECT sum(net_kg) AS net, sum(deduction_kg) AS off, sum(trucks) AS trucks, ${grades} FROM visit`,
    );
    const lifts = await influx.query('SELECT sum(kg) AS kg FROM lift');
    const photos = await influx.query('SELECT sum(kg) AS kg, sum(photos) AS photos FROM inspection');
    return {
      ...Object.fromEntries(['net', 'off', 'trucks', ...GRADE_BUCKETS].map((name) => [name, sum(visits, name)])),
      ...{ lifts: sum(lifts, 'kg'), shared: sum(photos, 'kg'), photos: sum(photos, 'photos') },
    };
  }

  function sumsInLedger(): Record<string, number> {
    const value = (sql: string) => yard.ledger.first<{ n: number | null }>(sql)?.n ?? 0;
    const judged = `standing s JOIN inference i ON i.seq = (SELECT max(seq) FROM inference WHERE event = s.event AND role = 'current')
      AND i.probabilities IS NOT NULL`;
    return {
      net: value("SELECT sum(net) AS n FROM visit WHERE status = 'closed'"),
      off: value("SELECT sum(body ->> '$.deduction') AS n FROM visit WHERE status = 'closed'"),
      trucks: value("SELECT count(*) AS n FROM visit WHERE status = 'closed'"),
      ...Object.fromEntries(
        GRADE_BUCKETS.map((grade) => [grade, value(`SELECT sum(kg) AS n FROM visit_grade WHERE grade = '${grade}'`)]),
      ),
      lifts: value(
        "SELECT sum(e.kg) AS n FROM event e JOIN standing s ON s.event = e.seq WHERE s.role IN ('lift', 'none')",
      ),
      shared: value(`SELECT sum(kg) AS n FROM event WHERE seq IN (SELECT s.lift_event FROM ${judged})`),
      photos: value(`SELECT count(*) AS n FROM ${judged} WHERE s.role <> 'refused'`),
    };
  }

  const everything = async () =>
    (
      await Promise.all(
        ['visit', 'lift', 'inspection', 'device'].map((name) => influx.query(`SELECT * FROM "${name}"`)),
      )
    ).flat();

  it.each([1, 2, 3, 4])('sums up to the kilogram, whatever moved meanwhile (seed %i)', async (seed) => {
    await projecting((wait) => confusedDays(wait, seed));
    const ledger = sumsInLedger();
    expect(await sumsInInflux()).toEqual(ledger);
    expect(
      Math.min(...['net', 'lifts', 'photos', 'trucks', 'shared'].map((name) => ledger[name] ?? 0)),
    ).toBeGreaterThan(0);
    const moved = await influx.query("SELECT count(trucks) AS places FROM visit WHERE status = 'cancelled'");
    expect(sum(moved, 'places')).toBeGreaterThan(0);
  });

  it('changes in nothing when all of it is projected again', async () => {
    await projecting((wait) => confusedDays(wait, 5));
    const before = await everything();
    yard.ledger.run('DELETE FROM projection_target');
    await projecting(async () => undefined);
    expect(await everything()).toEqual(before);
    expect(before.length).toBeGreaterThan(50);
  });

  it('comes to the same when the database is deleted and projected anew', async () => {
    await projecting((wait) => confusedDays(wait, 6));
    const before = await everything();
    await emptied();
    yard.ledger.run('DELETE FROM projection_target');
    await projecting(async () => undefined);
    expect(await everything()).toEqual(before);
  });

  it.each(STRANGE_NAMES.map(([name], index) => [name, index] as const))(
    'keeps a yard and a partner by the name %j',
    async (name, index) => {
      // no topic names a yard with a NUL, and SQLite would not find it again
      const yardName = name.replace('\0', '');
      const at: Partial<Said> = { partner: name, yard: yardName };
      const full: Said = { id: `full${index}`, kind: 'weighing', minute: 0, kg: 30_000, ...at };
      yard.book(full, { id: `empty${index}`, kind: 'weighing', minute: 20, kg: 6_000, yard: yardName });
      await projecting(async () => undefined);
      const rows = await influx.query('SELECT net_kg, yard, partner FROM visit');
      expect(rows.map((row) => [row.net_kg, ...[row.yard, row.partner].map((tag) => textOfTag(String(tag)))])).toEqual([
        [24_000, yardName, name],
      ]);
    },
  );
});
