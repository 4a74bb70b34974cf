import type { Texts } from '../../text/ko.ts';
import { count, tonnes } from '../../text/weights.ts';
import type { Measure } from './measures.ts';

/** A value of a measure as its table has it; the unit stands in the name of the measure. */
export function measureValue({ kind }: Measure, value: number | null): string {
  if (value === null) return '–';
  if (kind === 'kg') return tonnes(value);
  return kind === 'share' ? percentTenths(value) : count(value);
}

/** A difference of two values with its sign: tonnes, whole counts, percentage points. */
export function measureDifference(words: Texts, { kind }: Measure, value: number | null, other: number | null): string {
  if (value === null || other === null) return '–';
  const difference = value - other;
  const sign = difference > 0 ? '+' : difference < 0 ? '−' : '±';
  const size = Math.abs(difference);
  if (kind === 'kg') return `${sign}${tonnes(size)}`;
  return kind === 'share' ? words.procurement.points(`${sign}${percentTenths(size)}`) : `${sign}${count(size)}`;
}

/** A share of 1 in per cent with one decimal; what is whole has none. */
function percentTenths(share: number): string {
  const tenths = Math.round(share * 1000) / 10;
  return Number.isInteger(tenths) ? String(tenths) : tenths.toFixed(1);
}
