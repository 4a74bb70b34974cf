import type { Account, DeviceAccount } from '../../domain/wire/http-api.ts';
import type { DeviceAddress } from '../../domain/wire/mqtt-topics.ts';
import type { Ledger } from './ledger.ts';

/** Messages that the collector, as it last said, has received of a device beyond those the ledger counts. */
export type PendingOf = (counted: DeviceAddress & { readonly written: number; readonly rejected: number }) => number;

/**
 * The account of the given yards (`null`: of everything, with messages whose topic names no device).
 * received = written + pending + rejected holds by construction (invariant 10): received is never counted apart.
 */
export function accountOf(ledger: Ledger, yards: readonly string[] | null, pendingOf: PendingOf): Account {
  const where = yards === null ? '' : 'WHERE yard IN (SELECT value FROM json_each(?))';
  const sql = `SELECT tenant, yard, area, device, written, rejected, duplicates FROM account ${where}
    ORDER BY tenant, yard, area, device`;
  type Row = DeviceAddress & { written: number; rejected: number; duplicates: number };
  const params = yards === null ? [] : [JSON.stringify(yards)];
  const rows = ledger.read((database) => database.rows<Row>(sql, ...params), []);
  const byDevice = rows.map((row): DeviceAccount => {
    const { tenant, yard, area, device, written, rejected, duplicates } = row;
    const pending = pendingOf(row);
    const received = written + pending + rejected;
    return { tenant, yard, area, device, received, written, pending, rejected, duplicates };
  });
  const sum = (name: 'received' | 'written' | 'pending' | 'rejected' | 'duplicates') =>
    byDevice.reduce((all, row) => all + row[name], 0);
  return {
    received: sum('received'),
    written: sum('written'),
    pending: sum('pending'),
    rejected: sum('rejected'),
    duplicates: sum('duplicates'),
    byDevice,
  };
}
