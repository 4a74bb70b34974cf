import { suggestedDeduction } from '../../domain/deduction.ts';
import type { GradeProbabilities } from '../../domain/grades.ts';
import { moneyAtRisk, twoLikeliest } from '../../domain/review.ts';
import { DAY_MS, type EpochMs } from '../../domain/units.ts';
import type { ReviewItem, ReviewQueue, Visit, VisitFrame } from '../../domain/wire/http-api.ts';
import type { Ledger } from './ledger.ts';
import type { Sqlite } from './sqlite.ts';
import { liftsOf } from './visit-evidence.ts';
import { framesOf } from './visit-frames.ts';
import { bookedMixOf, judgedMixOf } from './visit-mix.ts';

/** How long a visit that nobody looked at stays in the queue. */
const REVIEW_DAYS = 30;

interface Ranked {
  readonly visit: Visit;
  readonly mix: GradeProbabilities;
  readonly moneyAtRisk: number;
}

/** Visits that a person should look at. Ranking reads one row a visit; only what is shown is read with its photos. */
export class ReviewStore {
  readonly #ledger: Ledger;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** The queue of the given yards (`null`: of all), most money at risk first, then the older visit. */
  queue(yards: readonly string[] | null, limit: number, now: EpochMs): ReviewQueue {
    return this.#ledger.read<ReviewQueue>(
      (database) => {
        const ranked = toReview(database, yards, now - REVIEW_DAYS * DAY_MS).map((visit) => rank(database, visit));
        ranked.sort((a, b) => b.moneyAtRisk - a.moneyAtRisk || a.visit.openedAt.localeCompare(b.visit.openedAt));
        return { items: ranked.slice(0, limit).map((one) => itemOf(database, one)), total: ranked.length };
      },
      { items: [], total: 0 },
    );
  }
}

/** A visit whose photos still wait for the model comes back by itself, judged. */
function toReview(database: Sqlite, yards: readonly string[] | null, since: EpochMs): Visit[] {
  const among = yards === null ? 'SELECT yard FROM yard' : 'SELECT value FROM json_each(?)';
  const sql = `SELECT body FROM visit WHERE yard IN (${among}) AND closed_at >= ? AND review IS NOT NULL
    AND review <> 'GRADING_PENDING' AND status = 'closed'`;
  const params = yards === null ? [since] : [JSON.stringify(yards), since];
  return database.rows<{ body: string }>(sql, ...params).map(({ body }) => JSON.parse(body) as Visit);
}

/** A yard that books one grade for a mixed load hides what the photos say, so there the photos are asked. */
function rank(database: Sqlite, visit: Visit): Ranked {
  const isBookedAsJudged = visit.basis !== 'photos' || visit.rule.startsWith('weighted@');
  const judged = isBookedAsJudged ? null : judgedMixOf(framesOf(database, visit), liftsOf(database, visit.id));
  const mix = (judged?.mix as GradeProbabilities | undefined) ?? bookedMixOf(visit);
  return { visit, mix, moneyAtRisk: moneyAtRisk(visit.net ?? 0, mix, visit.confidence) };
}

function itemOf(database: Sqlite, { visit, mix, moneyAtRisk }: Ranked): ReviewItem {
  const frames = framesOf(database, visit);
  const judged = judgedMixOf(frames, liftsOf(database, visit.id));
  return {
    visit,
    moneyAtRisk,
    likeliest: twoLikeliest(mix).filter((grade) => grade !== null),
    frames: mostDoubtfulFirst(frames),
    suggestedDeduction: suggestedDeduction(visit.net ?? 0, judged?.mix.foreign ?? 0),
  };
}

/** Photos that no person has judged: those without a say before those with one, then the least confident. */
function mostDoubtfulFirst(frames: readonly VisitFrame[]): VisitFrame[] {
  return frames
    .filter(({ correctedGrade }) => correctedGrade === null)
    .sort((a, b) => doubtOf(b) - doubtOf(a) || a.at.localeCompare(b.at) || a.id.localeCompare(b.id));
}

function doubtOf({ unusable, outOfDomain, state, confidence }: VisitFrame): number {
  if (unusable !== null) return 4;
  if (outOfDomain) return 3;
  if (state !== 'graded') return 2;
  return 1 - (confidence ?? 0);
}
