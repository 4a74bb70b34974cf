import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { PhotoStore } from '../../../collector/frames/photo-store.ts';
import { type Expired, expirePhotos } from '../../../collector/frames/retention.ts';
import { Ledger } from '../../../collector/ledger/ledger.ts';
import { sha256Of } from '../../../collector/slips/slip-book.ts';
import { YardWithSlips } from '../slips/yard-with-slips.ts';

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
const expire = (before?: Expired, now = NOW) => expirePhotos(ledger, store, RETENTION, now, before);

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
    expect(await expire(reached)).toEqual(reached);
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

describe('evidence of a dispute', () => {
  const LONG_AGO = NOW - 40 * DAY;
  const [P1, P2, P3] = ['p1', 'p2', 'p3'].map(sha256Of) as [string, string, string];
  let yard: YardWithSlips;
  let visit: string;

  beforeEach(() => {
    yard = new YardWithSlips(ledger, { now: LONG_AGO });
    visit = yard.truck({ ticket: 'T1', photos: ['p1', 'p2'] });
    yard.truck({ ticket: 'T2', plate: '포항12가7777', photos: ['p3'] });
    yard.issueSlip(visit);
  });
  const end = (dispute: string) => yard.disputeStep(visit, dispute, { step: 'withdraw', party: 'partner' });

  it('is kept whatever the retention says: every photo of the visit', async () => {
    yard.openDispute(visit);
    await expire();
    expect(removed).toEqual([P3]);
  });

  it('goes in a pass after the dispute has ended', async () => {
    const dispute = yard.openDispute(visit);
    const first = await expire();
    expect(await expire(first)).toEqual(first);
    end(dispute);
    const last = await expire(first);
    expect(removed.toSorted()).toEqual([P1, P2, P3].toSorted());
    removed = [];
    await expire(last);
    expect(removed).toEqual([]);
  });

  it('is kept by the dispute that is open still, and after a restart too', async () => {
    const [one, other] = [
      yard.openDispute(visit),
      yard.openDispute(visit, { kind: 'weight', which: 'tare', wantedKg: 1 }),
    ];
    const first = await expire();
    end(one);
    await expire(first);
    await expire();
    expect(new Set(removed)).toEqual(new Set([P3]));
    end(other);
    await expire();
    expect(new Set(removed)).toEqual(new Set([P1, P2, P3]));
  });

  it('is kept though re-pairing takes the photo away from its visit', async () => {
    yard.openDispute(visit, { kind: 'photo', sha256: P1, wanted: 'heavy' });
    ledger.run("UPDATE standing SET visit = NULL, role = 'none' WHERE kind = 'frame'");
    await expire();
    expect(removed).toEqual([P3]);
  });

  it('stays after its dispute while a younger event shares it', async () => {
    const dispute = yard.openDispute(visit);
    const first = await expire();
    photo(P1, 10);
    end(dispute);
    const second = await expire(first);
    expect(removed.toSorted()).toEqual([P2, P3].toSorted());
    await expire(second, NOW + 21 * DAY);
    expect(removed).toContain(P1);
  });
});
