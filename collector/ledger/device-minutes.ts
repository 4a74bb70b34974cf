import { type EpochMs, MINUTE_MS } from '../../domain/units.ts';
import type { Ledger } from './ledger.ts';

/** Stands in the ref of a device's minute and in no other ref. */
export const MINUTE_MARK = '@';

/**
 * Notes, once a minute, what is known of every device, and that its point is due. A minute is an observation: it is kept
 * only until it is in InfluxDB, and nothing can make it anew. Without an InfluxDB nothing is noted.
 */
export function noteDeviceMinutes(ledger: Ledger, now: EpochMs): void {
  const minute = now - (now % MINUTE_MS);
  ledger.transaction(() => {
    ledger.run(
      `INSERT INTO device_minute (ref, tenant, yard, area, device, at, online, heard_at, received, rejected)
       SELECT d.tenant || '/' || d.yard || '/' || d.area || '/' || d.device || '${MINUTE_MARK}' || CAST(?1 AS INTEGER),
         d.tenant, d.yard, d.area, d.device, ?2, d.online, d.heard_at,
         coalesce(a.written, 0) + coalesce(a.rejected, 0), coalesce(a.rejected, 0)
       FROM device d LEFT JOIN account a USING (tenant, yard, area, device)
       WHERE EXISTS (SELECT 1 FROM projection_target) ON CONFLICT DO NOTHING`,
      minute,
      now,
    );
    ledger.run(
      `INSERT OR IGNORE INTO point_due (yard, kind, ref, since)
       SELECT yard, 'device', ref, ?1 FROM device_minute WHERE at = ?1`,
      now,
    );
  });
}

/** Drops minutes whose points are confirmed. */
export function dropDeviceMinutes(ledger: Ledger, refs: readonly string[]): void {
  if (refs.length === 0) return;
  ledger.run('DELETE FROM device_minute WHERE ref IN (SELECT value FROM json_each(?))', JSON.stringify(refs));
}
