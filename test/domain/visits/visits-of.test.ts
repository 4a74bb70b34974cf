import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Weighing } from '../../../domain/visits/events.ts';
import { contradictsTicket, visitsOf, type YardEvents } from '../../../domain/visits/visits-of.ts';
import {
  correction,
  frame,
  lift,
  minute,
  OTHER_PLATE,
  occupancy,
  PLATE,
  radiation,
  weighing,
} from '../../fixtures/yard-events.ts';

const NOTHING: YardEvents = {
  weighings: [],
  lifts: [],
  frames: [],
  radiation: [],
  occupancies: [],
  corrections: [],
  cancellations: [],
};
const visitIdOf = ({ ticket, key }: Weighing) => ticket ?? key.split('/')[2] ?? '';
const visits = (events: Partial<YardEvents>) => visitsOf({ ...NOTHING, ...events }, [], visitIdOf, minute(60));

const OTHER = { plate: OTHER_PLATE };
const judged = (grade: string) => ({ probabilities: { [grade]: 1 } });

/** Two trucks at once, one in the bay, a photo that waits, a ticket of two plates, a correction and a cancellation. */
const DAY: YardEvents = {
  weighings: [
    weighing('a', 0, 30_000),
    weighing('x', 5, 28_000, { ticket: 'T1', ...OTHER }),
    weighing('b', 20, 6_000),
    weighing('y', 30, 7_000, { ticket: 'T1', ...OTHER }),
    weighing('wrong', 31, 9_000, { ticket: 'T1' }),
    weighing('z', 50, 20_000),
  ],
  occupancies: [
    occupancy('o1', 6, true, { plate: PLATE }),
    occupancy('o2', 15, false),
    occupancy('o3', 21, true, OTHER),
  ],
  lifts: [
    lift('l1', 10, 24_000),
    lift('l2', 25, 21_000),
    lift('l3', 10, 500, { area: 'bay2' }),
    lift('l4', 11, 100, { ticket: 'T1', plate: PLATE }),
  ],
  frames: [
    frame('p1', 10, judged('heavy')),
    frame('p2', 25, judged('light')),
    frame('p3', 16, judged('cast')),
    frame('p4', 26, 'waiting', { ticket: 'T9' }),
  ],
  radiation: [radiation('r1', -5, true, { plate: PLATE })],
  corrections: [correction('c1', 40, 'a', { deductionKg: 120 }), correction('c2', 40, 'nowhere', { deductionKg: 9 })],
  cancellations: [
    { visit: 'z', at: minute(55) },
    { visit: 'z', at: minute(52) },
  ],
};

describe('the visits of a yard', () => {
  it('are none without events', () => {
    expect(visits({})).toEqual({ visits: [], unassigned: [], refused: [] });
  });

  it('are made of all that belongs to them', () => {
    const day = visits(DAY);
    expect(day.visits).toHaveLength(3);
    expect(day.visits[0]).toMatchObject({
      id: 'a',
      status: 'closed',
      net: 24_000,
      deduction: 120,
      accepted: 23_880,
      grades: { heavy: 24_000 },
      liftCount: 1,
      frameCount: 1,
      exceptions: [{ code: 'RADIATION_ALARM' }],
    });
    expect(day.visits[1]).toMatchObject({ id: 'T1', net: 21_000, grades: { light: 21_000 }, exceptions: [] });
    expect(day.visits[2]).toMatchObject({ id: 'z', status: 'cancelled', net: 0, closedAt: null });
  });

  it('leave out what waits and what contradicts its ticket, and name both', () => {
    const { unassigned, refused } = visits(DAY);
    expect(unassigned).toEqual(['bay1/cam1/p3', 'bay1/cam1/p4', 'bay1/crane1/l3']);
    expect(refused).toEqual(['bay1/crane1/l4', 'weigh/wb1/wrong']);
  });

  it('do not show the order in which their events arrived', () => {
    const want = visits(DAY);
    const shuffled = <T>(all: readonly T[]) => fc.shuffledSubarray([...all], { minLength: all.length });
    fc.assert(
      fc.property(
        fc.record({
          weighings: shuffled(DAY.weighings),
          lifts: shuffled(DAY.lifts),
          frames: shuffled(DAY.frames),
          radiation: shuffled(DAY.radiation),
          occupancies: shuffled(DAY.occupancies),
          corrections: shuffled(DAY.corrections),
          cancellations: shuffled(DAY.cancellations),
        }),
        (arrived) => {
          expect(visits(arrived)).toEqual(want);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('follow the rule in force when they opened', () => {
    const rules = [
      { from: minute(0), kind: 'lowest', version: 2 },
      { from: minute(10), kind: 'dominant', version: 3 },
    ] as const;
    const weighings = [weighing('before', -1, 9), weighing('a', 0, 30, OTHER), weighing('b', 10, 30, { ticket: 'T1' })];
    const named = visitsOf({ ...NOTHING, weighings }, rules, visitIdOf, minute(20)).visits.map(({ rule }) => rule);
    expect(named).toEqual(['weighted@1', 'lowest@2', 'dominant@3']);
  });

  it('that opened at one instant share a nameless event as any two do: it waits', () => {
    const weighings = [weighing('a', 0, 30), weighing('b', 0, 30, OTHER)];
    expect(visits({ weighings, lifts: [lift('l', 1, 5)] }).unassigned).toEqual(['bay1/crane1/l']);
    expect(visits({ weighings: weighings.toReversed(), lifts: [lift('l', 1, 5)] }).unassigned).toHaveLength(1);
  });

  it('of one plate that opened at one instant stand in the order of their names', () => {
    const weighings = [weighing('a', 0, 30, { ticket: 'T2' }), weighing('b', 0, 30, { ticket: 'T1' })];
    const lifts = [lift('l', 1, 5, { plate: PLATE })];
    for (const events of [
      { weighings, lifts },
      { weighings: weighings.toReversed(), lifts },
    ]) {
      expect(visits(events).visits.find(({ liftCount }) => liftCount === 1)?.id).toBe('T2');
    }
  });

  it('end where they were cancelled: a nameless event afterwards is another truck’s', () => {
    const weighings = [weighing('a', 0, 30), weighing('b', 5, 30, OTHER)];
    const cancellations = [{ visit: 'a', at: minute(10) }];
    const { visits: two, unassigned } = visits({ weighings, cancellations, lifts: [lift('l', 11, 5)] });
    expect(two.map(({ id, liftCount }) => [id, liftCount])).toEqual([
      ['a', 0],
      ['b', 1],
    ]);
    expect(unassigned).toEqual([]);
  });
});

describe('an event contradicts its ticket', () => {
  const yard = {
    ofTicket: (ticket: string) =>
      ticket === 'T1' ? { id: 'v', ticket, plate: PLATE, openedAt: minute(0), closedAt: null } : null,
  };
  it.each([
    ['when the visit of the ticket has another plate', 'T1', OTHER_PLATE, true],
    ['not when it has the same', 'T1', PLATE, false],
    ['not while nobody knows the ticket', 'T2', OTHER_PLATE, false],
    ['not without a plate', 'T1', null, false],
    ['not without a ticket', null, OTHER_PLATE, false],
  ])('%s', (_, ticket, plate, contradicts) => {
    expect(contradictsTicket({ ticket, plate }, yard)).toBe(contradicts);
  });
});
