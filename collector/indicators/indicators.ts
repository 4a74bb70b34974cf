import { startOfKstHour } from '../../domain/kst-time.ts';
import { INDICATORS } from '../../domain/programme/data/indicator-definitions.ts';
import { type EpochMs, HOUR_MS } from '../../domain/units.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { writeIndicator } from './indicator-rows.ts';
import { INDICATOR_QUERIES, type LedgerIndicator } from './queries.ts';

/** How far back late data still changes an hour's row. */
const HOURS_BACK = 24;

/** The highest rows that were looked at. */
interface Marks {
  readonly event: number;
  readonly visitRow: number;
  readonly commandRow: number;
}

interface Yard {
  readonly yard: string;
  readonly tenant: string;
}

/**
 * Measures the live indicators of every yard: the current hour again and again, and the hours before it, up to a day,
 * in which rows changed since the last look. After a start a whole day is measured anew; an hour whose value is as it
 * was gets no new row.
 */
export class Indicators {
  readonly #ledger: Ledger;
  /** keyed by yard */
  readonly #marks = new Map<string, Marks>();
  #isMeasuring = false;
  #isStopped = false;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** Measures what is due; between two hours it lets `pause` have its turn. While it measures, further calls do nothing. */
  async measure(now: EpochMs, pause: () => Promise<unknown> = () => Promise.resolve()): Promise<void> {
    if (this.#isMeasuring) return;
    this.#isMeasuring = true;
    try {
      await this.#measureYards(now, pause);
    } finally {
      this.#isMeasuring = false;
    }
  }

  /** Ends after the hour in hand. */
  stop(): void {
    this.#isStopped = true;
  }

  async #measureYards(now: EpochMs, pause: () => Promise<unknown>): Promise<void> {
    for (const yard of this.#ledger.all<Yard>('SELECT yard, tenant FROM yard ORDER BY yard')) {
      // read before the hours are: what comes meanwhile is looked at again next time
      const marks = this.#marksNow();
      for (const hour of this.#hoursDue(yard.yard, now)) {
        this.#measureHour(yard, hour, now);
        await pause();
        if (this.#isStopped) return;
      }
      this.#marks.set(yard.yard, marks);
    }
  }

  #measureHour({ yard, tenant }: Yard, hour: EpochMs, now: EpochMs): void {
    this.#ledger.transaction(() => {
      for (const [name, sql] of Object.entries(INDICATOR_QUERIES)) {
        const indicator = name as LedgerIndicator;
        const to = hour + HOUR_MS;
        const from = to - INDICATORS[indicator].windowHours * HOUR_MS;
        const row = this.#ledger.first<{ value: number | null }>(sql, yard, from, Math.min(to, now));
        if (row === null || row.value === null) continue;
        writeIndicator(this.#ledger, { tenant, yard, indicator, hour, value: row.value }, now);
      }
    });
  }

  /** KST hours to measure, oldest first: none before the yard's first event. */
  #hoursDue(yard: string, now: EpochMs): EpochMs[] {
    const current = startOfKstHour(now);
    const first = this.#ledger.first<{ at: number | null }>(
      "SELECT min(at) AS at FROM event WHERE yard = ? AND kind IN ('weighing', 'lift', 'frame', 'radiation')",
      yard,
    )?.at;
    if (first == null) return [];
    const changed = this.#changedFrom(yard) ?? current;
    const earliest = Math.max(current - (HOURS_BACK - 1) * HOUR_MS, startOfKstHour(first), startOfKstHour(changed));
    const start = Math.min(earliest, current);
    return Array.from({ length: (current - start) / HOUR_MS + 1 }, (_, index) => start + index * HOUR_MS);
  }

  /** The earliest instant that rows since the last look speak of; null: there are none. */
  #changedFrom(yard: string): EpochMs | null {
    const marks = this.#marks.get(yard);
    if (!marks) return 0;
    const row = this.#ledger.first<{ at: number | null }>(
      `SELECT min(at) AS at FROM (
         SELECT min(at) AS at FROM event WHERE seq > ?2 AND yard = ?1
         UNION ALL SELECT min(coalesce(v.closed_at, v.opened_at)) FROM visit_row r JOIN visit v ON v.id = r.visit
           WHERE r.seq > ?3 AND v.yard = ?1
         UNION ALL SELECT min(i.at) FROM command_row n JOIN command_row i ON i.command = n.command AND i.state = 'issued'
           WHERE n.seq > ?4 AND n.yard = ?1)`,
      yard,
      marks.event,
      marks.visitRow,
      marks.commandRow,
    );
    return row?.at ?? null;
  }

  #marksNow(): Marks {
    const of = (table: string) =>
      this.#ledger.first<{ seq: number }>(`SELECT coalesce(max(seq), 0) AS seq FROM ${table}`);
    return {
      event: of('event')?.seq ?? 0,
      visitRow: of('visit_row')?.seq ?? 0,
      commandRow: of('command_row')?.seq ?? 0,
    };
  }
}
