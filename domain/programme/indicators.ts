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
  /** first instant of the hour, epoch milliseconds */
  readonly hour: number;
  readonly value: number;
}
