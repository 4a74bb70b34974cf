import { GRADE_BUCKETS } from '../../domain/grades.ts';
import type { EpochMs } from '../../domain/units.ts';
import { CLOCK_TOLERANCE_MS, type StockCountCommand } from '../../domain/wire/edge-messages.ts';
import type { EventMessage } from '../messages.ts';
import type { Ledger } from './ledger.ts';

/** Why a count of the ground cannot be booked; null when it can. Nothing on the ground is a count too. */
export function refusalOfStockCount({ body, receivedAt }: EventMessage): string | null {
  const { grades, countedAt } = JSON.parse(body) as StockCountCommand;
  const counted = Object.keys(grades);
  if (counted.length === 0) return 'no grade was counted';
  if (!counted.every((grade) => (GRADE_BUCKETS as readonly string[]).includes(grade)))
    return 'a grade is not canonical';
  return countedAt > receivedAt + CLOCK_TOLERANCE_MS ? 'the count lies ahead' : null;
}

/** Books what was counted on a yard's ground, one row for every grade. */
export function writeStockCount(ledger: Ledger, message: EventMessage, event: number, now: EpochMs): void {
  const { grades, countedAt, by, reason } = JSON.parse(message.body) as StockCountCommand;
  const { tenant, yard } = message.address;
  for (const [grade, kg] of Object.entries(grades)) {
    ledger.run(
      `INSERT INTO stock_row (tenant, yard, grade, kg, counted_at, by, reason, recorded_at, event)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[tenant, yard, grade, kg, countedAt, by, reason, now, event],
    );
  }
}
