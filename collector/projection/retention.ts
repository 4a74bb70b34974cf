import type { Logger } from 'pino';
import { startOfKstDay } from '../../domain/kst-time.ts';
import type { InfluxSettings } from '../../domain/settings.ts';
import { DAY_MS, type EpochMs } from '../../domain/units.ts';
import { type Measurement, POINT_KINDS } from '../../domain/wire/measurements.ts';
import type { InfluxFailure, InfluxReader } from './influx-read.ts';

type RetentionDays = InfluxSettings['retentionDays'];

/**
 * The start of the first KST day whose points of a measurement are kept: the days that have ended, as many as the
 * setting says, and today. A measurement that the setting does not name keeps everything.
 */
export function thinnedBefore(days: RetentionDays, measurement: Measurement, now: EpochMs): EpochMs {
  const kept = days[measurement];
  return kept === undefined ? Number.NEGATIVE_INFINITY : startOfKstDay(now) - kept * DAY_MS;
}

/** Deletes from InfluxDB, once a day, what the setting lets go. The ledger of record is never thinned. */
export class Retention {
  readonly #reader: InfluxReader;
  readonly #days: RetentionDays;
  readonly #log: Pick<Logger, 'info' | 'warn'>;
  readonly #now: () => EpochMs;
  /** keyed by measurement: the instant before which everything is gone */
  readonly #done = new Map<Measurement, EpochMs>();
  /** measurements of which it was said that they cannot be deleted */
  readonly #told = new Set<Measurement>();

  constructor(
    reader: InfluxReader,
    days: RetentionDays,
    log: Pick<Logger, 'info' | 'warn'>,
    now: () => EpochMs = Date.now,
  ) {
    this.#reader = reader;
    this.#days = days;
    this.#log = log;
    this.#now = now;
  }

  /** Deletes what has become too old since the last time; to be called at least once a day, as often as is convenient. */
  async step(): Promise<void> {
    for (const measurement of POINT_KINDS) {
      const before = thinnedBefore(this.#days, measurement, this.#now());
      if (before <= (this.#done.get(measurement) ?? Number.NEGATIVE_INFINITY)) continue;
      const failure = await this.#reader.deleteBefore(measurement, before);
      if (failure !== null && isPassing(failure)) return;
      // asked again tomorrow: InfluxDB 3 Core has no way to delete points, and a token may not be allowed to
      this.#done.set(measurement, before);
      const upTo = new Date(before).toISOString();
      if (failure === null) this.#log.info({ measurement, upTo }, 'old points were deleted from InfluxDB');
      else if (!this.#told.has(measurement)) {
        this.#told.add(measurement);
        this.#log.warn({ measurement, reason: failure.message }, 'InfluxDB does not delete old points; they stay');
      }
    }
  }
}

/** True for a failure that says nothing of the request: nobody answered, or the server is busy or unwell. */
function isPassing({ status }: InfluxFailure): boolean {
  return status === null || status === 429 || (status >= 500 && status !== 501);
}
