import type { Grade } from '../../domain/grades.ts';
import { type KstDay, MINUTE_MS, SECOND_MS } from '../../domain/units.ts';
import type { Random } from '../demo-yard/painter/random.ts';
import { declarationOf } from '../demo-yard/plan/loads.ts';
import { planLifts, planWeights } from '../demo-yard/plan/weights.ts';
import { randomOf, wholeBetween } from '../demo-yard/seeded.ts';
import type { Bay } from '../demo-yard/yards.ts';
import type { HistoryVisit, OfficeAct } from './history-visit.ts';
import { officeSharesOf, photoShareOf } from './stories.ts';

/** A truck whose times and place are settled. */
export interface TruckSlot {
  readonly yard: string;
  readonly day: KstDay;
  /** number of the truck on its day, from 1 */
  readonly number: number;
  readonly plate: string;
  readonly partner: string;
  readonly direction: 'inbound' | 'outbound';
  readonly declared: Grade;
  readonly truth: Grade;
  readonly weeksAgo: number;
  readonly bay: Bay;
  readonly firstAt: number;
  readonly secondAt: number;
}

const LOST_LIFT_SHARE = 0.01;
const UNSURE_PHOTO_SHARE = 0.04;
const DEDUCTED_FOR = ['수분 과다', '흙·콘크리트 혼입', '이물(고무·목재) 혼입', '기름 잔류'] as const;
const REJECTED_FOR = ['밀폐 용기 발견, 회차', '품목 상이, 회차', '이물 과다로 반품'] as const;

/** Weights, lifts, a photo for some, and what the office says. Net is exactly gross minus tare. */
export function planVisit(slot: TruckSlot, seed: number): HistoryVisit {
  const { yard, day, number, plate, partner, direction, declared, truth, weeksAgo, bay, firstAt, secondAt } = slot;
  const random = randomOf('history visit', seed, yard, day, number);
  const { gross, tare } = planWeights(random);
  const [firstKg, secondKg] = direction === 'inbound' ? [gross, tare] : [tare, gross];
  const count = wholeBetween(random, 3, 6);
  const from = firstAt + 75 * SECOND_MS;
  const pace = (secondAt - 75 * SECOND_MS - from) / count;
  const reported = planLifts(gross - tare, count, random).map((kg, index) => ({
    at: Math.round(from + pace * (index + random.between(0.2, 0.8))),
    kg,
  }));
  // a crane that forgot to report a lift: the yard's page says that lifts and scale disagree
  const lifts = random.chance(LOST_LIFT_SHARE) ? reported.slice(0, -1) : reported;
  const lift = wholeBetween(random, 1, lifts.length);
  const isPhotographed = direction === 'inbound' && random.chance(photoShareOf(partner));
  const choice = {
    grade: truth,
    variant: wholeBetween(random, 0, 1_023),
    isLowConfidence: random.chance(UNSURE_PHOTO_SHARE),
  };
  return {
    ...{ yard, day, plate, partner, direction, bay, lifts },
    ticket: ticketOf(seed, day, number),
    declaredGrade: declarationOf(declared, random),
    first: { at: firstAt, kg: firstKg },
    second: { at: secondAt, kg: secondKg },
    photo: isPhotographed
      ? { lift, at: Math.min((lifts[lift - 1]?.at ?? from) + 4 * SECOND_MS, secondAt - MINUTE_MS / 2), choice }
      : null,
    office:
      direction === 'outbound'
        ? null
        : actOf({ net: gross - tare, isWrong: isPhotographed && truth !== declared, partner, weeksAgo }, random),
  };
}

export function ticketOf(seed: number, day: KstDay, number: number): string {
  return `h${seed.toString(36)}-${day.slice(2).replaceAll('-', '')}-${String(number).padStart(3, '0')}`;
}

interface Judged {
  readonly net: number;
  /** a photo shows something other than was declared */
  readonly isWrong: boolean;
  readonly partner: string;
  readonly weeksAgo: number;
}

function actOf({ net, isWrong, partner, weeksAgo }: Judged, random: Random): OfficeAct | null {
  const shares = officeSharesOf(partner, weeksAgo);
  if (random.chance(shares.rejected)) return { kind: 'cancellation', reason: random.pick(REJECTED_FOR) };
  if (isWrong && random.chance(shares.calledLight)) {
    return { kind: 'photo', grade: 'light', reason: '얇은 판재가 섞여 경량으로 판정' };
  }
  if (!random.chance(shares.deducted)) return null;
  const kg = Math.round((net * random.between(0.003, shares.deductedUpTo)) / 10) * 10;
  return { kind: 'deduction', kg, reason: random.pick(DEDUCTED_FOR) };
}
