import { USAGE_LOG_COLUMNS } from '../../domain/wire/usage-log-api.ts';
import { portalAddress } from './client-address.ts';
import type { UsageLogConfig } from './config.ts';
import type { Outbox } from './outbox.ts';
import { portalTime } from './portal.ts';

const BYTE_ORDER_MARK = '\uFEFF';

/** Records as CSV (RFC 4180) for registration by hand; the mark at its head lets a spreadsheet read it as UTF-8. */
export function csvOf(records: ReturnType<Outbox['history']>, { acts, limits }: UsageLogConfig): string {
  const rows = records.map(({ at, act, user, address, bytes, state, code }) => [
    portalTime(at),
    acts[act],
    user,
    portalAddress(address, limits.addressLength),
    String(bytes),
    state,
    code,
  ]);
  return BYTE_ORDER_MARK + [USAGE_LOG_COLUMNS, ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
