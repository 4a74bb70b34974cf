import type { Ledger } from '../../../../collector/ledger/ledger.ts';
import { dueRows, yardsWithDue } from '../../../../collector/projection/due.ts';
import { entriesOf } from '../../../../collector/projection/entries.ts';
import { fillTarget, setTarget } from '../../../../collector/projection/target.ts';
import type { RealInflux } from '../../../influx/real-influx.ts';

const ROWS = 5_000;

/** Writes the points of everything the ledger holds, made by the collector's own projection; gives their number. */
export async function projectLedger(ledger: Ledger, influx: Pick<RealInflux, 'settings' | 'write'>): Promise<number> {
  setTarget(ledger, influx.settings(), 0);
  await fillTarget(ledger, influx.settings(), 0, () => false);
  let written = 0;
  for (const yard of yardsWithDue(ledger)) {
    for (;;) {
      const rows = dueRows(ledger, yard, ROWS);
      if (rows.length === 0) break;
      const { entries, unreadable } = await entriesOf(ledger, rows);
      if (unreadable[0]) throw new Error(unreadable[0].reason);
      if (entries.length > 0) await influx.write(entries.map(({ line }) => line).join('\n'));
      written += entries.length;
      ledger.run(
        'DELETE FROM point_due WHERE seq IN (SELECT value FROM json_each(?))',
        JSON.stringify(rows.map(({ seq }) => seq)),
      );
    }
  }
  return written;
}
