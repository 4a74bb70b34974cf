import { DAY_MS, type EpochMs } from '../units.ts';
import type { Sourced } from './standing.ts';

/** Live indicators: what the ledger's and the server's own rows say of a level. One row an hour and yard each. */
export const INDICATOR_IDS = [
  'devices-reporting',
  'completeness',
  'latency-p50',
  'latency-p95',
  'weighings-automatic',
  'grades-automatic',
  'retention',
  'integrations-alive',
  'dashboard-use-plant',
  'dashboard-use-procurement',
  'dashboard-use-programme',
  'commands-issued',
  'commands-acknowledged',
  'time-to-act-p95',
  'commands-unattended',
  'commands-overridden',
] as const;
export type IndicatorId = (typeof INDICATOR_IDS)[number];

export interface Indicator {
  readonly id: IndicatorId;
  readonly name: string;
  readonly nameEn: string;
  readonly unit: '%' | 's' | 'count';
  /** up: the target is reached at or above it; down: at or below it */
  readonly direction: 'up' | 'down';
  readonly definition: string;
  readonly definitionEn: string;
  /** hours before the end of the row's hour that it looks at */
  readonly windowHours: number;
  /** whose rows it is counted from: the collector's ledger, or the server's sessions */
  readonly countedFrom: 'ledger' | 'sessions';
  readonly target: Sourced & { readonly value: number };
}

/** What was measured of a yard for one hour. An hour in which there was nothing to measure has no reading. */
export interface IndicatorReading {
  readonly indicator: IndicatorId;
  readonly yard: string;
  /** first instant of the hour */
  readonly hour: EpochMs;
  readonly value: number;
}

/** How a reading stands against its target; `stale` when it is too old to say anything of now. */
export const READING_STATES = ['met', 'unmet', 'stale', 'unmeasured'] as const;
export type ReadingState = (typeof READING_STATES)[number];

/** A reading says how things are for this long: a yard may be closed for a long week-end (derived). */
export const READING_HOLDS_MS = 4 * DAY_MS;

/** How the newest reading of an indicator stands. */
export function readingState(indicator: Indicator, reading: IndicatorReading | null, now: EpochMs): ReadingState {
  if (reading === null) return 'unmeasured';
  if (now - reading.hour > READING_HOLDS_MS) return 'stale';
  const { value } = indicator.target;
  return (indicator.direction === 'up' ? reading.value >= value : reading.value <= value) ? 'met' : 'unmet';
}

/** The newest reading of an indicator for a yard; `null` without any. Of one hour the later in order counts. */
export function newestReading(
  readings: readonly IndicatorReading[],
  indicator: IndicatorId,
  yard: string,
): IndicatorReading | null {
  return readings
    .filter((reading) => reading.indicator === indicator && reading.yard === yard)
    .reduce<IndicatorReading | null>((best, next) => (best !== null && best.hour > next.hour ? best : next), null);
}
