import { DAY_MS, type EpochMs, HOUR_MS, type KstDay, MINUTE_MS } from './units.ts';

/** KST is +09:00 all year: Korea has had no summer time since 1988, so days are plain arithmetic. */
export const KST_OFFSET_MS = 9 * HOUR_MS;

/** The instants that a date can be written of, in KST too (ECMA-262, time values). */
const LAST_INSTANT_MS = 8.64e15 - KST_OFFSET_MS;

const RFC_3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

/**
 * Reads an event time: RFC 3339 with an offset, or Unix milliseconds as an integer (edge contract, `T`).
 * Fractions beyond a millisecond are cut. Anything else gives `null`: a date that does not exist, a year before 100,
 * a number beyond what a date can hold.
 */
export function parseEventTime(value: unknown): EpochMs | null {
  if (typeof value === 'number')
    return Number.isSafeInteger(value) && Math.abs(value) <= LAST_INSTANT_MS ? value : null;
  if (typeof value !== 'string') return null;
  const match = RFC_3339.exec(value);
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const millisecond = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));
  if (hour > 23 || minute > 59 || second > 59) return null;
  const local = Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
  const date = new Date(local);
  // Date.UTC reads the years 0 to 99 as 1900 to 1999
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  const offsetHours = Number(match[9] ?? 0);
  const offsetMinutes = Number(match[10] ?? 0);
  if (offsetHours > 23 || offsetMinutes > 59) return null;
  const offset = (offsetHours * HOUR_MS + offsetMinutes * MINUTE_MS) * (match[8] === '-' ? -1 : 1);
  return local - offset;
}

/** Writes an instant as RFC 3339 in KST with milliseconds, `2026-11-22T09:30:00.123+09:00`. */
export function formatKst(at: EpochMs): string {
  return `${new Date(at + KST_OFFSET_MS).toISOString().slice(0, -1)}+09:00`;
}

/** The KST day that holds the instant. */
export function kstDay(at: EpochMs): KstDay {
  return new Date(at + KST_OFFSET_MS).toISOString().slice(0, 10);
}

/** The first instant of a KST day; `null` when the text is no existing `YYYY-MM-DD`. */
export function kstDayStart(day: KstDay): EpochMs | null {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? parseEventTime(`${day}T00:00:00+09:00`) : null;
}

/** The first instant of the KST day that holds the instant. */
export function startOfKstDay(at: EpochMs): EpochMs {
  return floorTo(at, DAY_MS);
}

/** The first instant of the KST hour that holds the instant. */
export function startOfKstHour(at: EpochMs): EpochMs {
  return floorTo(at, HOUR_MS);
}

/** Bucket widths a series may ask for. Months are calendar months in KST, the rest fixed spans. */
export const BUCKET_WIDTHS = ['5m', '15m', '1h', '1d', '1mo'] as const;
export type BucketWidth = (typeof BUCKET_WIDTHS)[number];

const SPANS: Record<Exclude<BucketWidth, '1mo'>, number> = {
  '5m': 5 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
  '1h': HOUR_MS,
  '1d': DAY_MS,
};

/** The first instant of the bucket that holds the instant, on KST boundaries. */
export function bucketStart(at: EpochMs, width: BucketWidth): EpochMs {
  return width === '1mo' ? startOfKstMonth(at, 0) : floorTo(at, SPANS[width]);
}

/** The first instant of the bucket after the one that starts at `start`. */
export function nextBucketStart(start: EpochMs, width: BucketWidth): EpochMs {
  return width === '1mo' ? startOfKstMonth(start, 1) : start + SPANS[width];
}

/** Starts of all buckets that touch `[from, to)`, in order. */
export function bucketStarts(from: EpochMs, to: EpochMs, width: BucketWidth): EpochMs[] {
  const starts: EpochMs[] = [];
  for (let start = bucketStart(from, width); start < to; start = nextBucketStart(start, width)) starts.push(start);
  return starts;
}

/** A KST day begins at 15:00 UTC, so the floor is taken on the shifted clock. */
function floorTo(at: EpochMs, span: number): EpochMs {
  return Math.floor((at + KST_OFFSET_MS) / span) * span - KST_OFFSET_MS;
}

function startOfKstMonth(at: EpochMs, monthsLater: number): EpochMs {
  const local = new Date(at + KST_OFFSET_MS);
  return Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + monthsLater, 1) - KST_OFFSET_MS;
}
