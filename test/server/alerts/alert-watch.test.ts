import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RESOLVE_AFTER_MS, type Signs, type YardSigns } from '../../../domain/alerting.ts';
import { formatKst } from '../../../domain/kst-time.ts';
import type { OpeningHours } from '../../../domain/opening-hours.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../domain/units.ts';
import { AlertStore } from '../../../server/alerts/alert-store.ts';
import { AlertWatch } from '../../../server/alerts/alert-watch.ts';
import { openAlertsFile } from '../../../server/alerts/alerts-file.ts';
import { tempDir } from '../build.ts';

/** Monday, 23 November 2026 */
const NOON = Date.parse('2026-11-23T12:00:00+09:00');
const HOURS: OpeningHours = { mon: ['07:00', '18:00'], tue: ['07:00', '18:00'] };
const LOOK_MS = 3 * SECOND_MS;

const SCALE = {
  ...{ device: 'weigh/wb01', isOnline: true, heardAt: NOON, limitMs: 30 * MINUTE_MS },
  ...{ isClockOff: false, clockOffsetMs: 0 },
};
const YARD: YardSigns = { yard: 'a', hours: HOURS, devices: [SCALE], radiation: [], deadLetters: 0, disputes: [] };
const WELL: Signs = {
  collector: { isOnline: true, isGradingReady: true, numbers: null },
  ledger: { yards: [YARD], strayLetters: 0, rejectedPoints: 0, verification: null },
  watchedSince: NOON - HOUR_MS,
  givenUpNotices: 0,
};

const yardWith = (more: Partial<YardSigns>): Signs => ({
  ...WELL,
  ledger: { yards: [{ ...YARD, ...more }], strayLetters: 0, rejectedPoints: 0, verification: null },
});
const deviceWith = (more: Partial<YardSigns['devices'][number]>): Signs =>
  yardWith({ devices: [{ ...SCALE, ...more }] });
const AWAY: Signs = { ...WELL, collector: { ...WELL.collector, isOnline: false } };

let dataDir: string;
let store: AlertStore;
let signs: Signs | Error;
let now: number;
let changes: number;
let errors: number;
let watch: AlertWatch;

beforeEach(async () => {
  dataDir = await tempDir();
  now = NOON;
  signs = WELL;
  open();
});
afterEach(() => store.close());

/** What a start of the server does. */
function open(): void {
  store = new AlertStore(openAlertsFile(dataDir), false);
  changes = 0;
  errors = 0;
  watch = new AlertWatch({
    store,
    signs: () => {
      if (signs instanceof Error) throw signs;
      return signs;
    },
    onChanged: () => {
      changes += 1;
    },
    logger: {
      error: () => {
        errors += 1;
      },
    },
    now: () => now,
  });
}

/** Looks as the server does until `span` has passed. */
function looksFor(span: number): void {
  for (const end = now + span; now <= end; now += LOOK_MS) watch.look();
}

const all = () => store.list({ scope: null, limit: 50 });
const codes = () => all().map(({ code, resolvedAt }) => (resolvedAt === null ? code : `${code} resolved`));

describe('an alert', () => {
  it('is raised once for a cause that lasts, and resolved when the cause has been gone for half a minute', () => {
    signs = AWAY;
    looksFor(10 * SECOND_MS);
    expect(codes()).toEqual([]);
    looksFor(10 * MINUTE_MS);
    expect(all()).toMatchObject([
      { code: 'COLLECTOR_AWAY', level: 'alarm', yard: null, seenAt: null, resolvedAt: null },
    ]);
    expect(changes).toBe(1);
    signs = WELL;
    looksFor(RESOLVE_AFTER_MS - 2 * LOOK_MS);
    expect(codes()).toEqual(['COLLECTOR_AWAY']);
    looksFor(3 * LOOK_MS);
    expect(codes()).toEqual(['COLLECTOR_AWAY resolved']);
    expect(changes).toBe(2);
  });

  it('is not raised for what comes and goes', () => {
    for (let time = 0; time < 5; time += 1) {
      signs = AWAY;
      looksFor(10 * SECOND_MS);
      signs = WELL;
      looksFor(10 * SECOND_MS);
    }
    expect(codes()).toEqual([]);
  });

  it('does not end in a gap of its cause', () => {
    signs = AWAY;
    looksFor(MINUTE_MS);
    for (let time = 0; time < 5; time += 1) {
      signs = WELL;
      looksFor(20 * SECOND_MS);
      signs = AWAY;
      looksFor(10 * SECOND_MS);
    }
    expect(codes()).toEqual(['COLLECTOR_AWAY']);
  });

  it('is raised anew when its cause comes back after its end', () => {
    signs = yardWith({ deadLetters: 1 });
    watch.look();
    signs = WELL;
    looksFor(MINUTE_MS);
    signs = yardWith({ deadLetters: 1 });
    watch.look();
    expect(codes()).toEqual(['DEAD_LETTERS', 'DEAD_LETTERS resolved']);
  });

  it('states what was so when it began, and goes on counting', () => {
    signs = yardWith({ deadLetters: 1 });
    watch.look();
    expect(all()).toMatchObject([{ yard: 'a', params: { count: 1 }, raisedAt: formatKst(NOON) }]);
    signs = yardWith({ deadLetters: 3 });
    looksFor(10 * SECOND_MS);
    expect(all()).toMatchObject([{ params: { count: 3 }, raisedAt: formatKst(NOON) }]);
    expect(changes).toBe(2);
  });

  it('survives a restart, and so does who has seen it', () => {
    signs = yardWith({ deadLetters: 1 });
    watch.look();
    const [alert] = all();
    store.see(alert?.id ?? 0, 'kim', NOON + MINUTE_MS);
    store.close();
    open();
    looksFor(MINUTE_MS);
    expect(all()).toMatchObject([
      { id: alert?.id, seenBy: 'kim', seenAt: formatKst(NOON + MINUTE_MS), resolvedAt: null },
    ]);
    expect(changes).toBe(0);
  });

  it('is seen by whoever was first', () => {
    signs = yardWith({ deadLetters: 1 });
    watch.look();
    const id = all()[0]?.id ?? 0;
    expect(store.see(id, 'kim', NOON)).toMatchObject({ seenBy: 'kim' });
    expect(store.see(id, 'lee', NOON + 1)).toMatchObject({ seenBy: 'kim', seenAt: formatKst(NOON) });
    expect(store.see(id + 1, 'lee', NOON)).toBeNull();
  });
});

describe('while a yard is closed', () => {
  const NIGHT = NOON + 8 * HOUR_MS;

  it('a sensor that falls silent raises nothing, in the night or when the day begins', () => {
    now = NIGHT;
    signs = deviceWith({ heardAt: NIGHT - 2 * HOUR_MS });
    looksFor(MINUTE_MS);
    now = NOON + 19 * HOUR_MS + MINUTE_MS;
    looksFor(MINUTE_MS);
    expect(codes()).toEqual([]);
    now = NOON + 19 * HOUR_MS + 31 * MINUTE_MS;
    watch.look();
    expect(all()).toMatchObject([{ code: 'DEVICE_SILENT', device: 'weigh/wb01', yard: 'a' }]);
  });

  it('an alert of the day stays open until the device speaks', () => {
    now = NOON + 5 * HOUR_MS;
    signs = deviceWith({});
    watch.look();
    expect(codes()).toEqual(['DEVICE_SILENT']);
    now = NIGHT;
    looksFor(5 * MINUTE_MS);
    now = NOON + 19 * HOUR_MS;
    looksFor(5 * MINUTE_MS);
    expect(codes()).toEqual(['DEVICE_SILENT']);
    signs = deviceWith({ heardAt: now });
    looksFor(MINUTE_MS);
    expect(codes()).toEqual(['DEVICE_SILENT resolved']);
    expect(changes).toBe(2);
  });

  it('radiation is told', () => {
    now = NIGHT;
    signs = yardWith({ devices: [], radiation: [{ device: 'gate/rad01', truck: 'x', microSvPerHour: 1.2 }] });
    watch.look();
    expect(all()).toMatchObject([{ code: 'RADIATION_ALARM', device: 'gate/rad01', params: { microSvPerHour: 1.2 } }]);
  });
});

describe('a radiation alarm', () => {
  const reading = (truck: string) => ({ device: 'gate/rad01', truck, microSvPerHour: 1.2 });

  it('stays open until somebody has seen it', () => {
    signs = yardWith({ radiation: [reading('x'), reading('x')] });
    watch.look();
    signs = WELL;
    looksFor(10 * MINUTE_MS);
    expect(codes()).toEqual(['RADIATION_ALARM']);
    store.see(all()[0]?.id ?? 0, 'kim', now);
    looksFor(MINUTE_MS);
    expect(codes()).toEqual(['RADIATION_ALARM resolved']);
  });

  it('of another truck is another alert', () => {
    signs = yardWith({ radiation: [reading('x')] });
    watch.look();
    signs = yardWith({ radiation: [reading('x'), reading('y')] });
    watch.look();
    expect(codes()).toEqual(['RADIATION_ALARM', 'RADIATION_ALARM']);
  });
});

describe('what cannot be known', () => {
  it('resolves nothing and raises nothing', () => {
    signs = deviceWith({ isOnline: false });
    looksFor(2 * MINUTE_MS);
    expect(codes()).toEqual(['DEVICE_OFFLINE']);
    signs = { ...WELL, ledger: null };
    looksFor(5 * MINUTE_MS);
    expect(codes()).toEqual(['DEVICE_OFFLINE']);
    signs = AWAY;
    looksFor(5 * MINUTE_MS);
    expect(codes()).toEqual(['COLLECTOR_AWAY', 'DEVICE_OFFLINE']);
    signs = WELL;
    looksFor(MINUTE_MS);
    expect(codes()).toEqual(['COLLECTOR_AWAY resolved', 'DEVICE_OFFLINE resolved']);
  });

  it('because the ledger cannot be read leaves all as it is until the next look', () => {
    signs = yardWith({ deadLetters: 1 });
    watch.look();
    signs = new Error('SQLITE_BUSY');
    looksFor(2 * MINUTE_MS);
    expect(codes()).toEqual(['DEAD_LETTERS']);
    expect(errors).toBeGreaterThan(10);
    signs = WELL;
    looksFor(MINUTE_MS);
    expect(codes()).toEqual(['DEAD_LETTERS resolved']);
  });
});

describe('a list of alerts', () => {
  it('has the open ones first, alarms before warnings, and only what its scope allows', () => {
    signs = yardWith({ deadLetters: 1 });
    watch.look();
    signs = WELL;
    looksFor(MINUTE_MS);
    const two = [yardWith({ deadLetters: 1 }), yardWith({ yard: 'b', devices: [], deadLetters: 2 })];
    signs = {
      ...AWAY,
      ledger: {
        yards: two.flatMap(({ ledger }) => ledger?.yards ?? []),
        strayLetters: 0,
        rejectedPoints: 0,
        verification: null,
      },
    };
    looksFor(MINUTE_MS);
    const listed = (question: Partial<Parameters<AlertStore['list']>[0]>) =>
      store.list({ scope: null, limit: 50, ...question }).map(({ code, yard }) => `${code} ${yard}`);
    expect(listed({ state: 'open' })).toEqual(['COLLECTOR_AWAY null', 'DEAD_LETTERS b', 'DEAD_LETTERS a']);
    expect(listed({})).toHaveLength(4);
    expect(listed({ state: 'resolved' })).toEqual(['DEAD_LETTERS a']);
    expect(listed({ scope: ['b'] })).toEqual(['COLLECTOR_AWAY null', 'DEAD_LETTERS b']);
    expect(listed({ scope: ['b'], yard: 'a' })).toEqual([]);
    expect(listed({ yard: 'a', limit: 1 })).toEqual(['DEAD_LETTERS a']);
    expect([store.countOpen(null), store.countOpen(['b']), store.countOpen([])]).toEqual([3, 2, 1]);
    expect(store.countOpenByLevel()).toEqual({ alarm: 1, warning: 2 });
  });
});
