import { formatKst } from '../../domain/kst-time.ts';
import { type EpochMs, MINUTE_MS } from '../../domain/units.ts';
import { CLOCK_TOLERANCE_MS } from '../../domain/wire/edge-messages.ts';
import type { Device } from '../../domain/wire/http-api.ts';
import type { DeviceAddress } from '../../domain/wire/mqtt-topics.ts';
import type { EventMessage, StateMessage } from '../messages.ts';
import type { Ledger } from './ledger.ts';
import { markDue } from './point-due.ts';

/** An event sent late looks like a slow clock, so the smallest offset of this long is what is held against a clock. */
const CLOCK_WINDOW_MS = 10 * MINUTE_MS;

/**
 * Notes that a device was heard. A device that speaks is taken as online until it says otherwise. `offsetMs` is receive
 * time less event time of a fresh message; null for a message that says nothing of the clock, as a last will.
 */
export function hearDevice(ledger: Ledger, at: DeviceAddress, heardAt: EpochMs, offsetMs: number | null): void {
  const where = [at.tenant, at.yard, at.area, at.device] as const;
  ledger.run(
    `INSERT INTO device (tenant, yard, area, device, online, heard_at) VALUES (?, ?, ?, ?, 1, ?)
     ON CONFLICT DO UPDATE SET heard_at = excluded.heard_at`,
    ...where,
    heardAt,
  );
  if (offsetMs === null) return;
  ledger.run(
    `UPDATE device SET clock_offset_ms = ?1, clock_at = ?2
     WHERE tenant = ?3 AND yard = ?4 AND area = ?5 AND device = ?6
       AND (clock_at IS NULL OR clock_at < ?2 - ${CLOCK_WINDOW_MS} OR abs(?1) <= abs(clock_offset_ms))`,
    offsetMs,
    heardAt,
    ...where,
  );
}

/** True when the device was heard after an instant: what it said then is no longer its state. */
export function isHeardSince(ledger: Ledger, at: DeviceAddress, instant: EpochMs): boolean {
  const sql = 'SELECT heard_at FROM device WHERE tenant = ? AND yard = ? AND area = ? AND device = ? AND heard_at > ?';
  return ledger.first(sql, at.tenant, at.yard, at.area, at.device, instant) !== null;
}

interface DeviceRow {
  area: string;
  device: string;
  online: number;
  model: string | null;
  firmware: string | null;
  heard_at: number | null;
  clock_offset_ms: number;
}

/**
 * Writes a device's state. States hold in the order in which they are heard, not by event time: a last will carries the
 * time at which its device connected.
 */
export function writeState(ledger: Ledger, message: StateMessage): boolean {
  const { address, online, model, firmware } = message;
  const where = [address.tenant, address.yard, address.area, address.device] as const;
  const last = ledger.first<{ online: number; model: string | null; firmware: string | null }>(
    'SELECT online, model, firmware FROM device_row WHERE tenant = ? AND yard = ? AND area = ? AND device = ? ORDER BY seq DESC LIMIT 1',
    ...where,
  );
  const next = {
    online: online ? 1 : 0,
    model: model ?? last?.model ?? null,
    firmware: firmware ?? last?.firmware ?? null,
  };
  ledger.run(
    `INSERT INTO device (tenant, yard, area, device, online, model, firmware) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET online = excluded.online, model = excluded.model, firmware = excluded.firmware`,
    ...where,
    next.online,
    next.model,
    next.firmware,
  );
  if (last && last.online === next.online && last.model === next.model && last.firmware === next.firmware) return false;
  const { lastInsertRowid: seq } = ledger.run(
    `INSERT INTO device_row (tenant, yard, area, device, online, at, received_at, model, firmware)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...where,
    next.online,
    message.at,
    message.receivedAt,
    next.model,
    next.firmware,
  );
  markDue(ledger, { yard: address.yard, kind: 'device', ref: String(seq) }, message.receivedAt);
  return true;
}

/**
 * Sets a camera's region of interest as a region command asks: corners as shares of width and height, none for the
 * whole frame. Of several commands the latest by its own time holds; a camera that was never heard has none.
 */
export function writeRegion(ledger: Ledger, command: EventMessage): void {
  const { area, device, points } = JSON.parse(command.body) as { area: string; device: string; points: unknown[] };
  const { tenant, yard } = command.address;
  const later = ledger.first(
    `SELECT seq FROM event WHERE yard = ? AND kind = 'region' AND at > ?
       AND json_extract(body, '$.area') = ? AND json_extract(body, '$.device') = ?`,
    yard,
    command.at,
    area,
    device,
  );
  if (later) return;
  ledger.run(
    'UPDATE device SET region = ? WHERE tenant = ? AND yard = ? AND area = ? AND device = ?',
    points.length === 0 ? null : JSON.stringify(points),
    tenant,
    yard,
    area,
    device,
  );
}

/** The devices of a yard as they are now. */
export function devicesOf(ledger: Ledger, yard: string): Device[] {
  return ledger
    .all<DeviceRow>(
      'SELECT area, device, online, model, firmware, heard_at, clock_offset_ms FROM device WHERE yard = ? ORDER BY area, device',
      yard,
    )
    .map((row) => ({
      area: row.area,
      device: row.device,
      online: row.online === 1,
      model: row.model,
      firmware: row.firmware,
      heardAt: row.heard_at === null ? null : formatKst(row.heard_at),
      clockOffsetMs: row.clock_offset_ms,
      clockOff: Math.abs(row.clock_offset_ms) > CLOCK_TOLERANCE_MS,
    }));
}
