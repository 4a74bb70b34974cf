import type { IndicatorState } from '../../../domain/wire/programme-api.ts';

/** A page that shows rows an indicator is counted from. */
export interface RowSource {
  readonly name: 'visits' | 'devices' | 'letters' | 'review' | 'day';
  readonly address: (yard: string) => string;
}

const yardPage = (yard: string): string => `/yards/${encodeURIComponent(yard)}`;
const VISITS: RowSource = { name: 'visits', address: yardPage };
const DEVICES: RowSource = { name: 'devices', address: () => '/system' };
const LETTERS: RowSource = { name: 'letters', address: () => '/system' };
const REVIEW: RowSource = { name: 'review', address: (yard) => `/review/${encodeURIComponent(yard)}` };
const DAY: RowSource = { name: 'day', address: yardPage };

/** Where the rows behind an indicator can be looked at. */
export function sourcesOf(indicator: IndicatorState['id']): readonly RowSource[] {
  switch (indicator) {
    case 'devices-reporting':
    case 'integrations-alive':
      return [DEVICES];
    case 'completeness':
      return [VISITS, LETTERS];
    case 'latency-p50':
    case 'latency-p95':
      return [DEVICES, VISITS];
    case 'weighings-automatic':
    case 'retention':
      return [VISITS];
    case 'grades-automatic':
      return [REVIEW, VISITS];
    default:
      return [DAY];
  }
}
