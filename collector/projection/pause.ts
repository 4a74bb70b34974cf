import { type EpochMs, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../domain/units.ts';

const FIRST_MS = SECOND_MS;
const MOST_MS = MINUTE_MS;
/** A server that asks for more than this is asked again all the same. */
const MOST_ASKED_MS = HOUR_MS;

/**
 * When to try again after a number of failures in a row: after a second, twice as long each time, a minute at most, less
 * up to half by chance, so that many collectors do not come back at once. What the server asks for holds where it is later.
 */
export function nextTry(failures: number, askedFor: EpochMs | null, now: EpochMs, random: () => number): EpochMs {
  const full = Math.min(MOST_MS, FIRST_MS * 2 ** Math.max(0, Math.min(failures - 1, 16)));
  const own = now + full * (1 - random() / 2);
  return Math.max(own, Math.min(askedFor ?? own, now + MOST_ASKED_MS));
}
