import { startOfKstDay } from '../../domain/kst-time.ts';
import { openingOf } from '../../domain/opening-hours.ts';
import { INDICATOR_IDS, type IndicatorId, type IndicatorReading } from '../../domain/programme/indicators.ts';
import { type LedgerFigures, ledgerKpis, stockOf } from '../../domain/programme/kpi.ts';
import type { LedgerKpi } from '../../domain/programme/programme.ts';
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from '../../domain/units.ts';
import type { Ledger } from '../stores/ledger.ts';
import type { YardStore } from '../stores/yards.ts';

/** The KPIs of the ledger are those of the last days before today, as many as this. */
export const KPI_DAYS = 30;
/** How far back the trend of an indicator goes. */
export const TREND_DAYS = 7;

interface Sums {
  readonly visits: number;
  readonly net: number;
  readonly inbound: number;
  readonly outbound: number;
  readonly deduction: number;
  readonly minutes: number;
  readonly first: EpochMs | null;
}

const NOTHING: Sums = { visits: 0, net: 0, inbound: 0, outbound: 0, deduction: 0, minutes: 0, first: null };

interface Flows {
  readonly acceptedInboundKg: number;
  readonly netOutboundKg: number;
  readonly first: EpochMs | null;
}

const NO_FLOWS: Flows = { acceptedInboundKg: 0, netOutboundKg: 0, first: null };

/** What the ledger itself says of a project's yards: indicators and KPIs, from live rows. */
export class LedgerFiguresStore {
  readonly #ledger: Ledger;
  readonly #yards: YardStore;

  constructor(ledger: Ledger, yards: YardStore) {
    this.#ledger = ledger;
    this.#yards = yards;
  }

  /** Readings of the yards since an instant, oldest first; of one hour the row that was written last. */
  readings(yards: readonly string[], since: EpochMs): IndicatorReading[] {
    const sql = `SELECT i.indicator, i.yard, i.hour, i.value FROM indicator_row i
      WHERE i.yard IN (SELECT value FROM json_each(?)) AND i.indicator IN (SELECT value FROM json_each(?))
        AND i.hour >= ? AND i.seq = (SELECT max(l.seq) FROM indicator_row l
          WHERE l.yard = i.yard AND l.indicator = i.indicator AND l.hour = i.hour)
      ORDER BY i.hour, i.seq`;
    const params = [JSON.stringify(yards), JSON.stringify(INDICATOR_IDS), since] as const;
    type Row = Omit<IndicatorReading, 'indicator'> & { indicator: IndicatorId };
    return this.#ledger.read((database) => database.rows<Row>(sql, ...params), []);
  }

  /** How many rows of an indicator the ledger holds of a yard since an instant, keyed by `yard/indicator`. */
  readingCounts(yards: readonly string[], since: EpochMs): Map<string, number> {
    const sql = `SELECT yard || '/' || indicator AS key, count(*) AS rows FROM indicator_row
      WHERE yard IN (SELECT value FROM json_each(?)) AND hour >= ? GROUP BY yard, indicator`;
    const rows = this.#ledger.read(
      (database) => database.rows<{ key: string; rows: number }>(sql, JSON.stringify(yards), since),
      [],
    );
    return new Map(rows.map(({ key, rows: count }) => [key, count]));
  }

  /**
   * The KPIs that the ledger knows, over the whole days before today in which there were rows, 30 at most. A truck that
   * was turned away leaves no kilograms, so 불량률 is that of the deductions; nobody states the stock at the beginning,
   * so 재고일수 counts from the first weighing, and a person who has counted the stock goes before it.
   */
  kpis(yards: readonly string[], now: EpochMs): Partial<Record<LedgerKpi, number>> {
    const to = startOfKstDay(now);
    const sums = yards.map((yard) => ({ yard, ...this.#sums(yard, to - KPI_DAYS * DAY_MS, to) }));
    const add = (of: (one: (typeof sums)[number]) => number) => sums.reduce((total, one) => total + of(one), 0);
    const flows = yards.map((yard) => this.#flows(yard, to));
    const began = Math.min(to, ...flows.flatMap(({ first }) => (first === null ? [] : [startOfKstDay(first)])));
    const figures: LedgerFigures = {
      netKg: add(({ net }) => net),
      inboundNetKg: add(({ inbound }) => inbound),
      inboundDeductionKg: add(({ deduction }) => deduction),
      rejectedKg: 0,
      outboundNetKg: add(({ outbound }) => outbound),
      visits: add(({ visits }) => visits),
      yardMinutes: add(({ minutes }) => minutes),
      openHours: add(({ yard, first }) => (first === null ? 0 : this.#openHours(yard, startOfKstDay(first), to))),
      days: Math.min(KPI_DAYS, (to - began) / DAY_MS),
      stockKg: stockOf(flows),
    };
    return ledgerKpis(figures);
  }

  #sums(yard: string, from: EpochMs, to: EpochMs): Sums {
    const sql = `SELECT count(*) AS visits, coalesce(sum(net), 0) AS net,
        coalesce(sum(CASE WHEN direction = 'inbound' THEN net END), 0) AS inbound,
        coalesce(sum(CASE WHEN direction = 'outbound' THEN net END), 0) AS outbound,
        coalesce(sum(CASE WHEN direction = 'inbound' THEN body ->> '$.deduction' END), 0) AS deduction,
        coalesce(sum(closed_at - opened_at), 0) / ${MINUTE_MS}.0 AS minutes, min(closed_at) AS first
      FROM visit WHERE yard = ? AND closed_at >= ? AND closed_at < ? AND status = 'closed'`;
    return this.#ledger.read((database) => database.row<Sums>(sql, yard, from, to) ?? NOTHING, NOTHING);
  }

  /** What came into a yard and went out of it from its first visit until an instant. */
  #flows(yard: string, to: EpochMs): Flows {
    const sql = `SELECT
        coalesce(sum(CASE WHEN direction = 'inbound' THEN body ->> '$.accepted' END), 0) AS acceptedInboundKg,
        coalesce(sum(CASE WHEN direction = 'outbound' THEN net END), 0) AS netOutboundKg,
        min(closed_at) AS first
      FROM visit WHERE yard = ? AND closed_at < ? AND status = 'closed'`;
    return this.#ledger.read((database) => database.row<Flows>(sql, yard, to) ?? NO_FLOWS, NO_FLOWS);
  }

  #openHours(yard: string, from: EpochMs, to: EpochMs): number {
    const hours = this.#yards.hours(yard);
    if (hours === null) return (to - from) / HOUR_MS;
    let open = 0;
    for (let day = from; day < to; day += DAY_MS) {
      const opening = openingOf(hours, day);
      if (opening) open += opening.to - opening.from;
    }
    return open / HOUR_MS;
  }
}
