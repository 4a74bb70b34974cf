import { apportion } from '../apportion.ts';
import type { ExceptionCode, ReviewReason } from '../errors.ts';
import { GRADE_BUCKETS, type GradeBucket, UNJUDGED } from '../grades.ts';
import { declaredGradeOf } from '../schemes.ts';
import { type EpochMs, HOUR_MS, type Kilogram } from '../units.ts';
import { foldMix, type GradeMix, ruleName, type YardRule } from '../yard-rule.ts';
import { byEventTime, type Correction, type Direction, type Frame, type Lift, type Radiation } from './events.ts';
import { correctedGradeOf, judgedMix } from './judging.ts';
import type { Pairing } from './pairing.ts';

/** A visit open this long is an exception (edge contract, visits 7). */
export const OPEN_LIMIT_MS = 12 * HOUR_MS;
/** Net against the sum of lifts: beyond the larger of 3 % of net and 100 kg is an exception (visits 7). */
export const LIFT_TOLERANCE_SHARE = 0.03;
export const LIFT_TOLERANCE_KG: Kilogram = 100;
/** Below this confidence a person should look. */
export const LOW_CONFIDENCE = 0.6;

/** All that belongs to one visit. */
export interface VisitParts {
  readonly pairing: Pairing;
  readonly lifts: readonly Lift[];
  readonly frames: readonly Frame[];
  readonly radiation: readonly Radiation[];
  readonly corrections: readonly Correction[];
  readonly cancelledAt: EpochMs | null;
}

export interface SettledException {
  readonly code: ExceptionCode;
  readonly params: Readonly<Record<string, string | number>>;
}

/** A visit as its events and its rule make it; kilograms of the grades add up to net exactly (invariant 3). */
export interface SettledVisit {
  readonly id: string;
  readonly ticket: string | null;
  readonly plate: string;
  readonly direction: Direction | null;
  readonly partner: string | null;
  readonly declaredGrade: string | null;
  readonly status: 'open' | 'closed' | 'cancelled';
  readonly openedAt: EpochMs;
  readonly closedAt: EpochMs | null;
  readonly firstKg: Kilogram;
  readonly gross: Kilogram | null;
  readonly tare: Kilogram | null;
  readonly net: Kilogram | null;
  readonly deduction: Kilogram;
  readonly accepted: Kilogram | null;
  readonly grades: Partial<Record<GradeBucket, Kilogram>>;
  readonly basis: 'photos' | 'declared' | 'corrected' | 'none';
  readonly confidence: number | null;
  readonly review: ReviewReason | null;
  readonly rule: string;
  readonly exceptions: readonly SettledException[];
  readonly liftCount: number;
  readonly frameCount: number;
}

/**
 * Settles a visit: weights, direction, kilograms per grade, deduction, exceptions and whether a person should look.
 * `now` matters only to a visit that is still open. An exception never blocks (edge contract, visits 8).
 */
export function settleVisit(parts: VisitParts, rule: YardRule, now: EpochMs): SettledVisit {
  const { pairing, cancelledAt } = parts;
  const { first, second } = pairing;
  const cancelled = cancelledAt !== null;
  const weighings = second ? [first, second] : [first];
  const stated = weighings.find(({ direction }) => direction !== null)?.direction ?? null;
  const declaredGrade = weighings.find(({ declaredGrade: declared }) => declared !== null)?.declaredGrade ?? null;
  const gross = second ? Math.max(first.kg, second.kg) : null;
  const tare = second ? Math.min(first.kg, second.kg) : null;
  const net = cancelled ? 0 : gross === null || tare === null ? null : gross - tare;
  const byWeights = second && first.kg !== second.kg ? (first.kg > second.kg ? 'inbound' : 'outbound') : null;
  const corrections = standingCorrections(parts.corrections);
  const deduction = cancelled ? 0 : (corrections.findLast(({ deductionKg }) => deductionKg !== null)?.deductionKg ?? 0);
  const graded = gradesOf(parts, corrections, net ?? 0, declaredGrade, rule);
  const status = cancelled ? 'cancelled' : second ? 'closed' : 'open';

  return {
    id: pairing.id,
    ticket: first.ticket,
    plate: first.plate,
    direction: byWeights ?? stated,
    partner: weighings.find(({ partner }) => partner !== null)?.partner ?? null,
    declaredGrade,
    status,
    openedAt: first.at,
    closedAt: second?.at ?? null,
    firstKg: first.kg,
    gross,
    tare,
    net,
    deduction,
    accepted: net === null ? null : Math.max(0, net - deduction),
    grades: graded.grades,
    basis: graded.basis,
    confidence: graded.confidence,
    review: cancelled ? null : reviewOf(parts, corrections, graded, declaredGrade, status),
    rule: ruleName(rule),
    exceptions: cancelled ? [] : exceptionsOf(parts, { net, deduction, stated, byWeights, declaredGrade, now }),
    liftCount: parts.lifts.length,
    frameCount: parts.frames.length,
  };
}

/** Corrections by event time, without those that a later one takes back. */
export function standingCorrections(corrections: readonly Correction[]): Correction[] {
  const withdrawn = new Set(corrections.flatMap(({ withdraws }) => (withdraws === null ? [] : [withdraws])));
  return corrections
    .filter(({ key, withdraws }) => withdraws === null && !withdrawn.has(key.split('/').slice(2).join('/')))
    .sort(byEventTime);
}

interface Graded {
  readonly grades: Partial<Record<GradeBucket, Kilogram>>;
  readonly basis: SettledVisit['basis'];
  readonly confidence: number | null;
}

/** Visits 5 and 6: corrected by a person, else as the photos judge, else as declared, else unjudged. */
function gradesOf(
  parts: VisitParts,
  corrections: readonly Correction[],
  net: Kilogram,
  declaredGrade: string | null,
  rule: YardRule,
): Graded {
  const judged = judgedMix(parts.frames, parts.lifts, corrections);
  const confidence = judged?.confidence ?? null;
  const corrected = corrections.map(mixOfCorrection).findLast((mix) => mix !== null);
  if (corrected) return { grades: kilogramsOf(corrected, net), basis: 'corrected', confidence };
  if (judged) {
    const byPerson = corrections.some(({ frame, grade }) => frame !== null && grade !== null);
    return {
      grades: kilogramsOf(foldMix(judged.mix, rule.kind), net),
      basis: byPerson ? 'corrected' : 'photos',
      confidence,
    };
  }
  const declared = declaredGrade === null ? null : declaredGradeOf(declaredGrade);
  if (declared) return { grades: kilogramsOf({ [declared]: 1 }, net), basis: 'declared', confidence };
  return { grades: kilogramsOf({ [UNJUDGED]: 1 }, net), basis: 'none', confidence };
}

/** What a correction says of the whole visit; null when it speaks of a photo, or gives no grade a kilogram. */
function mixOfCorrection({ frame, grade, grades }: Correction): GradeMix | null {
  if (frame !== null) return null;
  if (grades !== null && Object.values(grades).some((kg) => kg > 0)) return grades;
  return grade === null ? null : { [grade]: 1 };
}

function kilogramsOf(mix: GradeMix, net: Kilogram): Partial<Record<GradeBucket, Kilogram>> {
  const parts = apportion(
    net,
    GRADE_BUCKETS.map((bucket) => mix[bucket] ?? 0),
  );
  const grades: Partial<Record<GradeBucket, Kilogram>> = {};
  GRADE_BUCKETS.forEach((bucket, index) => {
    const kg = parts[index];
    if (kg) grades[bucket] = kg;
  });
  return grades;
}

/** A person should look when this share of a visit's photos has no say. */
export const SPOILT_SHARE = 1 / 3;

/** A photo that a person has judged is in doubt no more; the truck's others may be. */
function reviewOf(
  parts: VisitParts,
  corrections: readonly Correction[],
  graded: Graded,
  declaredGrade: string | null,
  status: SettledVisit['status'],
): ReviewReason | null {
  if (corrections.some((correction) => mixOfCorrection(correction) !== null)) return null;
  const frames = parts.frames.filter((frame) => correctedGradeOf(frame, corrections) === null);
  const isLookedAt = graded.basis === 'corrected';
  if (isLookedAt && frames.length === 0) return null;
  if (frames.some(({ judgement }) => judgement === 'waiting')) return 'GRADING_PENDING';
  if (status === 'open') return null;
  const judgements = frames.flatMap(({ judgement }) => (typeof judgement === 'string' ? [] : [judgement]));
  const share = (count: number) => count > 0 && count >= parts.frames.length * SPOILT_SHARE;
  if (share(judgements.filter(({ unusable }) => unusable !== null).length)) return 'UNUSABLE_PHOTOS';
  if (share(judgements.filter(({ isOutOfDomain }) => isOutOfDomain).length)) return 'OUT_OF_DOMAIN';
  if (graded.basis === 'none') return 'UNJUDGED';
  if (graded.basis === 'declared') return 'DECLARED_ONLY';
  if (graded.confidence !== null && graded.confidence < LOW_CONFIDENCE) return 'LOW_CONFIDENCE';
  // whoever judged one of its photos has seen what was declared
  if (isLookedAt) return null;
  const declared = declaredGrade === null ? null : declaredGradeOf(declaredGrade);
  const most = mostOf(graded.grades);
  return declared !== null && most !== null && declared !== most ? 'DECLARED_DIFFERS' : null;
}

/** The bucket with the most kilograms; null when there are none. */
function mostOf(grades: Graded['grades']): GradeBucket | null {
  let most: GradeBucket | null = null;
  let kilograms = 0;
  for (const bucket of GRADE_BUCKETS) {
    const own = grades[bucket] ?? 0;
    if (own > kilograms) [most, kilograms] = [bucket, own];
  }
  return most;
}

interface Weights {
  readonly net: Kilogram | null;
  readonly deduction: Kilogram;
  readonly stated: Direction | null;
  readonly byWeights: Direction | null;
  readonly declaredGrade: string | null;
  readonly now: EpochMs;
}

function exceptionsOf(parts: VisitParts, weights: Weights): SettledException[] {
  const { pairing, lifts, frames, radiation } = parts;
  const { net, deduction, stated, byWeights, declaredGrade, now } = weights;
  const found: SettledException[] = [];
  const raise = (code: ExceptionCode, params: SettledException['params'] = {}) => found.push({ code, params });

  const alarms = radiation.filter(({ alarm }) => alarm);
  if (alarms.length > 0) {
    raise('RADIATION_ALARM', { microSvPerHour: Math.max(...alarms.map(({ microSvPerHour }) => microSvPerHour)) });
  }
  if (stated && byWeights && stated !== byWeights) raise('DIRECTION_CONTRADICTS_WEIGHTS', { stated, byWeights });
  if (net === 0) raise('NET_ZERO');
  const lifted = lifts.reduce((sum, { kg }) => sum + kg, 0);
  if (net !== null && lifts.length > 0) {
    const tolerance = Math.max(LIFT_TOLERANCE_KG, net * LIFT_TOLERANCE_SHARE);
    if (Math.abs(net - lifted) > tolerance) raise('LIFTS_DIFFER_FROM_NET', { net, lifted });
  }
  const openUntil = pairing.second?.at ?? now;
  if (openUntil - pairing.first.at >= OPEN_LIMIT_MS) raise('OPEN_TOO_LONG', { hours: OPEN_LIMIT_MS / HOUR_MS });
  if (pairing.extra.length > 0) raise('EXTRA_WEIGHING', { count: pairing.extra.length });
  if (declaredGrade !== null && declaredGradeOf(declaredGrade) === null)
    raise('DECLARED_GRADE_UNKNOWN', { declaredGrade });
  if (net !== null && deduction > net) raise('DEDUCTION_EXCEEDS_NET', { deduction, net });
  const failed = frames.filter(({ judgement }) => judgement === 'failed').length;
  if (failed > 0) raise('FRAME_UNGRADABLE', { count: failed });
  return found;
}
