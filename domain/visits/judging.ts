import { GRADES, type GradeProbabilities, likeliestGrade } from '../grades.ts';
import type { GradeMix } from '../yard-rule.ts';
import { byEventTime, type Correction, type Frame, type Lift } from './events.ts';
import { liftOfFrame } from './lift-of-frame.ts';

/** What the photos of a visit say together. */
export interface Judged {
  /** shares per grade, adding up to 1 */
  readonly mix: GradeMix;
  /** the photos' own confidence (probability of their likeliest grade), weighed as their kilograms are */
  readonly confidence: number;
}

/**
 * Folds the judged photos of a visit into one mix (edge contract, visits 5): every lift counts by its weight, its
 * photos equally; lifts without a judged photo follow the others; when no photo shows a lift, photos count equally.
 * Null when no photo is judged yet. A photo's corrected grade takes the place of its probabilities.
 */
export function judgedMix(
  frames: readonly Frame[],
  lifts: readonly Lift[],
  corrections: readonly Correction[],
): Judged | null {
  const judged = frames.flatMap((frame) => {
    const probabilities = probabilitiesOf(frame, corrections);
    return probabilities ? [{ frame, probabilities }] : [];
  });
  if (judged.length === 0) return null;
  const byLift = new Map<Lift, GradeProbabilities[]>();
  for (const { frame, probabilities } of judged) {
    const lift = liftOfFrame(frame, lifts);
    if (lift) byLift.set(lift, [...(byLift.get(lift) ?? []), probabilities]);
  }
  const weighed =
    byLift.size > 0
      ? [...byLift]
          .sort(([a], [b]) => byEventTime(a, b))
          .flatMap(([lift, photos]) => photos.map((photo) => ({ photo, weight: lift.kg / photos.length })))
      : judged.map(({ probabilities }) => ({ photo: probabilities, weight: 1 }));
  const total = weighed.reduce((sum, { weight }) => sum + weight, 0);
  const mix: GradeMix = {};
  let confidence = 0;
  for (const { photo, weight } of weighed) {
    const share = weight / total;
    const sum = GRADES.reduce((all, grade) => all + (photo[grade] ?? 0), 0);
    for (const grade of GRADES) {
      const probability = photo[grade] ?? 0;
      if (probability > 0) mix[grade] = (mix[grade] ?? 0) + (share * probability) / sum;
    }
    confidence += share * Math.max(...GRADES.map((grade) => photo[grade] ?? 0));
  }
  return { mix, confidence };
}

/**
 * A photo's probabilities as they count: corrected by a person, judged by the model, or null where nothing is likely. A
 * photo that shows nothing usable, or nothing the model was taught, has no say: its probabilities mean nothing.
 */
export function probabilitiesOf(frame: Frame, corrections: readonly Correction[]): GradeProbabilities | null {
  const corrected = correctedGradeOf(frame, corrections);
  if (corrected) return { [corrected]: 1 };
  if (typeof frame.judgement === 'string') return null;
  const { probabilities, isOutOfDomain, unusable } = frame.judgement;
  if (isOutOfDomain || unusable !== null) return null;
  return (likeliestGrade(probabilities)?.confidence ?? 0) > 0 ? probabilities : null;
}

/** The grade a person gave a photo last, by its event id, key or SHA-256; null when nobody did. */
export function correctedGradeOf(frame: Pick<Frame, 'key' | 'sha256'>, corrections: readonly Correction[]) {
  const id = frame.key.split('/').slice(2).join('/');
  return (
    [...corrections]
      .sort(byEventTime)
      .findLast(
        ({ frame: named, grade }) => grade !== null && named !== null && [frame.key, frame.sha256, id].includes(named),
      )?.grade ?? null
  );
}
