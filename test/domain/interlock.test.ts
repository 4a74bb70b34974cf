import { describe, expect, it } from 'vitest';
import {
  causeOf,
  INTERLOCK_CAUSES,
  INTERLOCK_RULES,
  type InterlockSignal,
  ordersFor,
  ruleName,
  standingOf,
} from '../../domain/interlock.ts';

const NOW = Date.parse('2026-11-22T09:30:00+09:00');
const LIMIT = 40_000;
const CRANES = [
  { area: 'bay1', device: 'crane01' },
  { area: 'bay2', device: 'crane01' },
];
const YARD = { grossLimitKg: LIMIT, cranes: CRANES };
const gate = { at: NOW, area: 'gate', device: 'rad01' };
const scale = { at: NOW, area: 'weigh', device: 'wb01' };
const bay = { at: NOW, area: 'bay2', device: 'crane01' };
const known = { isOutOfDomain: false, unusable: null };
const unknown = { isOutOfDomain: true, unusable: null };
const dark = { isOutOfDomain: true, unusable: 'DARK' as const };

const SIGNALS: readonly (readonly [string, InterlockSignal, string | null])[] = [
  ['an alarm', { ...gate, kind: 'radiation', alarm: true, isOver: false }, 'radiation-alarm'],
  ['an alarm that is over', { ...gate, kind: 'radiation', alarm: true, isOver: true }, null],
  ['a clear reading', { ...gate, kind: 'radiation', alarm: false, isOver: false }, null],
  ['a truck at the limit', { ...scale, kind: 'weighing', kg: LIMIT }, null],
  ['a truck over the limit', { ...scale, kind: 'weighing', kg: LIMIT + 20 }, 'overload'],
  ['a lift of unknown look', { ...bay, kind: 'lift', photos: [unknown, unknown] }, 'out-of-domain'],
  ['a lift with one known photo', { ...bay, kind: 'lift', photos: [unknown, known] }, null],
  ['a lift whose usable photos are unknown', { ...bay, kind: 'lift', photos: [unknown, dark] }, 'out-of-domain'],
  ['a lift that no photo shows', { ...bay, kind: 'lift', photos: [dark] }, null],
  ['a lift without photos', { ...bay, kind: 'lift', photos: [] }, null],
  ['foreign matter', { ...bay, kind: 'photo-corrected', grade: 'foreign', isVisitOpen: true }, 'hazard'],
  ['foreign matter that has left', { ...bay, kind: 'photo-corrected', grade: 'foreign', isVisitOpen: false }, null],
  ['another grade', { ...bay, kind: 'photo-corrected', grade: 'heavy', isVisitOpen: true }, null],
];

describe('a cause', () => {
  it.each(SIGNALS)('%s', (_, signal, cause) => {
    expect(causeOf(signal, LIMIT)).toBe(cause);
  });

  it.each(SIGNALS.filter(([, , cause]) => cause !== null))('gives orders while it is fresh: %s', (_, signal, cause) => {
    const rule = INTERLOCK_RULES[cause as keyof typeof INTERLOCK_RULES];
    const at = NOW - rule.freshMs;
    expect(ordersFor({ ...signal, at }, YARD, NOW).length).toBeGreaterThan(0);
    expect(ordersFor({ ...signal, at: at - 1 }, YARD, NOW)).toEqual([]);
    // a device whose clock is ahead speaks of now
    expect(ordersFor({ ...signal, at: NOW + 3_600_000 }, YARD, NOW).length).toBeGreaterThan(0);
  });
});

describe('orders', () => {
  it('hold every crane at a radiation alarm, because the bay is not known yet', () => {
    const signal = { ...gate, kind: 'radiation', alarm: true, isOver: false } as const;
    const rule = INTERLOCK_RULES['radiation-alarm'];
    expect(ordersFor(signal, YARD, NOW)).toEqual(
      CRANES.map((to) => ({ rule, to, args: {}, expiresAt: NOW + rule.answerWithinMs })),
    );
  });

  it.each([
    ['hazard', { ...bay, kind: 'photo-corrected', grade: 'foreign', isVisitOpen: true }, 'hold-crane', {}, CRANES[1]],
    [
      ...['out-of-domain', { ...bay, kind: 'lift', photos: [unknown] }, 'show-bay'],
      ...[{ bay: 'bay2', show: 'out-of-domain' }, CRANES[1]],
    ],
    [
      ...['overload', { ...scale, kind: 'weighing', kg: 41_000 }, 'show-bay'],
      ...[
        { bay: 'weigh', show: 'overload' },
        { area: 'weigh', device: 'wb01' },
      ],
    ],
  ] as const)('go to one device for %s', (_, signal, command, args, to) => {
    const [order, ...more] = ordersFor(signal as InterlockSignal, YARD, NOW);
    expect(more).toEqual([]);
    expect(order).toMatchObject({ to, args, rule: { command } });
  });

  it('are none where there is no crane or nothing to act on', () => {
    const alarm = { ...gate, kind: 'radiation', alarm: true, isOver: false } as const;
    expect(ordersFor(alarm, { ...YARD, cranes: [] }, NOW)).toEqual([]);
    expect(ordersFor({ ...alarm, alarm: false }, YARD, NOW)).toEqual([]);
  });
});

describe('the rules', () => {
  it('each have a version by which rows cite them, and a reason', () => {
    for (const cause of INTERLOCK_CAUSES) {
      expect(INTERLOCK_RULES[cause].cause).toBe(cause);
      expect(ruleName(INTERLOCK_RULES[cause])).toBe(`${cause}@1`);
      expect(INTERLOCK_RULES[cause].reason).not.toBe('');
    }
  });
});

describe('what a command stands at', () => {
  it.each([
    [['issued'], 'issued'],
    [['issued', 'sent'], 'sent'],
    [['issued', 'sent', 'acked', 'released'], 'acked'],
    [['issued', 'sent', 'failed'], 'failed'],
    [['issued', 'expired'], 'expired'],
    [['issued', 'sent', 'expired', 'acked', 'overridden'], 'acked'],
  ] as const)('%j is %s', (noted, standing) => {
    expect(standingOf(noted)).toBe(standing);
  });
});
