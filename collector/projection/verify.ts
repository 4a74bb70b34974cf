import type { Logger } from 'pino';
import { formatKst, kstDay, startOfKstDay } from '../../domain/kst-time.ts';
import type { InfluxSettings } from '../../domain/settings.ts';
import { DAY_MS, type EpochMs, HOUR_MS } from '../../domain/units.ts';
import type { Verification } from '../../domain/wire/http-api.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { InfluxFailure, InfluxReader } from './influx-read.ts';
import type { LineWriter } from './influx-writer.ts';
import { type DayOfYard, hasDuePoints, repairDay } from './repair.ts';
import { thinnedBefore } from './retention.ts';
import { emptySums, influxSums, ledgerSums, ledgerYards, SUMMED, type SummedMeasurement, yardKey } from './sums.ts';

const EVERY_MS = HOUR_MS;
const DAYS = 7;
const DIFFERENCES_KEPT = 100;

/** A sum that is not the same on both sides. */
export interface Difference extends DayOfYard {
  /** a grade bucket, or another name of `sums.ts` */
  readonly name: string;
  readonly ledger: number;
  readonly influx: number;
}

interface Comparison {
  readonly compared: number;
  readonly differences: Difference[];
}

interface Parts {
  readonly ledger: Ledger;
  readonly reader: InfluxReader;
  readonly writer: LineWriter;
  /** called when rows are due again */
  readonly onDue: () => void;
  readonly retentionDays: InfluxSettings['retentionDays'];
  readonly log: Pick<Logger, 'info' | 'warn'>;
  readonly days?: number;
  readonly now?: () => EpochMs;
}

/**
 * Compares, every hour, the sums of the last ended KST days with those of InfluxDB, per yard, day and grade. What differs
 * is projected again and compared once more; the result is a row of the ledger.
 */
export class Verifier {
  readonly #parts: Parts;
  readonly #days: number;
  readonly #now: () => EpochMs;
  /** what was found and is being projected again; `null`: nothing */
  #repairing: Comparison | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#days = parts.days ?? DAYS;
    this.#now = parts.now ?? Date.now;
  }

  /**
   * Goes one step on; to be called every few seconds, never
   * twice at a time. While points of those days are still to be written it waits: a sum
   * under way is no difference.
   */
  async step(): Promise<'idle' | 'waiting' | 'away' | 'repairing' | 'verified'> {
    const { ledger, log } = this.#parts;
    const to = startOfKstDay(this.#now());
    const from = to - this.#days * DAY_MS;
    const last = ledger.first<{ at: number }>('SELECT at FROM verification_row ORDER BY seq DESC LIMIT 1');
    if (this.#repairing === null && last !== null && this.#now() - last.at < EVERY_MS) return 'idle';
    if (hasDuePoints(ledger, from, to)) return 'waiting';
    const found = await this.#compare(from, to);
    if (found === 'waiting') return 'waiting';
    if ('failure' in found) {
      log.warn({ reason: found.failure.message }, 'InfluxDB could not be compared with the ledger');
      return 'away';
    }
    if (this.#repairing === null && found.differences.length > 0) return await this.#repair(found);
    this.#record(this.#repairing ?? found, found, from, to);
    this.#repairing = null;
    return 'verified';
  }

  async #repair(found: Comparison): Promise<'away' | 'repairing'> {
    const { log, onDue } = this.#parts;
    const days = new Map(found.differences.map((one) => [JSON.stringify([one.measurement, one.yard, one.from]), one]));
    for (const day of days.values()) {
      const failure = await repairDay(this.#parts, day, this.#now());
      if (failure === null) continue;
      log.warn({ reason: failure.message }, 'differences with InfluxDB could not be repaired yet');
      return 'away';
    }
    log.warn({ differing: found.differences.length, first: found.differences[0] }, 'InfluxDB differs from the ledger');
    this.#repairing = found;
    onDue();
    return 'repairing';
  }

  /**
   * Both sides are read one after the other, and rows may change in between: a difference counts only when it is found
   * twice and nothing is due.
   */
  async #compare(from: EpochMs, to: EpochMs): Promise<Comparison | 'waiting' | { readonly failure: InfluxFailure }> {
    let compared = 0;
    const differences: Difference[] = [];
    for (let day = from; day < to; day += DAY_MS) {
      for (const measurement of SUMMED) {
        if (day < thinnedBefore(this.#parts.retentionDays, measurement, this.#now())) continue;
        let found = await compareDay(this.#parts, measurement, day);
        if ('failure' in found) return found;
        if (found.differences.length > 0) {
          if (hasDuePoints(this.#parts.ledger, from, to)) return 'waiting';
          found = await compareDay(this.#parts, measurement, day);
          if ('failure' in found) return found;
          if (found.differences.length > 0 && hasDuePoints(this.#parts.ledger, from, to)) return 'waiting';
        }
        compared += found.compared;
        differences.push(...found.differences);
      }
    }
    return { compared, differences };
  }

  /** `first`: what was found before anything was repaired; `last`: what is found now. */
  #record(first: Comparison, last: Comparison, from: EpochMs, to: EpochMs): void {
    const remaining = new Set(last.differences.map(nameOf));
    const firstNames = new Set(first.differences.map(nameOf));
    const all = [...first.differences, ...last.differences.filter((one) => !firstNames.has(nameOf(one)))];
    const repaired = all.filter((one) => !remaining.has(nameOf(one))).length;
    const detail: Verification['differences'] = all.slice(0, DIFFERENCES_KEPT).map((one) => ({
      yard: one.yard,
      day: kstDay(one.from),
      grade: one.name,
      ledgerKg: one.ledger,
      influxKg: one.influx,
      repaired: !remaining.has(nameOf(one)),
    }));
    this.#parts.ledger.run(
      `INSERT INTO verification_row (at, from_day, to_day, compared, differing, repaired, detail)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      ...[this.#now(), kstDay(from), kstDay(to - DAY_MS), last.compared, all.length, repaired, JSON.stringify(detail)],
    );
    this.#parts.log.info(
      { upTo: formatKst(to), compared: last.compared, differing: all.length, repaired },
      'InfluxDB compared with the ledger',
    );
  }
}

/** Compares one measurement's sums of one KST day in every yard of the ledger; other yards of InfluxDB are others'. */
export async function compareDay(
  { ledger, reader }: { readonly ledger: Ledger; readonly reader: InfluxReader },
  measurement: SummedMeasurement,
  from: EpochMs,
  onlyYard: string | null = null,
): Promise<(Comparison & { readonly sums: Difference[] }) | { readonly failure: InfluxFailure }> {
  const to = from + DAY_MS;
  const answer = await influxSums(reader, measurement, from, to);
  if ('failure' in answer) return answer;
  const sums = ledgerYards(ledger)
    .filter(({ yard }) => onlyYard === null || yard === onlyYard)
    .flatMap(({ tenant, yard }) => {
      const influx = answer.sums.get(yardKey({ tenant, yard })) ?? emptySums(measurement);
      return Object.entries(ledgerSums(ledger, measurement, yard, from, to)).map(([name, sum]) => ({
        ...{ measurement, tenant, yard, from, name, ledger: sum },
        influx: influx[name] ?? 0,
      }));
    });
  return { compared: sums.length, differences: sums.filter((one) => one.ledger !== one.influx), sums };
}

const nameOf = ({ tenant, yard, from, name }: Difference) => JSON.stringify([tenant, yard, from, name]);
