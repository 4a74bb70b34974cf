import type { EpochMs } from '../../../domain/units.ts';
import { type Buckets, bucketAt } from './buckets.ts';

/** From this instant on a device was online, or was not. */
export interface StateChange {
  readonly at: EpochMs;
  readonly online: boolean;
}

/**
 * The share of each bucket in which a device was online, of the part that is known: from its first change on, within
 * the span asked for and up to `now`. NaN where nothing is known.
 *
 * @param changes in the order of time, those before the span included as far as they say how it begins
 */
export function availabilityOf(
  changes: readonly StateChange[],
  { starts, from, to }: Buckets,
  now: EpochMs,
): Float64Array {
  const known = new Float64Array(starts.length);
  const online = new Float64Array(starts.length);
  const end = Math.min(to, now);
  for (const [index, change] of changes.entries()) {
    const until = Math.min(changes[index + 1]?.at ?? end, end);
    let at = Math.max(change.at, from);
    for (let bucket = bucketAt(starts, at); at < until; bucket += 1) {
      const next = Math.min(starts[bucket + 1] ?? until, until);
      known[bucket] = (known[bucket] ?? 0) + (next - at);
      if (change.online) online[bucket] = (online[bucket] ?? 0) + (next - at);
      at = next;
    }
  }
  return online.map((ms, bucket) => (known[bucket] === 0 ? Number.NaN : ms / (known[bucket] ?? 1)));
}
