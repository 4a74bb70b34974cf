import type { FactKind } from '../../domain/wire/mqtt-topics.ts';
import type { Section } from '../stores/summary.ts';

const TOTALS: readonly Section[] = ['today', 'hour', 'yesterdaySoFar', 'hours', 'restatedDays'];

/** Which sections of a yard's summary a fact of each kind makes out of date. */
export const SECTIONS_OF_FACT: Readonly<Record<FactKind, readonly Section[]>> = {
  visit: [...TOTALS, 'openVisits', 'problems', 'unassigned'],
  inspection: ['judged'],
  weighing: [],
  device: ['devices', 'problems'],
  day: TOTALS,
  account: ['account', 'unassigned'],
  exception: ['problems'],
};

/** Sections that change because time passes: an alarm grows old, yesterday's comparison moves on. */
export const SECTIONS_OF_MINUTE: readonly Section[] = ['yesterdaySoFar', 'problems', 'name', 'planKg', 'shifts'];
export const SECTIONS_OF_HOUR: readonly Section[] = [...SECTIONS_OF_MINUTE, 'hour', 'hours', 'today', 'day', 'judged'];
