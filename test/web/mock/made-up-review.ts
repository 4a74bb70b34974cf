import { GRADES, type Grade } from '../../../domain/grades.ts';
import { moneyAtRisk } from '../../../domain/review.ts';
import type { CorrectionRequest, ReviewItem, ReviewQueue, Visit, VisitFrame } from '../../../domain/wire/http-api.ts';

const REASONS = [
  'LOW_CONFIDENCE',
  'OUT_OF_DOMAIN',
  'DECLARED_DIFFERS',
  'UNUSABLE_PHOTOS',
  'LOW_CONFIDENCE',
  'UNJUDGED',
] as const;
const TRUCKS = 9;

/** What a made-up yard asks a person to look at; it remembers what it was told, as a ledger would. */
export function makeMadeUpReview(visitsOf: () => readonly Visit[], hashes: readonly string[]) {
  const said = new Map<string, { visit: string; wish: CorrectionRequest }>();
  let number = 0;

  const items = (): ReviewItem[] => {
    const withdrawn = new Set([...said.values()].map(({ wish }) => wish.withdraws));
    const standing = [...said].filter(([id, { wish }]) => !withdrawn.has(id) && wish.withdraws === undefined);
    const judged = (visit: string, frame: string | undefined): boolean =>
      standing.some(
        ([, told]) => told.visit === visit && told.wish.frame === frame && told.wish.deductionKg === undefined,
      );
    return visitsOf()
      .filter(({ status }) => status === 'closed')
      .slice(0, TRUCKS)
      .map((visit, index) => itemOf(visit, index, hashes))
      .filter(({ visit }) => !judged(visit.id, undefined))
      .map((item) => ({ item, frames: item.frames.filter(({ id }) => !judged(item.visit.id, id)) }))
      .filter(({ item, frames }) => item.frames.length === 0 || frames.length > 0)
      .map(({ item, frames }) => ({ ...item, frames }))
      .sort((a, b) => b.moneyAtRisk - a.moneyAtRisk);
  };

  return {
    queue(limit: number): ReviewQueue {
      const all = items();
      return { items: all.slice(0, limit), total: all.length };
    },
    correct(visit: string, wish: CorrectionRequest): { id: string } {
      number += 1;
      const id = `said-${number}`;
      said.set(id, { visit, wish });
      return { id };
    },
  };
}

function itemOf(visit: Visit, index: number, hashes: readonly string[]): ReviewItem {
  const review = REASONS[index % REASONS.length] ?? 'LOW_CONFIDENCE';
  const first = GRADES[(index * 3 + 2) % 9] ?? 'heavy';
  const second = GRADES[(index * 5 + 4) % 9] ?? 'light';
  const confidence = 0.38 + (index % 5) * 0.06;
  const frames = review === 'UNJUDGED' ? [] : Array.from({ length: 1 + ((index * 2) % 5) }, (_, place) => place);
  return {
    visit: {
      ...visit,
      review,
      ...(review === 'UNJUDGED' ? { basis: 'none' as const, grades: { unjudged: visit.net ?? 0 } } : {}),
    },
    moneyAtRisk: moneyAtRisk(visit.net ?? 0, { [first]: 0.5, [second]: 0.4 }, confidence),
    likeliest: review === 'UNJUDGED' ? [] : [first, second],
    frames: frames.map((place) =>
      frameOf(visit, place, { first, second, confidence, review }, hashes[(index * 5 + place) % hashes.length] ?? ''),
    ),
    suggestedDeduction: index % 3 === 1 ? 320 : 0,
  };
}

function frameOf(
  visit: Visit,
  place: number,
  word: { first: Grade; second: Grade; confidence: number; review: string },
  sha256: string,
): VisitFrame {
  const { first, second, confidence, review } = word;
  const isForeign = review === 'OUT_OF_DOMAIN' && place === 0;
  const isUnusable = review === 'UNUSABLE_PHOTOS' && place === 0;
  const isHeld = isForeign || isUnusable;
  return {
    id: `${visit.id}-l${place}-f`,
    at: visit.openedAt,
    sha256,
    area: 'bay-1',
    device: 'camera-1',
    liftId: `${visit.id}-l${place}`,
    lift: place + 1,
    state: 'graded',
    grade: isHeld ? null : first,
    probabilities: isUnusable ? {} : { [first]: confidence, [second]: confidence - 0.09, foreign: 0.04 },
    confidence: isHeld ? null : confidence,
    model: { name: 'scrap-grade', version: 'v2', sha256: 'a'.repeat(64) },
    latencyMs: 31,
    correctedGrade: null,
    outOfDomain: isForeign,
    unusable: isUnusable ? 'DARK' : null,
    learnedBy: null,
  };
}
