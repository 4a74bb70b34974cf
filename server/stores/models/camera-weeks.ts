import { setImmediate } from 'node:timers/promises';
import { KST_OFFSET_MS } from '../../../domain/kst-time.ts';
import { DAY_MS, type EpochMs, MINUTE_MS } from '../../../domain/units.ts';
import { CURRENT_JUDGEMENT, confidenceOf } from '../judgements.ts';
import type { Ledger } from '../ledger.ts';
import type { Sqlite } from '../sqlite.ts';

const WEEK_MS = 7 * DAY_MS;
/** 1970-01-01 was a Thursday; this clock starts on the Monday before it, in KST. */
const MONDAY_CLOCK_MS = KST_OFFSET_MS + 3 * DAY_MS;
export const WEEKS_SHOWN = 12;
/** The oldest week shown is held against the four before it. */
const WEEKS_READ = WEEKS_SHOWN + 4;
/** A week that is over changes only by late photos. */
const PAST_KEPT_MS = 5 * MINUTE_MS;

/** The number of the KST week, from Monday on, that holds the instant. */
export const weekOf = (at: EpochMs): number => Math.floor((at + MONDAY_CLOCK_MS) / WEEK_MS);
export const startOfWeek = (slot: number): EpochMs => slot * WEEK_MS - MONDAY_CLOCK_MS;

/** A camera's week as the ledger sums it up. */
export interface CameraWeek {
  readonly area: string;
  readonly device: string;
  readonly slot: number;
  /** photos that were judged */
  readonly photos: number;
  readonly out_of_domain: number;
  readonly confidence: number | null;
  /** its newest photo, judged or not */
  readonly newest: number;
  readonly sha256: string;
}

interface Past {
  readonly readAt: number;
  readonly weeks: readonly CameraWeek[];
}

/** The weeks of the cameras that sent photos lately. A yard's four months are many photos, so past weeks are kept. */
export class CameraWeeks {
  readonly #ledger: Ledger;
  /** keyed by yard, then by number of the week */
  readonly #past = new Map<string, ReadonlyMap<number, Past>>();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** Oldest week first; read one week at a time, so that nobody else waits for all of them. */
  async of(yard: string, now: EpochMs): Promise<CameraWeek[]> {
    const last = weekOf(now);
    const known = this.#past.get(yard);
    const past = new Map<number, Past>();
    for (let slot = last - WEEKS_READ + 1; slot < last; slot += 1) {
      const kept = known?.get(slot);
      const isFresh = kept !== undefined && performance.now() - kept.readAt < PAST_KEPT_MS;
      past.set(slot, isFresh ? kept : { readAt: performance.now(), weeks: this.#read(yard, slot) });
      if (!isFresh) await setImmediate();
    }
    this.#past.set(yard, past);
    return [...Array.from(past.values(), ({ weeks }) => weeks).flat(), ...this.#read(yard, last)];
  }

  #read(yard: string, slot: number): CameraWeek[] {
    return this.#ledger.read((database) => cameraWeek(database, yard, slot), []);
  }
}

function cameraWeek(database: Sqlite, yard: string, slot: number): CameraWeek[] {
  // the plus signs keep SQLite from walking the whole yard for the sake of the order of its groups
  const sql = `SELECT e.area, e.device, count(CASE WHEN i.failure IS NULL THEN i.seq END) AS photos,
      coalesce(sum(i.failure IS NULL AND i.out_of_domain = 1), 0) AS out_of_domain,
      avg(${confidenceOf('i')}) AS confidence, max(e.at) AS newest, e.sha256
    FROM event e LEFT JOIN inference i ON i.seq = ${CURRENT_JUDGEMENT}
    WHERE e.yard = ? AND e.kind = 'frame' AND e.at >= ? AND e.at < ? GROUP BY +e.area, +e.device`;
  return database
    .rows<Omit<CameraWeek, 'slot'>>(sql, yard, startOfWeek(slot), startOfWeek(slot + 1))
    .map((week) => ({ ...week, slot }));
}
