import { HABIT_DAYS, type HeardDay, silenceLimit } from '../../../domain/habit.ts';
import { startOfKstDay } from '../../../domain/kst-time.ts';
import { type OpeningHours, openingOf } from '../../../domain/opening-hours.ts';
import { DAY_MS, type EpochMs, HOUR_MS } from '../../../domain/units.ts';
import type { Ledger } from '../ledger.ts';

/** A habit of two weeks hardly moves within an hour. */
const LEARNED_FOR_MS = HOUR_MS;

/** Milliseconds that each device of a yard may keep silent, keyed by `area/device`. */
export type Limits = ReadonlyMap<string, number>;

interface Learned {
  readonly at: EpochMs;
  /** as text: the file of yards may change */
  readonly hours: string;
  readonly limits: Limits;
}

/** What the devices of a yard said on one day, keyed by `area/device`. */
type Day = ReadonlyMap<string, HeardDay>;

/** How long each device may keep silent, learned from its own events (`domain/habit.ts`). */
export class Habits {
  readonly #ledger: Ledger;
  /** keyed by yard */
  readonly #learned = new Map<string, Learned>();
  /** days that have ended, keyed by yard and span: they are read once */
  readonly #ended = new Map<string, Day>();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** The limits of a yard's devices; one without an event in two weeks is missing, because it never speaks of itself. */
  limits(yard: string, hours: OpeningHours | null, now: EpochMs): Limits {
    const known = this.#learned.get(yard);
    const asked = JSON.stringify(hours);
    if (known && known.hours === asked && now - known.at < LEARNED_FOR_MS && now >= known.at) return known.limits;
    const limits = this.#learn(yard, hours, now);
    this.#learned.set(yard, { at: now, hours: asked, limits });
    return limits;
  }

  #learn(yard: string, hours: OpeningHours | null, now: EpochMs): Limits {
    const days = new Map<string, HeardDay[]>();
    const today = startOfKstDay(now);
    const spans = new Set<string>();
    for (let ago = HABIT_DAYS; ago >= 0; ago -= 1) {
      const start = today - ago * DAY_MS;
      const span = hours === null ? { from: start, to: start + DAY_MS } : openingOf(hours, start);
      if (!span) continue;
      const key = `${yard} ${span.from} ${span.to}`;
      spans.add(key);
      const day = this.#ended.get(key) ?? this.#read(yard, span.from, Math.min(span.to, now));
      // yesterday may still be told by devices that were cut off
      if (ago > 1) this.#ended.set(key, day);
      for (const [device, heard] of day) days.set(device, [...(days.get(device) ?? []), heard]);
    }
    for (const key of this.#ended.keys()) {
      if (key.startsWith(`${yard} `) && !spans.has(key)) this.#ended.delete(key);
    }
    const limits = new Map<string, number>();
    for (const [device, heard] of days) {
      const limit = silenceLimit(heard, hours);
      if (limit !== null) limits.set(device, limit);
    }
    return limits;
  }

  #read(yard: string, from: EpochMs, to: EpochMs): Day {
    // by itself SQLite takes the order of devices for the better index, and reads every event of the yard
    const sql = `SELECT area || '/' || device AS device, min(at) AS first_at, max(at) AS last_at,
        coalesce(max(pause), 0) AS pause
      FROM (SELECT area, device, at, at - lag(at) OVER (PARTITION BY area, device ORDER BY at) AS pause
        FROM event INDEXED BY event_by_time
        WHERE yard = ? AND kind IN ('weighing', 'lift', 'frame', 'radiation', 'occupancy', 'ack') AND at >= ? AND at < ?)
      GROUP BY area, device`;
    type Row = { device: string; first_at: number; last_at: number; pause: number };
    const rows = this.#ledger.read((database) => database.rows<Row>(sql, yard, from, to), []);
    return new Map(
      rows.map(({ device, first_at, last_at, pause }) => [
        device,
        { firstAt: first_at, lastAt: last_at, longestPauseMs: pause },
      ]),
    );
  }
}
