import { apportion } from '../apportion.ts';
import { GRADE_BUCKETS } from '../grades.ts';
import { formatKst } from '../kst-time.ts';
import type { EpochMs, Kilogram } from '../units.ts';
import { byEventTime, type Correction } from '../visits/events.ts';
import { correctedGradeOf } from '../visits/judging.ts';
import { standingCorrections } from '../visits/settle.ts';
import type { ModelIdentity, Visit } from '../wire/http-api.ts';
import type { SlipContent } from '../wire/slips-api.ts';
import { canonicalJson } from './canonical.ts';

/** A lift or a photo of a visit; events are ordered by time, ties by `key`, as everywhere. */
interface Evidence {
  /** `area/device/id` */
  readonly key: string;
  readonly at: EpochMs;
}

export interface SlipLift extends Evidence {
  readonly id: string;
  readonly lift: number | null;
  readonly kg: Kilogram;
  /** `area/device` */
  readonly crane: string;
}

export interface SlipPhoto extends Evidence {
  readonly sha256: string;
  /** `area/device` */
  readonly camera: string;
  /** id of the lift that it shows */
  readonly liftId: string | null;
  /** what the model said that counts; null while it waits */
  readonly said: {
    readonly model: ModelIdentity;
    readonly isFailed: boolean;
    readonly grade: string | null;
    readonly confidence: number | null;
    readonly outOfDomain: boolean;
    readonly unusable: string | null;
  } | null;
}

/** A person's correction with who made it and why. */
export interface SlipCorrection extends Correction {
  readonly id: string;
  readonly by: string;
  readonly reason: string;
}

/** A weighing, and what is known of its scale. */
export type SlipWeighing = Omit<SlipContent['weighings'][number], 'at'> & { readonly at: EpochMs };

/** What the ledger knows of a closed visit. */
export interface SlipParts {
  readonly yardName: string;
  readonly visit: Visit;
  /** the first, then the second */
  readonly weighings: readonly SlipWeighing[];
  readonly lifts: readonly SlipLift[];
  readonly photos: readonly SlipPhoto[];
  /** all that were made, those taken back too */
  readonly corrections: readonly SlipCorrection[];
}

/** What makes a version of a slip the one it is. */
export interface SlipIssue {
  readonly number: string;
  readonly version: number;
  /** SHA-256 of the version that it takes the place of */
  readonly cites: string | null;
  readonly issuedAt: EpochMs;
  readonly issuedBy: string | null;
  readonly reason: string;
}

/**
 * What a visit's slip says. Accepted kilograms are shared out by the net kilograms of the grades (largest remainder), so
 * that the grades add up to net and to accepted exactly (invariant 3). The deduction is the one that stands: the last
 * that was said and not taken back.
 * @throws RangeError when the visit is not closed: it has no weights to tell
 */
export function slipContent(parts: SlipParts, issue: SlipIssue): SlipContent {
  const { visit } = parts;
  const { gross, tare, net, accepted } = visit;
  if (gross === null || tare === null || net === null || accepted === null) {
    throw new RangeError(`visit ${visit.id} is ${visit.status}: only a closed one has a slip`);
  }
  const corrections = [...parts.corrections].sort(byEventTime);
  const photos = [...parts.photos].sort(byEventTime);
  const models = modelsOf(photos);
  return {
    format: 1,
    tenant: visit.tenant,
    yard: visit.yard,
    yardName: parts.yardName,
    ...issued(issue),
    state: 'issued',
    visit: visit.id,
    ticket: visit.ticket,
    plate: visit.plate,
    direction: visit.direction,
    partner: visit.partner,
    declaredGrade: visit.declaredGrade,
    weighings: parts.weighings.map((weighing) => ({ ...weighing, at: formatKst(weighing.at) })),
    ...{ gross, tare, net, deduction: visit.deduction, accepted },
    deductions: deductionsOf(corrections),
    grades: gradesOf(visit.grades, accepted),
    rule: visit.rule,
    basis: visit.basis,
    confidence: visit.confidence,
    lifts: [...parts.lifts]
      .sort(byEventTime)
      .map(({ id, lift, at, kg, crane }) => ({ id, lift, at: formatKst(at), kg, crane })),
    photos: photos.map((photo) => photoOf(photo, corrections, models)),
    models,
    overrides: corrections.map(({ id, at, by, reason, grade, grades, deductionKg, frame, withdraws }) => ({
      ...{ id, at: formatKst(at), by, reason, grade, grades: grades as Record<string, Kilogram> | null },
      ...{ deductionKg, frame, withdraws },
    })),
    exceptions: visit.exceptions,
  };
}

/** A slip crossed out: it says what the version before it said, and that it holds no more. */
export function cancelledContent(before: SlipContent, issue: SlipIssue): SlipContent {
  return { ...before, ...issued(issue), state: 'cancelled' };
}

/** True when two versions tell the same of the visit, whenever, by whom and why they were issued. */
export function saysTheSame(one: SlipContent, other: SlipContent): boolean {
  return canonicalJson(told(one)) === canonicalJson(told(other));
}

type Issued = 'number' | 'version' | 'cites' | 'issuedAt' | 'issuedBy' | 'reason';

function issued(issue: SlipIssue): Pick<SlipContent, Issued> {
  const { number, version, cites, issuedAt, issuedBy, reason } = issue;
  return { number, version, cites, issuedAt: formatKst(issuedAt), issuedBy, reason };
}

function told(content: SlipContent): Omit<SlipContent, Exclude<Issued, 'number'> | 'state'> {
  const {
    version: _version,
    state: _state,
    cites: _cites,
    issuedAt: _at,
    issuedBy: _by,
    reason: _why,
    ...rest
  } = content;
  return rest;
}

function gradesOf(net: Readonly<Record<string, Kilogram>>, accepted: Kilogram): SlipContent['grades'] {
  const grades = GRADE_BUCKETS.flatMap((grade) => {
    const netKg = net[grade] ?? 0;
    return netKg > 0 ? [{ grade, netKg }] : [];
  });
  const shares = apportion(
    accepted,
    grades.map(({ netKg }) => netKg),
  );
  return grades.map((one, index) => ({ ...one, acceptedKg: shares[index] as Kilogram }));
}

function deductionsOf(corrections: readonly SlipCorrection[]): SlipContent['deductions'] {
  const standing = new Set(standingCorrections(corrections));
  const last = corrections.findLast((one) => standing.has(one) && one.deductionKg !== null);
  const { deductionKg: kg = 0 } = last ?? {};
  return last && kg ? [{ kg, reason: last.reason, by: last.by, at: formatKst(last.at) }] : [];
}

function modelsOf(photos: readonly SlipPhoto[]): ModelIdentity[] {
  const models = new Map<string, ModelIdentity>();
  for (const { said } of photos) if (said) models.set(canonicalJson(said.model), said.model);
  return [...models.values()];
}

function placeOf(model: ModelIdentity, models: readonly ModelIdentity[]): number {
  return models.findIndex((one) => canonicalJson(one) === canonicalJson(model));
}

/** A photo out of domain or unusable says why and nothing else: its grade means nothing. */
function photoOf(
  { key, sha256, at, camera, liftId, said }: SlipPhoto,
  corrections: readonly SlipCorrection[],
  models: readonly ModelIdentity[],
): SlipContent['photos'][number] {
  const hasSay = said !== null && !said.outOfDomain && said.unusable === null;
  return {
    ...{ sha256, at: formatKst(at), camera, liftId },
    state: said === null ? 'waiting' : said.isFailed ? 'failed' : 'graded',
    grade: hasSay ? said.grade : null,
    confidence: hasSay ? said.confidence : null,
    correctedGrade: correctedGradeOf({ key, sha256 }, standingCorrections(corrections)),
    outOfDomain: said?.outOfDomain ?? false,
    unusable: said?.unusable ?? null,
    model: said === null ? null : placeOf(said.model, models),
  };
}
