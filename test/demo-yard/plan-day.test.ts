import { describe, expect, it } from 'vitest';
import { GRADES } from '../../domain/grades.ts';
import { kstDay, kstDayStart } from '../../domain/kst-time.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../domain/units.ts';
import { APPROACH_MS, DEPARTURE_MS } from './needle.ts';
import { planDay } from './plan/plan-day.ts';
import type { PlanSource } from './plan/plan-source.ts';
import { seriesOf } from './plan/plan-source.ts';
import { SCALE_GAP } from './plan/traffic.ts';
import { CRANE_ERROR } from './plan/weights.ts';
import { DEMO_YARDS } from './yards.ts';

const sourceOf = (seed: number, isHonest = false): PlanSource => ({
  seed,
  series: seriesOf(seed, ''),
  grades: GRADES,
  isHonest,
});
const source = sourceOf(1);
const [busan] = DEMO_YARDS;
const FIRST_DAY = kstDayStart('2026-11-01') ?? 0;
const MONTH = Array.from({ length: 30 }, (_, index) => kstDay(FIRST_DAY + index * DAY_MS));
const plans = DEMO_YARDS.flatMap((yard) => MONTH.map((day) => planDay(yard, day, source)));
const visits = plans.flatMap((plan) => plan.visits);
const isOverloaded = ({ first, second }: (typeof visits)[number]): boolean => Math.max(first.kg, second.kg) > 40_000;
const loaded = visits.filter((visit) => !isOverloaded(visit));

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
const netOf = (visit: (typeof visits)[number]): number => Math.abs(visit.first.kg - visit.second.kg);

describe('the plan of a day', () => {
  it('is the same for the same seed, yard and day', () => {
    expect(planDay(busan, '2026-11-22', source)).toEqual(planDay(busan, '2026-11-22', source));
  });

  it('differs by seed, yard and day', () => {
    const base = JSON.stringify(planDay(busan, '2026-11-22', source));
    expect(JSON.stringify(planDay(busan, '2026-11-22', sourceOf(2)))).not.toBe(base);
    expect(JSON.stringify(planDay(busan, '2026-11-23', source))).not.toBe(base);
    expect(JSON.stringify(planDay(DEMO_YARDS[1], '2026-11-22', source))).not.toBe(base);
  });

  it('has a median net of about 24 t between 15 and 28 t, and a median stay of 22 minutes', () => {
    const nets = loaded.map(netOf);
    expect(Math.min(...nets)).toBeGreaterThanOrEqual(15_000);
    expect(Math.max(...nets)).toBeLessThanOrEqual(28_200);
    expect(median(nets)).toBeGreaterThan(23_000);
    expect(median(nets)).toBeLessThan(25_000);
    const stays = visits.map(({ first, second }) => (second.at - first.at) / MINUTE_MS);
    expect(Math.min(...stays)).toBeGreaterThanOrEqual(6);
    expect(Math.max(...stays)).toBeLessThanOrEqual(40);
    expect(Math.abs(median(stays) - 22)).toBeLessThan(1.5);
  });

  it('weighs gross and tare within the ranges of the field, in steps of 20 kg', () => {
    for (const { first, second, unstable, direction } of loaded) {
      const [gross, tare] = direction === 'inbound' ? [first.kg, second.kg] : [second.kg, first.kg];
      expect(gross).toBeGreaterThanOrEqual(21_900);
      expect(gross).toBeLessThanOrEqual(34_300);
      expect(tare).toBeGreaterThanOrEqual(5_700);
      expect(tare).toBeLessThanOrEqual(6_900);
      for (const kg of [gross, tare, unstable?.kg ?? 0]) expect(kg % 20).toBe(0);
    }
  });

  it('brings 17 to 22 trucks by day and a few by night, most of them inbound', () => {
    for (const [index, plan] of plans.entries()) {
      const start = kstDayStart(plan.day) ?? 0;
      const byDay = plan.visits.filter(({ first }) => {
        const hour = (first.at - start) / HOUR_MS;
        return hour >= 7 && hour < 18.2;
      });
      expect(byDay.length, `${index}`).toBeGreaterThanOrEqual(17);
      expect(byDay.length).toBeLessThanOrEqual(22);
      expect(plan.visits.length - byDay.length).toBeGreaterThanOrEqual(6);
    }
    const inbound = visits.filter(({ direction }) => direction === 'inbound').length;
    expect(inbound / visits.length).toBeGreaterThan(0.6);
    expect(inbound / visits.length).toBeLessThan(0.8);
  });

  it('lifts 4 to 10 times, and the lifts come to the net within the error of the crane', () => {
    for (const visit of visits) {
      expect(visit.lifts.length).toBeGreaterThanOrEqual(4);
      expect(visit.lifts.length).toBeLessThanOrEqual(10);
      const lifted = visit.lifts.reduce((sum, { kg }) => sum + kg, 0);
      expect(Math.abs(lifted - netOf(visit))).toBeLessThanOrEqual(netOf(visit) * CRANE_ERROR);
      for (const { at, photoAt } of visit.lifts) {
        expect(at).toBeGreaterThan(visit.first.at);
        expect(photoAt).toBeGreaterThanOrEqual(at);
        expect(photoAt).toBeLessThan(visit.second.at);
      }
    }
  });

  it('keeps one truck at a time on the scale and in a bay, and all of it within the day', () => {
    for (const { day, visits } of plans) {
      const weighings = visits.flatMap(({ first, second }) => [first.at, second.at]).sort((a, b) => a - b);
      for (const [index, at] of weighings.entries()) {
        expect(kstDay(at)).toBe(day);
        if (index > 0) expect(at - (weighings[index - 1] ?? 0)).toBeGreaterThanOrEqual(SCALE_GAP);
      }
      for (const bay of ['bay1', 'bay2']) {
        const served = visits.filter((visit) => visit.bay === bay);
        for (const [index, visit] of served.entries()) {
          expect(visit.first.at).toBeGreaterThanOrEqual(served[index - 1]?.second.at ?? 0);
        }
      }
      expect(new Set(visits.map(({ plate }) => plate)).size).toBe(visits.length);
    }
  });

  it('has every rare thing in a month: unsure loads, false declarations, alarms, unstable readings', () => {
    expect(visits.some(({ radiation }) => radiation.alarm)).toBe(true);
    expect(visits.some(({ unstable }) => unstable !== null)).toBe(true);
    expect(visits.some(({ lifts }) => lifts.some(({ photo }) => photo.isLowConfidence))).toBe(true);
    expect(plans.every(({ outages }) => outages.length > 0)).toBe(true);
  });

  it('has one radiation alarm, measured again and clear before the truck leaves, and two overloads', () => {
    for (const { visits: ofDay } of plans) {
      const alarmed = ofDay.filter(({ radiation }) => radiation.alarm);
      expect(alarmed).toHaveLength(1);
      for (const { radiation, remeasured, second } of alarmed) {
        expect(remeasured).toMatchObject({ alarm: false });
        expect(remeasured?.at).toBeGreaterThan(radiation.at);
        expect(remeasured?.at).toBeLessThan(second.at);
      }
      expect(ofDay.filter(({ remeasured }) => remeasured !== null)).toEqual(alarmed);
      const overloaded = ofDay.filter(isOverloaded);
      expect(overloaded).toHaveLength(2);
      for (const { first, second } of overloaded) expect(Math.max(first.kg, second.kg)).toBeLessThan(43_000);
    }
  });

  it('refuses a day that does not exist', () => {
    expect(() => planDay(busan, '2026-02-29', source)).toThrow(RangeError);
  });
});

describe('a start of the demo', () => {
  const minutes = Array.from({ length: 24 * 12 }, (_, index) => FIRST_DAY + index * 5 * MINUTE_MS + 17 * SECOND_MS);

  it('has a truck on or near the scale within a minute, at any hour, in every yard', () => {
    for (const yard of DEMO_YARDS) {
      for (const start of minutes) {
        const plan = planDay(yard, kstDay(start), source, [start]);
        const weighings = plan.visits.flatMap(({ first, second }) => [first.at, second.at]);
        const next = weighings.filter((at) => at >= start - 5 * SECOND_MS && at <= start + 84 * SECOND_MS);
        expect(next.length, `${yard.id} ${new Date(start).toISOString()}`).toBeGreaterThan(0);
      }
    }
  });

  it('leaves the planned trucks as they are and the scale to one truck at a time', () => {
    const planned = planDay(busan, '2026-11-01', source).visits;
    const starts = minutes.filter((_, index) => index % 20 === 0);
    const withStarts = planDay(busan, '2026-11-01', source, starts).visits;
    expect(withStarts).toEqual(expect.arrayContaining([...planned]));
    expect(withStarts.length).toBeGreaterThan(planned.length);
    const weighings = withStarts.flatMap(({ first, second }) => [first.at, second.at]).sort((a, b) => a - b);
    for (const [index, at] of weighings.slice(1).entries()) {
      expect(at - (weighings[index] ?? 0)).toBeGreaterThanOrEqual(APPROACH_MS + DEPARTURE_MS);
    }
  });

  it('brings the same truck again when it is remembered', () => {
    const start = FIRST_DAY + 10 * HOUR_MS;
    expect(planDay(busan, '2026-11-01', source, [start])).toEqual(planDay(busan, '2026-11-01', source, [start]));
  });
});
