import type { EpochMs } from '../../../domain/units.ts';
import { CURRENT_JUDGEMENT } from '../judgements.ts';
import type { Ledger } from '../ledger.ts';
import type { Sqlite } from '../sqlite.ts';
import type { Buckets } from './buckets.ts';
import { Cells } from './cells.ts';
import { kilogramCells } from './embedded-kilograms.ts';
import type { DeviceChanges, KilogramPart, SeriesSource } from './series-source.ts';
import { slotOf, startOfSlot } from './slots.ts';

/**
 * History straight from the ledger. While there is no ledger every answer is empty. Everything is read synchronously:
 * whoever serves others meanwhile asks it on another thread.
 */
export class EmbeddedSeries implements SeriesSource {
  readonly #ledger: Ledger;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  kilograms(yard: string, buckets: Buckets, parts: readonly KilogramPart[]): Promise<Cells> {
    // one transaction, so that an hour summed anew meanwhile is not read twice or not at all
    return this.#read(new Cells(1), (database) =>
      database.transaction(() => kilogramCells(database, yard, buckets, parts)),
    );
  }

  photos(yard: string, { from, to, grainMs }: Buckets): Promise<Cells> {
    const sql = `SELECT ${slotOf('e.at', grainMs)}, e.area || '/' || e.device, count(*), sum(j.out_of_domain),
        sum(coalesce(j.confidence, 0))
      FROM event e JOIN standing s ON s.event = e.seq JOIN inference j ON j.seq = ${CURRENT_JUDGEMENT}
      WHERE e.yard = ? AND e.kind = 'frame' AND e.at >= ? AND e.at < ? AND s.role <> 'refused'
        AND j.probabilities IS NOT NULL GROUP BY 1, 2`;
    type Row = [slot: number, camera: string, photos: number, outOfDomain: number, confidence: number];
    return this.#read(new Cells(3), (database) => {
      const cells = new Cells(3);
      for (const [place, camera, ...values] of database.tuples<Row>(sql, yard, from, to)) {
        cells.add(startOfSlot(place, grainMs), [camera], values);
      }
      return cells;
    });
  }

  stateChanges(yard: string, from: EpochMs, to: EpochMs): Promise<DeviceChanges[]> {
    // a last will states when its device connected, so a change counts from when the collector heard of it
    const sql = `SELECT device, at, online FROM (
        SELECT area || '/' || device AS device, received_at AS at, online,
          row_number() OVER (PARTITION BY area, device ORDER BY received_at DESC, seq DESC) AS newest
        FROM device_row WHERE yard = ?1 AND received_at < ?2
      ) WHERE newest = 1
      UNION ALL SELECT * FROM (
        SELECT area || '/' || device, received_at, online FROM device_row
        WHERE yard = ?1 AND received_at >= ?2 AND received_at < ?3 ORDER BY received_at, seq
      )`;
    return this.#read([], (database) => {
      const changes = new Map<string, { at: EpochMs; online: boolean }[]>();
      for (const [device, at, online] of database.tuples<[string, number, number]>(sql, yard, from, to)) {
        const known = changes.get(device) ?? [];
        known.push({ at, online: online === 1 });
        changes.set(device, known);
      }
      return Array.from(changes, ([device, ofDevice]) => ({ device, changes: ofDevice }));
    });
  }

  indicators(yard: string, { from, to }: Buckets): Promise<Cells> {
    const sql = `SELECT i.hour, i.indicator, i.value, i.target FROM indicator_row i
      WHERE i.yard = ? AND i.hour >= ? AND i.hour < ? AND i.seq = (SELECT max(l.seq) FROM indicator_row l
        WHERE l.yard = i.yard AND l.indicator = i.indicator AND l.hour = i.hour)
      ORDER BY i.hour`;
    type Row = [hour: number, indicator: string, value: number, target: number | null];
    return this.#read(new Cells(2), (database) => {
      const cells = new Cells(2);
      for (const [hour, indicator, value, target] of database.tuples<Row>(sql, yard, from, to)) {
        cells.add(hour, [indicator], [value, target ?? Number.NaN]);
      }
      return cells;
    });
  }

  budget(project: string, { from, to, grainMs }: Buckets): Promise<Cells> {
    const sql = `SELECT ${slotOf('at', grainMs)}, funder, line, stage, sum(amount_krw) FROM budget_row
      WHERE project = ? AND at >= ? AND at < ? GROUP BY 1, 2, 3, 4`;
    type Row = [slot: number, funder: string, line: string, stage: string, amount: number];
    return this.#read(new Cells(1), (database) => {
      const cells = new Cells(1);
      for (const [place, funder, line, stage, amount] of database.tuples<Row>(sql, project, from, to)) {
        cells.add(startOfSlot(place, grainMs), [funder, line, stage], [amount]);
      }
      return cells;
    });
  }

  #read<T>(empty: T, query: (database: Sqlite) => T): Promise<T> {
    return new Promise((resolve) => resolve(this.#ledger.read(query, empty)));
  }
}
