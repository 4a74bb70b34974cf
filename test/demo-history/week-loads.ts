import type { Grade } from '../../domain/grades.ts';
import { addDays } from '../../domain/programme/calendar.ts';
import type { KstDay } from '../../domain/units.ts';
import { shuffled } from '../demo-yard/plan/fleet.ts';
import { randomOf } from '../demo-yard/seeded.ts';
import { isHoliday, openDaysOf } from './open-days.ts';
import { demandOf, HOLIDAY_WEEK, seasonOf, truthOf } from './stories.ts';
import { SUPPLIERS } from './suppliers.ts';
import { weeksAgo } from './weeks.ts';

/** A truck that a supplier sends: what it declares, and what lies on it. */
export interface Load {
  readonly day: KstDay;
  readonly partner: string;
  readonly declared: Grade;
  readonly truth: Grade;
}

/** Suppliers deliver by contract: a week is this even, apart from what a story does. */
const WEEK_NOISE = 0.07;

/**
 * The trucks that suppliers send to a yard in the KST week of a Monday, by day. Seed, yard, week and how long before the end
 * it lies decide; weeks stand alone.
 */
export function weekLoads(yard: string, monday: KstDay, until: KstDay, seed: number): Load[] {
  const open = openDaysOf(monday);
  const ago = weeksAgo(monday, until);
  const isSlow = [0, 1, 2, 3, 4, 5].some((day) => isHoliday(addDays(monday, day)));
  const level = (open.length / 6) * seasonOf(monday) * (isSlow ? HOLIDAY_WEEK : 1);
  return SUPPLIERS.flatMap((supplier) => {
    const { partner, trucks, mix } = supplier;
    const random = randomOf('history week', seed, yard, monday, partner);
    const week = (trucks[yard] ?? 0) * level * random.between(1 - WEEK_NOISE, 1 + WEEK_NOISE);
    const declared = (Object.entries(mix) as [Grade, number][]).flatMap(([grade, share]) => {
      const wanted = week * share * demandOf(supplier, grade, ago);
      // the part of a truck that is left over comes as often as it is large
      return Array<Grade>(Math.floor(wanted + random.next())).fill(grade);
    });
    const start = random.next();
    return shuffled(declared, random).map((grade, index): Load => {
      const place = Math.floor(((index + start) / declared.length) * open.length);
      const day = open[place % open.length] ?? monday;
      return { day, partner, declared: grade, truth: truthOf(partner, grade, ago, random) };
    });
  });
}
