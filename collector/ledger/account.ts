import type { Account, DeviceAccount } from '../../domain/wire/http-api.ts';
import type { DeviceAddress } from '../../domain/wire/mqtt-topics.ts';
import type { RefusedMessage } from '../messages.ts';
import type { Ledger } from './ledger.ts';

type Column = 'written' | 'rejected' | 'duplicates';

/** Adds to a device's counts (invariant 10); a negative amount moves a message that changed its standing. */
export function count(ledger: Ledger, at: DeviceAddress, amounts: Partial<Record<Column, number>>): void {
  ledger.run(
    `INSERT INTO account (tenant, yard, area, device, written, rejected, duplicates) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET written = written + excluded.written, rejected = rejected + excluded.rejected,
       duplicates = duplicates + excluded.duplicates`,
    at.tenant,
    at.yard,
    at.area,
    at.device,
    amounts.written ?? 0,
    amounts.rejected ?? 0,
    amounts.duplicates ?? 0,
  );
}

/** Keeps a refused message with its reason; the same message refused again is counted, not kept again. */
export function buryDeadLetter(ledger: Ledger, message: RefusedMessage): void {
  const known = ledger.first(
    'SELECT seq FROM dead_letter WHERE topic = ? AND id = ? AND code = ?',
    message.topic,
    message.id,
    message.code,
  );
  if (known) return;
  const { address } = message;
  ledger.run(
    `INSERT INTO dead_letter (received_at, topic, tenant, yard, area, device, id, code, detail, first_bytes, size,
       payload, properties)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    message.receivedAt,
    message.topic,
    address?.tenant ?? null,
    address?.yard ?? null,
    address?.area ?? null,
    address?.device ?? null,
    message.id,
    message.code,
    message.detail.slice(0, 500),
    message.firstBytes,
    message.size,
    message.whole?.payload ?? null,
    message.whole === undefined ? null : JSON.stringify(message.whole.properties),
  );
}

/**
 * The account of a yard, or of everything with `null`. `pendingOf` says what is received and not yet committed.
 * received = written + pending + rejected holds by construction: received is never counted apart.
 */
export function accountOf(ledger: Ledger, yard: string | null, pendingOf: (at: DeviceAddress) => number): Account {
  const rows = ledger.all<DeviceAddress & Record<Column, number>>(
    `SELECT tenant, yard, area, device, written, rejected, duplicates FROM account
     ${yard === null ? '' : 'WHERE yard = ?'} ORDER BY tenant, yard, area, device`,
    ...(yard === null ? [] : [yard]),
  );
  const byDevice = rows.map(({ tenant, yard: at, area, device, written, rejected, duplicates }): DeviceAccount => {
    const pending = pendingOf({ tenant, yard: at, area, device });
    return {
      tenant,
      yard: at,
      area,
      device,
      received: written + pending + rejected,
      written,
      pending,
      rejected,
      duplicates,
    };
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
