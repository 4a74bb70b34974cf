import type { Grade } from '../../domain/grades.ts';
import type { KstDay } from '../../domain/units.ts';
import type { Random } from '../demo-yard/painter/random.ts';
import { OTHER_BUYER, type Supplier, YEONGIL } from './suppliers.ts';

/**
 * What happens in the year, in weeks before its end (`weeksAgo`): the README tells it as a table. Nothing here knows by
 * which rule a page looks for it.
 */
export const DEGRADES = { partner: '사하스틸', since: 10 } as const;
export const STOPS = { partner: '형산자원', after: 4 } as const;
export const STARTS = { partner: '율촌산업', since: 2 } as const;
export const PRICE_JUMP = { grade: 'heavy', week: 1, more: 0.4 } as const;
export const SELLS_ELSEWHERE = { yard: YEONGIL, since: 26, to: OTHER_BUYER, share: 0.3 } as const;

/** How much of its ordinary week a supplier brings of a grade. */
export function demandOf(supplier: Supplier, grade: Grade, weeksAgo: number): number {
  if (supplier.partner === STOPS.partner && weeksAgo < STOPS.after) return 0;
  if (supplier.partner === STARTS.partner && weeksAgo > STARTS.since) return 0;
  return grade === PRICE_JUMP.grade && weeksAgo === PRICE_JUMP.week ? 1 + PRICE_JUMP.more : 1;
}

/** Winter and the rains are slow, spring and autumn busy; smooth, so that no month begins with a step. */
export function seasonOf(day: KstDay): number {
  const dayOfYear = (Date.parse(`${day}T00:00:00Z`) - Date.parse(`${day.slice(0, 4)}-01-01T00:00:00Z`)) / 86_400_000;
  const winter = 0.1 * Math.cos((2 * Math.PI * (dayOfYear - 25)) / 365);
  const rains = 0.1 * Math.exp(-(((dayOfYear - 210) / 20) ** 2));
  return 1 - winter - rains;
}

/** The days around a holiday are slow too: mills and workshops close longer than the yard. */
export const HOLIDAY_WEEK = 0.65;

/** How far on the way down a supplier is, from 0 to 1. */
function decayOf(partner: string, weeksAgo: number): number {
  if (partner !== DEGRADES.partner || weeksAgo > DEGRADES.since) return 0;
  return (DEGRADES.since - Math.max(weeksAgo, 1) + 1) / DEGRADES.since;
}

/** What really lies on a truck that is declared as a grade. */
export function truthOf(partner: string, declared: Grade, weeksAgo: number, random: Random): Grade {
  const decay = decayOf(partner, weeksAgo);
  const isOther = random.chance(decay > 0 && declared === 'heavy' ? 0.15 + 0.7 * decay : 0.03);
  if (!isOther) return declared;
  return declared === 'pressed' ? 'shredded' : 'pressed';
}

/** How often a truck's photos are taken: the yard looks closer at whom it doubts. */
export function photoShareOf(partner: string): number {
  return partner === DEGRADES.partner ? 0.6 : 0.22;
}

/** What a person at the yard does about a truck, as shares of trucks. */
export interface OfficeShares {
  readonly deducted: number;
  /** of net, the most that is taken off */
  readonly deductedUpTo: number;
  readonly rejected: number;
  /** of the photos that show something other than was declared */
  readonly calledLight: number;
}

export function officeSharesOf(partner: string, weeksAgo: number): OfficeShares {
  const decay = decayOf(partner, weeksAgo);
  return {
    deducted: 0.15 + 0.55 * decay,
    deductedUpTo: 0.015 + 0.045 * decay,
    rejected: 0.008 + 0.05 * decay,
    calledLight: decay > 0 ? 0.3 : 0,
  };
}
