/** Live indicators: what the ledger's and the server's own rows say of a level. One row an hour each. */
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
