import type { VisitDetail, VisitFrame } from '../../../domain/wire/http-api.ts';

type Lift = VisitDetail['lifts'][number];

/** A lift with the photos that show it; `lift` is null for the photos of no lift. */
export interface PhotoGroup {
  readonly lift: Lift | null;
  readonly frames: readonly VisitFrame[];
}

/** Lifts in the order of their time, each with its photos; photos of no lift last. */
export function photoGroups(visit: Pick<VisitDetail, 'lifts' | 'frames'>): PhotoGroup[] {
  const byTime = (a: { at: string }, b: { at: string }): number => a.at.localeCompare(b.at);
  const lifts = [...visit.lifts].sort(byTime);
  const known = new Set(lifts.map(({ id }) => id));
  const frames = [...visit.frames].sort(byTime);
  const loose = frames.filter(({ liftId }) => liftId === null || !known.has(liftId));
  return [
    ...lifts.map((lift) => ({ lift, frames: frames.filter(({ liftId }) => liftId === lift.id) })),
    ...(loose.length > 0 ? [{ lift: null, frames: loose }] : []),
  ];
}

/** The likeliest grades of a photo, the likeliest first. */
export function likeliest(frame: Pick<VisitFrame, 'probabilities'>, limit = 3): { grade: string; share: number }[] {
  return Object.entries(frame.probabilities)
    .map(([grade, share]) => ({ grade, share }))
    .sort((a, b) => b.share - a.share)
    .slice(0, limit);
}
