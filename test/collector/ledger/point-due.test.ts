import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeState } from '../../../collector/ledger/devices.ts';
import { markDue } from '../../../collector/ledger/point-due.ts';
import { dueRows } from '../../../collector/projection/due.ts';
import { NINE, type Said, TENANT, YARD, YardBook } from '../projection/yard-book.ts';

let yard: YardBook;

beforeEach(() => {
  yard = new YardBook();
});
afterEach(() => yard.ledger.close());

const full: Said = { id: 'full', kind: 'weighing', minute: 0, kg: 30_000 };
const empty: Said = { id: 'empty', kind: 'weighing', minute: 20, kg: 6_000 };
const lift: Said = { id: 'l1', kind: 'lift', minute: 5, kg: 1_000, lift: 1 };
const photo = (id: string): Said => ({ id, kind: 'frame', minute: 5, lift: 1 });
const ref = (kind: string, id: string) => `${kind} ${yard.seqOf(id)}`;
const cleared = () => yard.ledger.run('DELETE FROM point_due');

describe('without an InfluxDB', () => {
  it('nothing is due', () => {
    yard.book(full, lift, photo('p1'), empty);
    yard.judge('p1', { heavy: 1 });
    expect(yard.due()).toEqual([]);
  });
});

describe('with an InfluxDB', () => {
  beforeEach(() => {
    yard.project();
  });

  it('a visit and its lifts are due, a photo only once a model has judged it', () => {
    yard.book(full, lift, photo('p1'));
    expect(yard.due().sort()).toEqual([ref('lift', 'l1'), `visit ${yard.visitOf(full)}`].sort());
    cleared();
    yard.judge('p1', { heavy: 1 });
    expect(yard.due().sort()).toEqual([ref('inspection', 'p1'), `visit ${yard.visitOf(full)}`].sort());
  });

  it('a lift and a judged photo are due while they wait for their visit, and again when it takes them', () => {
    const nameless = { plate: null, area: 'bay1' };
    yard.book({ ...lift, ...nameless }, { ...photo('p1'), ...nameless });
    yard.judge('p1', { heavy: 1 });
    expect(yard.due()).toEqual([ref('lift', 'l1'), ref('inspection', 'p1')]);
    cleared();
    yard.book(full);
    yard.book({ id: 'o1', kind: 'occupancy', minute: 1, more: { occupied: true } });
    expect(yard.due()).toEqual(expect.arrayContaining([ref('lift', 'l1'), ref('inspection', 'p1')]));
  });

  it('every judged photo of a lift is due when another one is judged, because they share its kilograms', () => {
    yard.book(full, lift, photo('p1'), photo('p2'), empty);
    yard.judge('p1', { heavy: 1 });
    cleared();
    yard.judge('p2', { heavy: 1 });
    expect(yard.due()).toEqual(expect.arrayContaining([ref('inspection', 'p1'), ref('inspection', 'p2')]));
    const kg = ['p1', 'p2'].map((id) => yard.pointsOf('inspection', yard.seqOf(id))[0]?.fields.kg);
    expect(kg).toEqual([500, 500]);
  });

  it('a change of a device is due, the same state again is not', () => {
    const address = { tenant: TENANT, yard: YARD, area: 'bay1', device: 'crane-1' };
    for (const online of [true, true, false]) {
      writeState(yard.ledger, {
        ...{ type: 'state', address, id: 's', at: NINE, receivedAt: NINE, online, model: null, firmware: null },
      });
    }
    expect(yard.due()).toEqual(['device 1', 'device 2']);
  });

  it('a row that changes again goes to the end, and keeps since when it is due', () => {
    const mark = (name: string, now: number) => markDue(yard.ledger, { yard: YARD, kind: 'budget', ref: name }, now);
    mark('1', 10);
    mark('2', 20);
    const [first] = dueRows(yard.ledger, YARD, 1);
    mark('1', 30);
    const after = dueRows(yard.ledger, YARD, 9);
    expect(after.map(({ ref: name, since }) => [name, since])).toEqual([
      ['2', 20],
      ['1', 10],
    ]);
    expect(after.map(({ seq }) => seq)).not.toContain(first?.seq);
  });
});
