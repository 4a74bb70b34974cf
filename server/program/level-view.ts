import { formatKst } from '../../domain/kst-time.ts';
import { INDICATORS } from '../../domain/programme/data/indicator-definitions.ts';
import { LEVEL_MODEL } from '../../domain/programme/data/level-model.ts';
import {
  INDICATOR_IDS,
  type IndicatorReading,
  newestReading,
  readingState,
} from '../../domain/programme/indicators.ts';
import type { Evidence as DomainEvidence } from '../../domain/programme/levels.ts';
import { capabilityState, type LevelFacts, systemState } from '../../domain/programme/self-assessment.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { Evidence, IndicatorState, LevelState } from '../../domain/wire/programme-api.ts';

/** Both scales of a project as they cross HTTP. */
export function levelState(facts: LevelFacts): LevelState {
  const system = systemState(facts, LEVEL_MODEL, INDICATORS);
  const capability = capabilityState(facts.evidence, LEVEL_MODEL);
  const model = LEVEL_MODEL;
  return {
    isSelfAssessment: true,
    target: facts.target,
    system: {
      reached: system.reached,
      isTargetReached: system.isTargetReached,
      missing: [...system.missing],
      areas: system.areas.map(({ id, ...area }) => ({ id, ...namesIn(model.system.areas, id), ...area })),
      items: system.items.map(({ item, state, basis, evidence }) => ({
        ...item,
        indicators: [...item.indicators],
        state,
        basis,
        evidence: evidence.map(wireEvidence),
      })),
    },
    capability: {
      score: capability.score,
      outOf: capability.outOf,
      level: capability.level,
      thresholds: model.capability.thresholds.map((threshold) => ({ ...threshold })),
      unjudged: [...capability.unjudged],
      areas: model.capability.areas.map((area) => ({
        ...area,
        given: capability.areas.find(({ id }) => id === area.id)?.given ?? 0,
      })),
      items: capability.items.map(({ item, given, evidence }) => ({
        ...item,
        indicators: [...item.indicators],
        given,
        evidence: evidence.map(wireEvidence),
      })),
    },
  };
}

/** Every indicator of every yard, with its trend. */
export function indicatorStates(
  yards: readonly string[],
  readings: readonly IndicatorReading[],
  now: EpochMs,
): IndicatorState[] {
  return yards.flatMap((yard) =>
    INDICATOR_IDS.map((id): IndicatorState => {
      const { name, nameEn, unit, direction, definition, definitionEn, target } = INDICATORS[id];
      const own = readings.filter((reading) => reading.indicator === id && reading.yard === yard);
      const newest = newestReading(own, id, yard);
      return {
        ...{ id, name, nameEn, unit, direction, definition, definitionEn, yard },
        value: newest?.value ?? null,
        hour: newest ? formatKst(newest.hour) : null,
        target: target.value,
        targetStanding: target.standing,
        state: readingState(INDICATORS[id], newest, now),
        trend: own.map(({ hour, value }) => ({ hour: formatKst(hour), value })),
      };
    }),
  );
}

export const wireEvidence = ({ at, ...evidence }: DomainEvidence): Evidence => ({ ...evidence, at: formatKst(at) });

/** Items that evidence may speak of, on either scale. */
export function isLevelItem(id: string): boolean {
  return [...LEVEL_MODEL.system.items, ...LEVEL_MODEL.capability.items].some((item) => item.id === id);
}

function namesIn(
  areas: readonly { readonly id: string; readonly name: string; readonly nameEn: string }[],
  id: string,
) {
  const found = areas.find((area) => area.id === id);
  return { name: found?.name ?? id, nameEn: found?.nameEn ?? id };
}
