import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { YardWithCorrections } from '../learning/yard-with-corrections.ts';
import { DAY_START } from '../visits/yard-day.ts';

const CORNERS = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 1, y: 1 },
];

let yard: YardWithCorrections;
beforeEach(() => {
  yard = new YardWithCorrections();
  yard.truck('부산86바1234', ['p1']);
});
afterEach(() => yard.ledger.close());

const ask = (points: object[], more: object = {}) =>
  yard.ask('region', { area: 'bay1', device: 'frame-1', points, ...more });
const regions = () =>
  yard.ledger
    .all<{ device: string; region: string | null }>('SELECT device, region FROM device WHERE region IS NOT NULL')
    .map(({ device, region }) => [device, JSON.parse(region ?? '')]);

describe('the region of a camera', () => {
  it('is what the office last said, until it says the whole frame', () => {
    ask(CORNERS);
    expect(regions()).toEqual([['frame-1', CORNERS]]);
    ask(CORNERS.toReversed());
    expect(regions()).toEqual([['frame-1', CORNERS.toReversed()]]);
    ask([]);
    expect(regions()).toEqual([]);
  });

  it('stays when an older wish comes later', () => {
    ask(CORNERS);
    ask([], { at: DAY_START - 1_000 });
    expect(regions()).toEqual([['frame-1', CORNERS]]);
  });

  it('makes no camera that was never heard', () => {
    ask(CORNERS, { device: 'cam9' });
    expect(yard.ledger.all("SELECT device FROM device WHERE device = 'cam9'")).toEqual([]);
  });

  it('leaves the office out of the devices', () => {
    ask(CORNERS);
    yard.ask('refit');
    expect(yard.ledger.all("SELECT device FROM device WHERE area = 'office'")).toEqual([]);
  });
});
