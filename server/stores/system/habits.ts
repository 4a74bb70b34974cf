import { HABIT_DAYS, silenceLimit } from '../../../domain/habit.ts';
import type { OpeningHours } from '../../../domain/opening-hours.ts';
import { DAY_MS, type EpochMs, HOUR_MS } from '../../../domain/units.ts';
import type { Ledger } from '../ledger.ts';

/** A habit of two weeks hardly moves within an hour, and two weeks of events are many rows. */
const LEARNED_FOR_MS = HOUR_MS;

/** Milliseconds that each device of a yard may keep silent, keyed by `area/device`. */
export type Limits = ReadonlyMap<string, number>;

interface Learned {
  readonly at: EpochMs;
  readonly limits: Limits;
}

/** How long each device may keep silent, learned from its own events (`domain/habit.ts`). */
export class Habits {
  readonly #ledger: Ledger;
  /** keyed by yard */
  readonly #learned = new Map<string, Learned>();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** The limits of a yard's devices; one without an event in two weeks is missing, because it never speaks of itself. */
  limits(yard: string, hours: OpeningHours | null, now: EpochMs): Limits {
    const known = this.#learned.get(yard);
    if (known && now - known.at < LEARNED_FOR_MS && now >= known.at) return known.limits;
    const limits = this.#learn(yard, hours, now);
    this.#learned.set(yard, { at: now, limits });
    return limits;
  }

  #learn(yard: string, hours: OpeningHours | null, now: EpochMs): Limits {
    const sql = `SELECT area || '/' || device AS device, at FROM event
      WHERE yard = ? AND kind IN ('weighing', 'lift', 'frame', 'radiation', 'occupancy', 'ack') AND at >= ? AND at <= ?
      ORDER BY at`;
    type Row = { device: string; at: number };
    const rows = this.#ledger.read((database) => database.rows<Row>(sql, yard, now - HABIT_DAYS * DAY_MS, now), []);
    const times = new Map<string, EpochMs[]>();
    for (const { device, at } of rows) {
      const known = times.get(device);
      if (known) known.push(at);
      else times.set(device, [at]);
    }
    const limits = new Map<string, number>();
    for (const [device, of] of times) {
      const limit = silenceLimit(of, hours);
      if (limit !== null) limits.set(device, limit);
    }
    return limits;
  }
}
