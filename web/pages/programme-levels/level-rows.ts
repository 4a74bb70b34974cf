import { SYSTEM_LEVELS } from '../../../domain/programme/levels.ts';
import type { IndicatorState, LevelItemState, ProjectFields } from '../../../domain/wire/programme-api.ts';

type Level = ProjectFields['targetLevel'];

/** Items of a level and all below. */
export function upTo(items: readonly LevelItemState[], target: Level): LevelItemState[] {
  const highest = SYSTEM_LEVELS.indexOf(target);
  return items.filter(({ level }) => SYSTEM_LEVELS.indexOf(level) <= highest);
}

/** Indicators of an item, one after another yard by yard; an indicator that nobody measures yet is left out. */
export function indicatorsOf(ids: readonly string[], indicators: readonly IndicatorState[]): IndicatorState[] {
  return ids.flatMap((id) => indicators.filter((one) => one.id === id));
}

/** A value with its unit as a table has it; `null` is a dash. */
export function valueWords(value: number | null, unit: string): string {
  if (value === null) return '–';
  return `${value.toLocaleString('en-US', { maximumFractionDigits: 2 })}${unit}`;
}
