import Value from 'typebox/value';
import { formatKst } from '../../../domain/kst-time.ts';
import { Verification } from '../../../domain/wire/http-api.ts';
import type { Sqlite } from '../sqlite.ts';

const { differences: Differences } = Verification.properties;

/** The last comparison of ledger and InfluxDB; `null` while there was none. */
export function verificationOf(database: Sqlite): Verification | null {
  type Row = {
    at: number;
    from_day: string;
    to_day: string;
    compared: number;
    differing: number;
    repaired: number;
    detail: string;
  };
  const row = database.row<Row>('SELECT * FROM verification_row ORDER BY seq DESC LIMIT 1');
  if (!row) return null;
  const differences: unknown = JSON.parse(row.detail);
  return {
    at: formatKst(row.at),
    fromDay: row.from_day,
    toDay: row.to_day,
    compared: row.compared,
    differing: row.differing,
    repaired: row.repaired,
    differences: Value.Check(Differences, differences) ? differences : [],
  };
}
