import type { CorrectionRequest, ReviewItem, VisitFrame } from '../../../domain/wire/http-api.ts';

/** One thing for a person to judge: a photo, or a visit none of whose photos is in doubt. */
export interface Doubt {
  readonly key: string;
  readonly item: ReviewItem;
  readonly frame: VisitFrame | null;
}

/** What the list of the server asks a person to judge: most money first, photos in the order of their doubt. */
export function doubtsOf(items: readonly ReviewItem[]): Doubt[] {
  return [...items]
    .sort((a, b) => b.moneyAtRisk - a.moneyAtRisk)
    .flatMap((item): Doubt[] =>
      item.frames.length === 0
        ? [{ key: `${item.visit.id}/`, item, frame: null }]
        : item.frames.map((frame) => ({ key: `${item.visit.id}/${frame.id}`, item, frame })),
    );
}

export interface Truck {
  readonly id: string;
  readonly item: ReviewItem;
  readonly doubts: readonly Doubt[];
}

/** The doubts by truck, in their order. */
export function trucksOf(doubts: readonly Doubt[]): Truck[] {
  const trucks = new Map<string, { id: string; item: ReviewItem; doubts: Doubt[] }>();
  for (const doubt of doubts) {
    const { id } = doubt.item.visit;
    const truck = trucks.get(id);
    if (truck === undefined) trucks.set(id, { id, item: doubt.item, doubts: [doubt] });
    else truck.doubts.push(doubt);
  }
  return [...trucks.values()];
}

/** The grade the model gave: the photo's, or what most of the visit is booked under. */
export function modelGrade(doubt: Doubt): string | null {
  if (doubt.frame !== null) return doubt.frame.grade;
  return canKeepVisit(doubt) ? (doubt.item.likeliest[0] ?? null) : null;
}

function canKeepVisit({ item }: Doubt): boolean {
  return Object.keys(item.visit.grades).length > 0 && !('unjudged' in item.visit.grades);
}

/** The request by which a person gives a grade. */
export function gradeRequest(doubt: Doubt, grade: string, reason: string): CorrectionRequest {
  return { grade, reason, ...(doubt.frame === null ? {} : { frame: doubt.frame.id }) };
}

/** The request by which a person keeps the model's word; of a whole visit its kilograms stay as they are. */
export function keepRequest(doubt: Doubt): CorrectionRequest | null {
  const grade = modelGrade(doubt);
  if (grade === null) return null;
  const reason = 'CONFIRMED';
  return doubt.frame === null ? { grades: doubt.item.visit.grades, reason } : gradeRequest(doubt, grade, reason);
}

/** The two likeliest grades with their shares; of a whole visit the shares are those of its weight. */
export function likeliestOf(doubt: Doubt): { grade: string; share: number }[] {
  const { frame, item } = doubt;
  if (frame !== null) {
    return Object.entries(frame.probabilities)
      .map(([grade, share]) => ({ grade, share }))
      .sort((a, b) => b.share - a.share)
      .slice(0, 2);
  }
  const net = item.visit.net ?? 0;
  return item.likeliest.map((grade) => ({ grade, share: net > 0 ? (item.visit.grades[grade] ?? 0) / net : 0 }));
}

/** Won at stake in all, each truck counted once. */
export function totalAtStake(doubts: readonly Doubt[]): number {
  return trucksOf(doubts).reduce((sum, { item }) => sum + item.moneyAtRisk, 0);
}
