import { type GradeProbabilities, isGrade } from '../../domain/grades.ts';
import { parseEventTime } from '../../domain/kst-time.ts';
import type { Frame, FrameJudgement, Lift, UnusableReason } from '../../domain/visits/events.ts';
import { type Judged, judgedLifts, judgedMix } from '../../domain/visits/judging.ts';
import type { Visit, VisitDetail, VisitFrame } from '../../domain/wire/http-api.ts';
import type { LiftRow } from './visit-evidence.ts';

/** What the photos of a visit say together, by the rule that also settles it; null when none has a say. */
export function judgedMixOf(frames: readonly VisitFrame[], lifts: readonly LiftRow[]): Judged | null {
  const { photos, numbered } = numberedEvidence(frames, lifts);
  return judgedMix(photos, [...numbered.keys()], []);
}

/** Lifts with what the photos of each say together, by the same rule. */
export function withProbabilities(lifts: readonly LiftRow[], frames: readonly VisitFrame[]): VisitDetail['lifts'] {
  const { photos, numbered } = numberedEvidence(frames, lifts);
  const judged = judgedLifts(photos, [...numbered.keys()], []);
  return [...numbered].map(([lift, row]) => ({ ...row, probabilities: judged.get(lift)?.mix ?? {} }));
}

/** The mix a visit is booked with: its kilograms per grade. Kilograms nobody has judged are in no grade. */
export function bookedMixOf({ grades }: Visit): GradeProbabilities {
  return Object.fromEntries(Object.entries(grades).filter(([bucket]) => isGrade(bucket)));
}

/**
 * Lifts and photos as the rule takes them. Which lift a photo shows was settled by the collector, so lifts are numbered
 * anew by their places, and a photo of none gets a number that no lift has.
 */
function numberedEvidence(frames: readonly VisitFrame[], lifts: readonly LiftRow[]) {
  const numbered = new Map<Lift, LiftRow>(
    lifts.map((row, place) => [{ ...eventOf(row), kg: row.kg, lift: place }, row]),
  );
  const photos = frames.map((frame): Frame => {
    const named = lifts.filter(({ id }) => id === frame.liftId);
    // two cranes may use the same ids
    const shown = named.find(({ area }) => area === frame.area) ?? named[0];
    const lift = shown === undefined ? -1 : lifts.indexOf(shown);
    return { ...eventOf(frame), lift, sha256: frame.sha256, judgement: judgementOf(frame) };
  });
  return { photos, numbered };
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

function judgementOf({ state, correctedGrade, probabilities, outOfDomain, unusable }: VisitFrame): FrameJudgement {
  if (correctedGrade !== null) {
    return { probabilities: { [correctedGrade]: 1 }, isOutOfDomain: false, unusable: null };
  }
  if (state !== 'graded') return state;
  return { probabilities, isOutOfDomain: outOfDomain, unusable: unusable as UnusableReason | null };
}
