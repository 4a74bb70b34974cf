import { INDICATORS } from '../../domain/programme/data/indicator-definitions.ts';
import type { IndicatorId } from '../../domain/programme/indicators.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { markDue } from '../ledger/point-due.ts';

/** A value measured for a yard's hour. */
export interface Measured {
  readonly tenant: string;
  readonly yard: string;
  readonly indicator: IndicatorId;
  /** first instant of the KST hour */
  readonly hour: EpochMs;
  readonly value: number;
}

/**
 * Writes a row unless the hour's latest one says the same, and notes that its point is due. Within the caller's
 * transaction.
 */
export function writeIndicator(ledger: Ledger, { tenant, yard, indicator, hour, value }: Measured, now: EpochMs): void {
  const rounded = Math.round(value * 1_000) / 1_000;
  const last = ledger.first<{ value: number }>(
    'SELECT value FROM indicator_row WHERE yard = ? AND indicator = ? AND hour = ? ORDER BY seq DESC LIMIT 1',
    yard,
    indicator,
    hour,
  );
  if (last?.value === rounded) return;
  const { lastInsertRowid } = ledger.run(
    `INSERT INTO indicator_row (tenant, yard, indicator, hour, value, target, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ...[tenant, yard, indicator, hour, rounded, INDICATORS[indicator].target.value, now],
  );
  markDue(ledger, { yard, kind: 'indicator', ref: String(lastInsertRowid) }, now);
}
