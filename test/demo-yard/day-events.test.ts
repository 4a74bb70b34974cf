import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { GRADES } from '../../domain/grades.ts';
import { kstDay } from '../../domain/kst-time.ts';
import {
  FrameMessage,
  FrameProperties,
  LiftMessage,
  OccupancyMessage,
  RadiationMessage,
  WeighingMessage,
} from '../../domain/wire/edge-messages.ts';
import { encodeEvent } from './devices/encode.ts';
import type { PhotoSource } from './photos/photo-source.ts';
import { dayEvents, type PlannedEvent } from './plan/day-events.ts';
import { planDay } from './plan/plan-day.ts';
import { seriesOf } from './plan/plan-source.ts';
import { DEMO_YARDS, devicesOf } from './yards.ts';

const source = { seed: 7, series: seriesOf(7, ''), grades: GRADES, isHonest: false };
const DAYS = ['2026-11-20', '2026-11-21', '2026-11-22'];
const photos: PhotoSource = {
  seriesMark: '',
  tag: 'tag',
  grades: GRADES,
  isHonest: false,
  photo: ({ grade, variant }) => Promise.resolve(Buffer.from(`${grade} ${variant}`)),
};
const SCHEMAS = {
  weighing: WeighingMessage,
  lift: LiftMessage,
  radiation: RadiationMessage,
  occupancy: OccupancyMessage,
  frame: FrameMessage,
};
const eventsOf = (yard: (typeof DEMO_YARDS)[number], day: string): PlannedEvent[] =>
  dayEvents(planDay(yard, day, source), source);
const events = DEMO_YARDS.flatMap((yard) => DAYS.flatMap((day) => eventsOf(yard, day)));
const [busan] = DEMO_YARDS;

describe('the events of a day', () => {
  it.each([false, true])('follow the schemas of the contract, numeric times %s', async (hasNumericTimes) => {
    for (const event of events) {
      const { payload } = await encodeEvent(event, { photoFormat: 'base64-json', hasNumericTimes }, photos);
      const message: unknown = JSON.parse(payload.toString());
      expect(Check(SCHEMAS[event.kind], message), payload.toString()).toBe(true);
    }
  });

  it('carry the properties of a raw photo beside the JPEG', async () => {
    const dialect = { photoFormat: 'raw-jpeg', hasNumericTimes: false } as const;
    for (const event of events.filter(({ photo }) => photo)) {
      const { payload, userProperties } = await encodeEvent(event, dialect, photos);
      expect(payload.toString()).toBe(`${event.photo?.grade} ${event.photo?.variant}`);
      const { lift, ...rest } = userProperties ?? {};
      expect(Check(FrameProperties, lift === undefined ? rest : { ...rest, lift: Number(lift) })).toBe(true);
      expect(userProperties?.id).toBe(`${event.id}-tag`);
    }
  });

  it('come from devices the yard has, in the order of sending, never before they happened', () => {
    const keys = devicesOf(busan).map(({ key }) => key);
    let last = 0;
    for (const event of eventsOf(busan, '2026-11-22')) {
      expect(keys).toContain(event.device);
      expect(event.publishAt).toBeGreaterThanOrEqual(last);
      expect(event.publishAt).toBeGreaterThanOrEqual(event.at);
      expect(kstDay(event.at)).toBe('2026-11-22');
      last = event.publishAt;
    }
  });

  it('never give an id to two events, over yards, days and seeds', () => {
    const other = { ...source, seed: 8, series: seriesOf(8, '') };
    const all = [...eventsOf(busan, '2026-11-21'), ...eventsOf(busan, '2026-11-22')].concat(
      dayEvents(planDay(busan, '2026-11-22', other), other),
    );
    const byId = new Map<string, string>();
    for (const { publishAt: _, ...event } of all) {
      const key = `${event.device} ${event.id}`;
      const said = JSON.stringify(event);
      expect(byId.get(key) ?? said).toBe(said);
      byId.set(key, said);
    }
  });

  it('are repeated, byte for byte, after a restart', () => {
    expect(eventsOf(busan, '2026-11-22')).toEqual(eventsOf(busan, '2026-11-22'));
  });

  it('contain duplicates, late ones, unstable weighings and photos that know no truck', () => {
    const sent = events.map(({ device, id, at }) => `${device} ${id} ${at}`);
    expect(new Set(sent).size).toBeLessThan(sent.length);
    expect(events.some(({ at, publishAt }) => publishAt - at > 120_000)).toBe(true);
    expect(events.some(({ body }) => body.stable === false)).toBe(true);
    expect(events.some(({ kind, body }) => kind === 'frame' && Object.keys(body).length === 0)).toBe(true);
  });

  it('of a camera that is cut off come after the outage', () => {
    for (const day of DAYS) {
      const plan = planDay(busan, day, source);
      for (const { device, from, to } of plan.outages) {
        const sent = dayEvents(plan, source).filter((event) => event.device === device);
        expect(sent.some(({ publishAt }) => publishAt >= from && publishAt < to)).toBe(false);
      }
    }
  });
});
