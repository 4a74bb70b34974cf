import { DomainError } from '../../../domain/errors.ts';
import { bucketStarts, nextBucketStart } from '../../../domain/kst-time.ts';
import { type Shift, shiftStarts } from '../../../domain/shifts.ts';
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from '../../../domain/units.ts';
import type { SeriesWidth } from '../../../domain/wire/http-api.ts';
import type { Span } from './series-store.ts';

/** A year of quarter hours; who wants more asks for wider buckets. */
export const BUCKETS_AT_MOST = 36_000;

/** Spans that a source sums by itself, the widest first; each begins on a KST boundary and divides the next wider. */
const GRAINS = [DAY_MS, HOUR_MS, 15 * MINUTE_MS, 5 * MINUTE_MS, MINUTE_MS] as const;

/** The buckets of a span, and the widest sums of a source from which all of them can be folded. */
export interface Buckets {
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** starts of the buckets, in order */
  readonly starts: readonly EpochMs[];
  readonly grainMs: number;
}

/**
 * Cuts a span into buckets on KST boundaries.
 * @throws DomainError `BAD_REQUEST` for a span that ends before it begins, has too many buckets, or asks for the shifts
 * of a yard that has none
 */
export function bucketsOf({ from, to, every, shifts }: Span): Buckets {
  if (from >= to) throw new DomainError('BAD_REQUEST', { field: 'to', problem: 'from보다 뒤여야 합니다' });
  if (every === 'shift' && shifts.length === 0) {
    throw new DomainError('BAD_REQUEST', {
      field: 'every',
      problem: '이 야드에는 근무조가 없습니다. 야드 파일(YARDS_FILE)에 shifts를 적거나 every=1h, every=1d를 고르세요',
    });
  }
  const days = (to - from) / DAY_MS;
  const expected = every === 'shift' ? days * shifts.length : (to - from) / nextBucketStart(0, every);
  if (expected > BUCKETS_AT_MOST) throw tooFine();
  const starts = every === 'shift' ? shiftStarts(shifts, from, to) : bucketStarts(from, to, every);
  return { from, to, starts, grainMs: grainOf(every, shifts) };
}

/** The answer to who asks for more buckets or rows than anyone can look at. */
export function tooFine(): DomainError {
  return new DomainError('BAD_REQUEST', {
    field: 'every',
    problem: '기간에 비해 너무 촘촘합니다. 더 넓은 간격이나 더 짧은 기간을 고르세요',
  });
}

/** The place of the bucket that holds the instant, -1 before the first. */
export function bucketAt(starts: readonly EpochMs[], at: EpochMs): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function grainOf(every: SeriesWidth, shifts: readonly Shift[]): number {
  if (every === '1mo') return DAY_MS;
  if (every !== 'shift') return nextBucketStart(0, every);
  return GRAINS.find((grain) => shifts.every(({ startMs }) => startMs % grain === 0)) ?? MINUTE_MS;
}
