import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noteDeviceMinutes } from '../../../collector/ledger/device-minutes.ts';
import { writeState } from '../../../collector/ledger/devices.ts';
import type { Point } from '../../../domain/wire/measurements.ts';
import { numberedNs, pointNs } from '../../../domain/wire/point-place.ts';
import { MINUTE, NINE, type Said, TENANT, YARD, YardBook } from './yard-book.ts';

let yard: YardBook;

beforeEach(() => {
  yard = new YardBook();
});
afterEach(() => yard.ledger.close());

const full: Said = { id: 'full', kind: 'weighing', minute: 0, kg: 30_000, partner: '대한철강' };
const empty: Said = { id: 'empty', kind: 'weighing', minute: 20, kg: 6_000 };
const visit = () => yard.visitOf(full);

const nsAt = (minute: number, id: string) => pointNs(NINE + minute * MINUTE, id);
const isZero = ({ fields }: Point) => Object.values(fields).every((value) => value === 0 || value === '' || !value);
/** where a point lies and what it weighs, short enough for a table */
const told = (points: readonly Point[]) =>
  points.map(({ tags, ns, fields }) => {
    const minute = Math.round((Number(BigInt(ns) / 1_000_000n) - NINE) / MINUTE);
    return `${minute}' ${tags.scale} ${tags.direction} ${tags.partner ?? '-'}: ${fields.status} ${fields.net_kg}`;
  });

const NO_GRADES = {
  ...{ kg_new_sheet: 0, kg_new_bale: 0, kg_heavy: 0, kg_guillotine: 0, kg_light: 0, kg_shredded: 0 },
  ...{ kg_pressed: 0, kg_cast: 0, kg_turnings: 0, kg_foreign: 0, kg_unjudged: 0 },
};

describe('the point of a visit', () => {
  it('lies at its second weighing, on that scale, and carries every field', () => {
    yard.book(full, { ...empty, device: 'bridge-2' });
    expect(yard.pointsOf('visit', visit())).toEqual([
      {
        measurement: 'visit',
        tags: { tenant: TENANT, yard: YARD, scale: 'weigh/bridge-2', direction: 'inbound', partner: '대한철강' },
        ns: nsAt(20, visit()),
        fields: {
          ...{ visit: visit(), gross_kg: 30_000, tare_kg: 6_000, net_kg: 24_000, deduction_kg: 0, accepted_kg: 24_000 },
          ...{ ...NO_GRADES, kg_unjudged: 24_000, trucks: 1, confidence: 0, frames: 0, status: 'closed' },
          ...{ model: '', rule: 'weighted@1' },
        },
      },
    ]);
  });

  it('has the kilograms of its grades and the model that judged the photo captured last', () => {
    const photo = (id: string, minute: number): Said => ({ id, kind: 'frame', minute, lift: 1 });
    yard.book(full, { id: 'l1', kind: 'lift', minute: 5, kg: 1_000, lift: 1 }, photo('p1', 5), photo('p2', 6), empty);
    yard.judge('p2', { heavy: 1 }, { version: 'v2' });
    yard.judge('p1', { heavy: 0.5, light: 0.5 });
    const [point] = yard.pointsOf('visit', visit());
    // half of the evidence is heavy for sure, half is undecided between heavy and light
    expect(point?.fields).toMatchObject({ kg_heavy: 18_000, kg_light: 6_000, kg_unjudged: 0, net_kg: 24_000 });
    expect(point?.fields).toMatchObject({ frames: 2, model: 'grading v2' });
  });

  it('is there only once the visit is closed', () => {
    yard.book(full);
    expect(yard.pointsOf('visit', visit())).toEqual([]);
  });

  it('is written again at its place by a correction', () => {
    yard.book(full, empty);
    const [before] = yard.pointsOf('visit', visit());
    yard.book({ id: 'c1', kind: 'correction', minute: 60, visit: visit(), more: { deductionKg: 500 } });
    expect(yard.pointsOf('visit', visit())).toEqual([
      { ...before, fields: { ...before?.fields, deduction_kg: 500, accepted_kg: 23_500 } },
    ]);
  });

  it('becomes zeros with the status cancelled when the visit is cancelled', () => {
    yard.book(full, empty);
    const [before] = yard.pointsOf('visit', visit());
    yard.book({ id: 'x1', kind: 'cancellation', minute: 60, visit: visit() });
    const after = yard.pointsOf('visit', visit());
    expect(after).toMatchObject([{ ns: before?.ns, tags: before?.tags, fields: { status: 'cancelled', trucks: 0 } }]);
    expect(after.map(({ fields }) => isZero({ ...after[0], fields: { ...fields, status: '' } } as Point))).toEqual([
      true,
    ]);
  });

  it('becomes zeros when the visit is open again, because its weighings turn out to be of another truck', () => {
    const [first, second] = [full, empty].map((said) => ({ ...said, ticket: 'T1' })) as [Said, Said];
    yard.book(first, second);
    const id = yard.visitOf(first);
    expect(told(yard.pointsOf('visit', id))).toEqual(["20' weigh/bridge-1 inbound 대한철강: closed 24000"]);
    yard.book({ ...first, id: 'other', minute: -10, plate: '포항12가7777' });
    expect(told(yard.pointsOf('visit', id))).toEqual(["20' weigh/bridge-1 inbound 대한철강: cancelled 0"]);
  });

  it('leaves zeros where it lay when a late weighing closes the visit earlier, on another scale', () => {
    yard.book(full, empty);
    yard.book({ id: 'late', kind: 'weighing', minute: 10, kg: 7_000, device: 'bridge-2' });
    expect(told(yard.pointsOf('visit', visit()))).toEqual([
      "20' weigh/bridge-1 inbound 대한철강: cancelled 0",
      "10' weigh/bridge-2 inbound 대한철강: closed 23000",
    ]);
  });

  it('leaves zeros where it lay when a late first weighing turns its direction and names another partner', () => {
    const second: Said = { ...full, id: 'second', minute: 20, ticket: 'T1' };
    yard.book(second, { ...empty, id: 'third', minute: 40, ticket: 'T1' });
    const id = yard.visitOf(second);
    expect(told(yard.pointsOf('visit', id))).toEqual(["40' weigh/bridge-1 inbound 대한철강: closed 24000"]);
    yard.book({ ...empty, id: 'first', minute: 0, kg: 5_000, ticket: 'T1', partner: "'; DROP" });
    expect(told(yard.pointsOf('visit', id))).toEqual([
      "40' weigh/bridge-1 inbound 대한철강: cancelled 0",
      "20' weigh/bridge-1 outbound '; DROP: closed 25000",
    ]);
  });

  it('leaves zeros alone when re-pairing dissolves the visit', () => {
    yard.book(empty, { ...full, id: 'again', minute: 40 });
    const dissolved = yard.visitOf(empty);
    expect(told(yard.pointsOf('visit', dissolved))).toEqual(["40' weigh/bridge-1 outbound 대한철강: closed 24000"]);
    yard.book(full);
    expect(told(yard.pointsOf('visit', dissolved))).toEqual(["40' weigh/bridge-1 outbound 대한철강: cancelled 0"]);
    expect(told(yard.pointsOf('visit', visit()))).toEqual(["20' weigh/bridge-1 inbound 대한철강: closed 24000"]);
  });

  it('leaves zeros at every place it ever had', () => {
    yard.book(full, empty);
    yard.book({ id: 'late', kind: 'weighing', minute: 10, kg: 7_000 });
    yard.book({ id: 'later', kind: 'weighing', minute: 5, kg: 8_000 });
    expect(told(yard.pointsOf('visit', visit()))).toEqual([
      "20' weigh/bridge-1 inbound 대한철강: cancelled 0",
      "10' weigh/bridge-1 inbound 대한철강: cancelled 0",
      "5' weigh/bridge-1 inbound 대한철강: closed 22000",
    ]);
  });

  it('is the same whatever is asked beside it', () => {
    const next: Said = { ...full, id: 'next', minute: 100 };
    yard.book(full, empty, next, { ...empty, id: 'next-empty', minute: 130 });
    const ids = [yard.visitOf(next), visit(), 'nobody'];
    expect(ids.map((id) => yard.pointsOf('visit', id).length)).toEqual([1, 1, 0]);
  });
});

describe('the point of a lift', () => {
  const lift: Said = { id: 'l1', kind: 'lift', minute: 5, kg: 1_250 };
  const place = () => ({
    measurement: 'lift',
    tags: { tenant: TENANT, yard: YARD, crane: 'bay1/crane-1' },
    ns: nsAt(5, 'bay1/crane-1/l1'),
  });

  it('names the visit it belongs to', () => {
    yard.book(full, lift, empty);
    expect(yard.pointsOf('lift', yard.seqOf('l1'))).toEqual([{ ...place(), fields: { visit: visit(), kg: 1_250 } }]);
  });

  it('weighs the same while it waits for its visit', () => {
    yard.book({ ...lift, plate: null });
    expect(yard.pointsOf('lift', yard.seqOf('l1'))).toEqual([{ ...place(), fields: { visit: '', kg: 1_250 } }]);
  });

  it('becomes zeros when it contradicts its ticket', () => {
    yard.book({ ...full, ticket: 'T1' }, { ...lift, ticket: 'T1', plate: '포항12가7777' });
    expect(yard.pointsOf('lift', yard.seqOf('l1'))).toEqual([{ ...place(), fields: { visit: '', kg: 0 } }]);
  });
});

describe('the point of an inspection', () => {
  const photo = (id: string, minute: number): Said => ({ id, kind: 'frame', minute, lift: 3 });
  const lift: Said = { id: 'l3', kind: 'lift', minute: 5, kg: 1_000, lift: 3 };
  const kgOf = (id: string) => yard.pointsOf('inspection', yard.seqOf(id)).map(({ fields }) => fields.kg);

  it('lies at its capture, by camera and model, and carries every field', () => {
    yard.book(full, lift, photo('p1', 5), empty);
    yard.judge('p1', { heavy: 0.75, foreign: 0.25 });
    expect(yard.pointsOf('inspection', yard.seqOf('p1'))).toEqual([
      {
        measurement: 'inspection',
        tags: { tenant: TENANT, yard: YARD, camera: 'bay1/camera-1', model: 'grading v1' },
        ns: nsAt(5, 'bay1/camera-1/p1'),
        fields: {
          ...{ visit: visit(), lift: 3, kg: 1_000, grade: 'heavy', confidence: 0.75, foreign_ratio: 0.25 },
          ...{ out_of_domain: false, latency_ms: 12.5, frame: 'sha-p1', photos: 1 },
        },
      },
    ]);
  });

  it("shares its lift's kilograms among the lift's judged photos, the odd ones to the earlier", () => {
    yard.book(full, lift, photo('p2', 6), photo('p1', 5), photo('p3', 7), photo('p4', 8), empty);
    for (const id of ['p3', 'p1', 'p2']) yard.judge(id, { heavy: 1 });
    expect(['p1', 'p2', 'p3', 'p4'].map(kgOf)).toEqual([[334], [333], [333], []]);
    yard.judge('p4', null);
    expect(['p1', 'p2', 'p3', 'p4'].map(kgOf)).toEqual([[334], [333], [333], []]);
  });

  it('weighs nothing without a lift', () => {
    yard.book(full, photo('p1', 5), empty);
    yard.judge('p1', { foreign: 1 }, { outOfDomain: true });
    const [point] = yard.pointsOf('inspection', yard.seqOf('p1'));
    expect(point?.fields).toMatchObject({ lift: 0, kg: 0, photos: 1, out_of_domain: true, foreign_ratio: 1 });
  });

  it('moves to the series of the model that judged it last, and leaves zeros in the other', () => {
    yard.book(full, lift, photo('p1', 5), empty);
    yard.judge('p1', { heavy: 1 });
    yard.judge('p1', { cast: 1 }, { version: 'v2' });
    const points = yard.pointsOf('inspection', yard.seqOf('p1'));
    expect(points.map(({ tags, fields }) => [tags.model, fields.grade, fields.kg, fields.photos])).toEqual([
      ['grading v1', '', 0, 0],
      ['grading v2', 'cast', 1_000, 1],
    ]);
  });

  it('becomes zeros when the last word on the photo is that it failed', () => {
    yard.book(full, lift, photo('p1', 5), empty);
    yard.judge('p1', { heavy: 1 });
    yard.judge('p1', null, { version: 'v2' });
    const points = yard.pointsOf('inspection', yard.seqOf('p1'));
    expect(points.map(({ tags, fields }) => [tags.model, fields.photos])).toEqual([['grading v1', 0]]);
  });
});

describe('the points of a device', () => {
  const address = { tenant: TENANT, yard: YARD, area: 'bay1', device: 'crane-1' };
  const state = (online: boolean, minute: number) =>
    writeState(yard.ledger, {
      ...{ type: 'state', address, id: `s${minute}`, online, model: null, firmware: null },
      ...{ at: NINE, receivedAt: NINE + minute * MINUTE },
    });

  it('lie where the collector heard of a change', () => {
    state(true, 0);
    state(false, 7);
    expect(yard.pointsOf('device', '2')).toEqual([
      {
        ...{ measurement: 'device', tags: address, ns: numberedNs(NINE + 7 * MINUTE, 2) },
        fields: { online: false, age_s: 0, received: 0, rejected: 0, changed: true },
      },
    ]);
  });

  it('lie at every minute, with what was counted by then', () => {
    yard.project();
    yard.book({ id: 'l1', kind: 'lift', minute: 0, kg: 500 }, { id: 'l2', kind: 'lift', minute: 1, kg: 600 });
    const at = NINE + 3 * MINUTE + 4_500;
    noteDeviceMinutes(yard.ledger, at);
    const ref = `${TENANT}/${YARD}/bay1/crane-1@${NINE + 3 * MINUTE}`;
    yard.book({ id: 'l3', kind: 'lift', minute: 4, kg: 700 });
    expect(yard.due()).toContain(`device ${ref}`);
    expect(yard.pointsOf('device', ref)).toEqual([
      {
        ...{ measurement: 'device', tags: address, ns: pointNs(at, ref) },
        fields: { online: true, age_s: 124.5, received: 2, rejected: 0, changed: false },
      },
    ]);
  });

  it('are noted once a minute, and not at all without an InfluxDB', () => {
    yard.book({ id: 'l1', kind: 'lift', minute: 0, kg: 500 });
    const minutes = () => yard.ledger.all('SELECT ref FROM device_minute').length;
    noteDeviceMinutes(yard.ledger, NINE);
    expect(minutes()).toBe(0);
    yard.project();
    for (const second of [0, 30, 60]) noteDeviceMinutes(yard.ledger, NINE + second * 1_000);
    expect(minutes()).toBe(2);
  });
});

describe('the points of the programme', () => {
  it('have the last value of an hour, whichever of its rows is due', () => {
    const sql = `INSERT INTO indicator_row (tenant, yard, indicator, hour, value, target, recorded_at)
      VALUES ('${TENANT}', '${YARD}', ?, ${NINE}, ?, ?, 0)`;
    yard.ledger.run(sql, 'coverage', 0.5, null);
    yard.ledger.run(sql, 'coverage', 0.75, 0.9);
    yard.ledger.run(sql, 'latency', 3, null);
    const place = {
      measurement: 'indicator',
      tags: { tenant: TENANT, yard: YARD, indicator: 'coverage' },
      ns: pointNs(NINE, 'coverage'),
    };
    const coverage = { ...place, fields: { value: 0.75, target: 0.9, has_target: true } };
    expect(yard.pointsOf('indicator', '1')).toEqual([coverage]);
    expect(yard.pointsOf('indicator', '2')).toEqual([coverage]);
    expect(yard.pointsOf('indicator', '3')).toMatchObject([{ fields: { value: 3, target: 0, has_target: false } }]);
  });

  it('have every budget entry, two of one instant too', () => {
    const sql = `INSERT INTO budget_row (project, funder, line, stage, at, amount_krw, entry, recorded_at)
      VALUES ('p', '정부', '장비, 재료', '집행', ${NINE}, ?, 'e', 0)`;
    yard.ledger.run(sql, 1_000_000);
    yard.ledger.run(sql, -250_000);
    const tags = { project: 'p', funder: '정부', line: '장비, 재료', stage: '집행' };
    expect(['1', '2'].flatMap((ref) => yard.pointsOf('budget', ref))).toEqual([
      { measurement: 'budget', tags, ns: numberedNs(NINE, 1), fields: { amount_krw: 1_000_000 } },
      { measurement: 'budget', tags, ns: numberedNs(NINE, 2), fields: { amount_krw: -250_000 } },
    ]);
  });
});
