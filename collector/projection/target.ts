import { setImmediate as nextTurn } from 'node:timers/promises';
import type { InfluxSettings } from '../../domain/settings.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { Ledger } from '../ledger/ledger.ts';

/** Rows looked at in one transaction, so that the intake never waits long for its turn. */
const CHUNK = 2_000;
/** Stands for a target that does not yet have everything the ledger holds. */
const UNFILLED = '';

const nameOf = ({ url, org, bucket }: InfluxSettings): string => `${url} ${org} ${bucket}`;

/** Forgets what is due where nothing is projected any more. */
export function dropTarget(ledger: Ledger): void {
  ledger.transaction(() => {
    for (const table of ['projection_target', 'point_due', 'device_minute']) ledger.run(`DELETE FROM ${table}`);
  });
}

/**
 * Makes an InfluxDB the one that is projected to: from now on changed rows become due. True when it must be filled
 * first: it is another one than before, or the filling did not come to its end.
 */
export function setTarget(ledger: Ledger, settings: InfluxSettings, now: EpochMs): boolean {
  const known = ledger.first<{ target: string }>('SELECT target FROM projection_target');
  if (known?.target === nameOf(settings)) return false;
  ledger.transaction(() => {
    ledger.run('DELETE FROM point_due');
    ledger.run(
      `INSERT INTO projection_target (one, target, since) VALUES (1, ?, ?)
       ON CONFLICT DO UPDATE SET target = excluded.target, since = excluded.since`,
      UNFILLED,
      now,
    );
  });
  return true;
}

/**
 * Makes everything that the ledger holds due, chunk by chunk beside whatever else the process does; false when it was
 * stopped before the end, and then it begins anew at the next start.
 */
export async function fillTarget(
  ledger: Ledger,
  settings: InfluxSettings,
  now: EpochMs,
  isStopped: () => boolean,
): Promise<boolean> {
  for (const { table, rows } of SOURCES) {
    const last = ledger.first<{ last: number | null }>(`SELECT max(seq) AS last FROM ${table}`)?.last ?? 0;
    for (let from = 0; from < last; from += CHUNK) {
      if (isStopped()) return false;
      ledger.run(
        `INSERT OR IGNORE INTO point_due (yard, kind, ref, since)
         SELECT d.yard, d.kind, d.ref, ?3 FROM (${rows}) d ORDER BY d.seq`,
        from,
        from + CHUNK,
        now,
      );
      await nextTurn();
    }
  }
  ledger.run('UPDATE projection_target SET target = ?', nameOf(settings));
  return true;
}

/** Every row that has a point, by the table whose rows are counted through; a visit is named by its first row. */
const SOURCES: readonly { readonly table: string; readonly rows: string }[] = [
  {
    table: 'visit_row',
    rows: `SELECT v.seq, v.body ->> '$.yard' AS yard, 'visit' AS kind, v.visit AS ref FROM visit_row v
      WHERE v.seq > ?1 AND v.seq <= ?2 AND v.revision = 1`,
  },
  {
    table: 'event',
    rows: `SELECT e.seq, e.yard, CASE e.kind WHEN 'lift' THEN 'lift' ELSE 'inspection' END AS kind,
        CAST(e.seq AS TEXT) AS ref
      FROM event e WHERE e.seq > ?1 AND e.seq <= ?2 AND (e.kind = 'lift' OR e.kind = 'frame'
        AND EXISTS (SELECT 1 FROM inference i WHERE i.event = e.seq AND i.role = 'current'))`,
  },
  ...[
    { table: 'device_row', kind: 'device', yard: 'yard' },
    { table: 'indicator_row', kind: 'indicator', yard: 'yard' },
    { table: 'budget_row', kind: 'budget', yard: "''" },
  ].map(({ table, kind, yard }) => ({
    table,
    rows: `SELECT seq, ${yard} AS yard, '${kind}' AS kind, CAST(seq AS TEXT) AS ref FROM ${table}
      WHERE seq > ?1 AND seq <= ?2`,
  })),
];
