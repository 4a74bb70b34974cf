import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { PhotoStore } from '../../../collector/frames/photo-store.ts';
import { expirePhotos } from '../../../collector/frames/retention.ts';
import { Ledger } from '../../../collector/ledger/ledger.ts';

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-22T09:30:00+09:00');
const RETENTION = 30;

let ledger: Ledger;
let removed: string[];

beforeEach(() => {
  ledger = new Ledger(':memory:');
  onTestFinished(() => ledger.close());
  removed = [];
});

const store = {
  remove: (sha256: string) => {
    removed.push(sha256);
    return Promise.resolve();
  },
} as unknown as PhotoStore;

let events = 0;
function photo(sha256: string, daysAgo: number): void {
  events += 1;
  ledger.run(
    `INSERT INTO event (tenant, yard, area, device, kind, id, at, received_at, sha256, body)
     VALUES ('t', 'y', 'bay1', 'cam1', 'frame', ?, ?, 0, ?, '{}')`,
    `p${events}`,
    Math.round(NOW - daysAgo * DAY),
    sha256,
  );
}
const expire = (after = 0, now = NOW) => expirePhotos(ledger, store, RETENTION, now, after);

describe('the retention of photos', () => {
  it('deletes a photo older than the retention, and no younger one', async () => {
    photo('old', 31);
    photo('edge', 30);
    photo('young', 29);
    await expire();
    expect(removed).toEqual(['old']);
  });

  it('keeps the rows of a photo it deletes', async () => {
    photo('old', 31);
    await expire();
    expect(ledger.all('SELECT sha256 FROM event')).toEqual([{ sha256: 'old' }]);
  });

  it('keeps a photo that a younger event shares, until that one is old', async () => {
    photo('shared', 40);
    photo('shared', 10);
    const reached = await expire();
    expect(removed).toEqual([]);
    await expire(reached, NOW + 21 * DAY);
    expect(removed).toEqual(['shared']);
  });

  it('looks at a photo once, and at what has grown old since', async () => {
    photo('first', 40);
    photo('second', 25);
    const reached = await expire();
    expect(await expire(reached)).toBe(reached);
    expect(removed).toEqual(['first']);
    await expire(reached, NOW + 6 * DAY);
    expect(removed).toEqual(['first', 'second']);
  });

  it('gets past any number of events that share a photo still in use', async () => {
    ledger.transaction(() => {
      for (let event = 0; event < 1_200; event += 1) photo('still camera', 400 - event / 10);
      photo('still camera', 1);
      photo('old', 35);
    });
    await expire();
    expect(removed).toEqual(['old']);
  });

  it('misses no photo beside one whose events lie far apart', async () => {
    ledger.transaction(() => {
      photo('far', 400);
      for (let event = 0; event < 1_200; event += 1) photo(`p${event}`, 399 - event / 10);
      photo('far', 35);
    });
    await expire();
    expect(new Set(removed).size).toBe(1_201);
  });

  it('misses none of many photos of one instant', async () => {
    ledger.transaction(() => {
      for (let event = 0; event < 1_200; event += 1) photo(`p${event}`, 40);
    });
    await expire();
    expect(new Set(removed).size).toBe(1_200);
  });
});
