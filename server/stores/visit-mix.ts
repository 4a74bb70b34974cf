import { type GradeProbabilities, isGrade } from '../../domain/grades.ts';
import { parseEventTime } from '../../domain/kst-time.ts';
import type { Frame, FrameJudgement, Lift, UnusableReason } from '../../domain/visits/events.ts';
import { type Judged, judgedMix } from '../../domain/visits/judging.ts';
import type { Visit, VisitDetail, VisitFrame } from '../../domain/wire/http-api.ts';

type VisitLift = VisitDetail['lifts'][number];

/** What the photos of a visit say together, by the rule that also settles it; null when none has a say. */
export function judgedMixOf(frames: readonly VisitFrame[], lifts: readonly VisitLift[]): Judged | null {
  return judgedMix(frames.map(asFrame), lifts.map(asLift), []);
}

/** The mix a visit is booked with: its kilograms per grade. Kilograms nobody has judged are in no grade. */
export function bookedMixOf({ grades }: Visit): GradeProbabilities {
  return Object.fromEntries(Object.entries(grades).filter(([bucket]) => isGrade(bucket)));
}

interface Evidence {
  readonly id: string;
  readonly at: string;
  readonly area: string;
  readonly device: string;
}

const eventOf = ({ id, at, area, device }: Evidence) => ({
  key: `${area}/${device}/${id}`,
  at: parseEventTime(at) ?? 0,
  ...{ area, device, ticket: null, plate: null },
});

const asLift = (lift: VisitLift): Lift => ({ ...eventOf(lift), kg: lift.kg, lift: lift.lift });

const asFrame = (frame: VisitFrame): Frame => ({
  ...eventOf(frame),
  ...{ lift: frame.lift, sha256: frame.sha256, judgement: judgementOf(frame) },
});

function judgementOf({ state, correctedGrade, probabilities, outOfDomain, unusable }: VisitFrame): FrameJudgement {
  if (correctedGrade !== null) {
    return { probabilities: { [correctedGrade]: 1 }, isOutOfDomain: false, unusable: null };
  }
  if (state !== 'graded') return state;
  return { probabilities, isOutOfDomain: outOfDomain, unusable: unusable as UnusableReason | null };
}
