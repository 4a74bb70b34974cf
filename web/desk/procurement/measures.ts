import type { FLOW_VISIT_KINDS, SupplierMeasures } from '../../../domain/wire/flows-api.ts';

type VisitKind = (typeof FLOW_VISIT_KINDS)[number];

/** A measure of a scorecard, how it is written, which way of it is good, and which of the visits stand behind it. */
export interface Measure {
  readonly name: string;
  readonly kind: 'kg' | 'count' | 'share';
  readonly good: 'more' | 'less' | null;
  /** from how far off the median on it is marked: a share of the median, for shares of trucks or weight points of 1 */
  readonly apart: number;
  readonly rows: VisitKind;
  readonly of: (measures: SupplierMeasures) => number | null;
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
/** Cancelled visits are no trucks of the other measures. */
const arrived = ({ trucks, rejectedTrucks }: SupplierMeasures): number => trucks + rejectedTrucks;

export const MEASURES: readonly Measure[] = [
  { name: 'netKg', kind: 'kg', good: null, apart: 0.25, rows: 'all', of: ({ netKg }) => netKg },
  { name: 'trucks', kind: 'count', good: null, apart: 0.25, rows: 'all', of: ({ trucks }) => trucks },
  { name: 'activeDays', kind: 'count', good: null, apart: 0.25, rows: 'all', of: ({ activeDays }) => activeDays },
  { name: 'regularity', kind: 'share', good: 'more', apart: 0.1, rows: 'all', of: ({ regularity }) => regularity },
  {
    ...{ name: 'declaredMatch', kind: 'share', good: 'more', apart: 0.05, rows: 'declared-differs' },
    of: ({ declaredMatch }) => declaredMatch,
  },
  {
    ...{ name: 'deductionShare', kind: 'share', good: 'less', apart: 0.01, rows: 'deducted' },
    of: ({ deductionShare }) => deductionShare,
  },
  {
    ...{ name: 'rejectedShare', kind: 'share', good: 'less', apart: 0.02, rows: 'cancelled' },
    of: (measures) => share(measures.rejectedTrucks, arrived(measures)),
  },
  {
    ...{ name: 'exceptionShare', kind: 'share', good: 'less', apart: 0.03, rows: 'exception' },
    of: ({ exceptionTrucks, trucks }) => share(exceptionTrucks, trucks),
  },
  {
    ...{ name: 'correctedShare', kind: 'share', good: 'less', apart: 0.05, rows: 'corrected' },
    of: ({ correctedTrucks, trucks }) => share(correctedTrucks, trucks),
  },
  {
    name: 'confidence',
    kind: 'share',
    good: 'more',
    apart: 0.05,
    rows: 'low-confidence',
    of: ({ confidence }) => confidence,
  },
  { name: 'disputes', kind: 'count', good: 'less', apart: 0.25, rows: 'disputed', of: ({ disputes }) => disputes },
];

/** The middle of what the suppliers have of a measure; `null` when none has it. */
export function medianOf(measure: Measure, all: readonly SupplierMeasures[]): number | null {
  const values = all
    .map(measure.of)
    .filter((value) => value !== null)
    .sort((a, b) => a - b);
  if (values.length === 0) return null;
  const middle = (values.length - 1) / 2;
  return ((values[Math.floor(middle)] ?? 0) + (values[Math.ceil(middle)] ?? 0)) / 2;
}

export type Standing = 'better' | 'worse' | 'higher' | 'lower' | 'usual';

/** How a value stands to the median; near it, or where one of them is missing, it is usual. */
export function standingOf({ kind, good, apart }: Measure, value: number | null, median: number | null): Standing {
  if (value === null || median === null) return 'usual';
  const difference = value - median;
  const least = kind === 'share' ? apart : Math.max(1, Math.abs(median) * apart);
  // the least step tells itself apart from what rounding leaves
  if (Math.abs(difference) < least - 1e-9) return 'usual';
  const side = difference > 0 ? 'higher' : 'lower';
  if (good === null) return side;
  return (side === 'higher') === (good === 'more') ? 'better' : 'worse';
}
