import type { EpochMs } from '../units.ts';
import { type Indicator, type IndicatorId, type IndicatorReading, newestReading, readingState } from './indicators.ts';
import {
  type CapabilityItem,
  type Evidence,
  type LevelItem,
  type LevelModel,
  SYSTEM_LEVELS,
  type SystemLevel,
} from './levels.ts';

/** What is known of a project when its level is judged. */
export interface LevelFacts {
  readonly target: SystemLevel;
  readonly yards: readonly string[];
  readonly readings: readonly IndicatorReading[];
  /** in the order it was written */
  readonly evidence: readonly Evidence[];
  readonly now: EpochMs;
}

export interface ItemState {
  readonly item: LevelItem;
  readonly state: 'met' | 'unmet' | 'unproven';
  /** what decided; `null` while unproven */
  readonly basis: 'remark' | 'indicators' | 'document' | null;
  readonly evidence: readonly Evidence[];
}

export interface AreaState {
  readonly id: string;
  /** items of this area up to the target that are met, of all of them */
  readonly met: number;
  readonly of: number;
  readonly reached: SystemLevel;
}

export interface SystemState {
  readonly reached: SystemLevel;
  readonly isTargetReached: boolean;
  /** required items up to the target that are not met */
  readonly missing: readonly string[];
  readonly areas: readonly AreaState[];
  readonly items: readonly ItemState[];
}

const rank = (level: SystemLevel): number => SYSTEM_LEVELS.indexOf(level);

/**
 * How an item stands (derived). The latest remark that says so decides, because an assessor sees more than a figure. Else the
 * indicators decide when the item has any: it is met when, in every yard of the project, each meets its target with a
 * reading that is not too old; unmet when a reading that is not too old misses it; otherwise unproven. An item without
 * indicators is met by a document. A document beside indicators is shown and decides nothing.
 */
export function itemState(
  item: LevelItem,
  { yards, readings, evidence, now }: LevelFacts,
  indicators: Readonly<Record<IndicatorId, Indicator>>,
): ItemState {
  const own = evidence.filter(({ item: id }) => id === item.id);
  const remark = own.findLast(({ kind, isMet }) => kind === 'remark' && isMet !== null);
  if (remark) return { item, state: remark.isMet ? 'met' : 'unmet', basis: 'remark', evidence: own };
  if (item.indicators.length === 0) {
    const isGiven = own.some(({ document }) => document !== null);
    return { item, state: isGiven ? 'met' : 'unproven', basis: isGiven ? 'document' : null, evidence: own };
  }
  const states = yards.flatMap((yard) =>
    item.indicators.map((id) => readingState(indicators[id], newestReading(readings, id, yard), now)),
  );
  if (states.includes('unmet')) return { item, state: 'unmet', basis: 'indicators', evidence: own };
  return states.length > 0 && states.every((state) => state === 'met')
    ? { item, state: 'met', basis: 'indicators', evidence: own }
    : { item, state: 'unproven', basis: null, evidence: own };
}

/**
 * 구축시스템 스마트화 수준 by self-assessment (자가진단): the highest level whose required items, and those of every level
 * below, are all met. What the levels are is confirmed; what proves them is our reading of their text, item by item in
 * the model. The official level is measured at the completion inspection alone.
 */
export function systemState(
  facts: LevelFacts,
  model: LevelModel,
  indicators: Readonly<Record<IndicatorId, Indicator>>,
): SystemState {
  const items = model.system.items.map((item) => itemState(item, facts, indicators));
  const required = items.filter(({ item }) => item.isRequired);
  const wanted = items.filter(({ item }) => rank(item.level) <= rank(facts.target));
  const reached = highestMet(required);
  return {
    reached,
    isTargetReached: rank(reached) >= rank(facts.target),
    missing: wanted.filter(({ item, state }) => item.isRequired && state !== 'met').map(({ item }) => item.id),
    areas: model.system.areas.map(({ id }) => {
      const own = wanted.filter(({ item }) => item.area === id);
      return {
        id,
        met: own.filter(({ state }) => state === 'met').length,
        of: own.length,
        reached: highestMet(items.filter(({ item }) => item.area === id)),
      };
    }),
    items,
  };
}

/** The highest level up to which every one of the items is met; a level without items of its own is not skipped to. */
function highestMet(items: readonly ItemState[]): SystemLevel {
  const failing = items.filter(({ state }) => state !== 'met').map(({ item }) => rank(item.level));
  const proven = items.map(({ item }) => rank(item.level)).filter((level) => failing.every((fails) => level < fails));
  return SYSTEM_LEVELS[Math.max(0, ...proven)] as SystemLevel;
}

export interface CapabilityItemState {
  readonly item: CapabilityItem;
  /** `null`: nobody has judged it */
  readonly given: number | null;
  readonly evidence: readonly Evidence[];
}

export interface CapabilityState {
  readonly score: number;
  readonly outOf: number;
  /** 0 below the first threshold; `null` while nobody has judged an item */
  readonly level: number | null;
  readonly unjudged: readonly string[];
  readonly areas: readonly { readonly id: string; readonly given: number; readonly points: number }[];
  readonly items: readonly CapabilityItemState[];
}

/**
 * 기업제조혁신역량 수준 by self-assessment: the points that remarks give, the latest of an item counting and at most what
 * the item is worth, and the level whose threshold the sum reaches. Thresholds and the items' points are weak or derived, as the model
 * says of each. Indicators are shown beside an item and never give points.
 */
export function capabilityState(evidence: readonly Evidence[], { capability }: LevelModel): CapabilityState {
  const items = capability.items.map((item): CapabilityItemState => {
    const own = evidence.filter(({ item: id }) => id === item.id);
    const points = own.findLast(({ points }) => points !== null)?.points ?? null;
    return { item, given: points === null ? null : Math.min(points, item.points), evidence: own };
  });
  const given = (states: readonly CapabilityItemState[]): number =>
    states.reduce((sum, { given: points }) => sum + (points ?? 0), 0);
  const score = given(items);
  const isJudged = items.some(({ given: points }) => points !== null);
  return {
    score,
    outOf: capability.points.value,
    level: isJudged ? capability.thresholds.filter(({ points }) => score >= points).length : null,
    unjudged: items.filter(({ given: points }) => points === null).map(({ item }) => item.id),
    areas: capability.areas.map(({ id, points }) => ({
      id,
      given: given(items.filter(({ item }) => item.area === id)),
      points,
    })),
    items,
  };
}
