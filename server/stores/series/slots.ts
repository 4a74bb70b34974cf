import { KST_OFFSET_MS } from '../../../domain/kst-time.ts';
import type { EpochMs } from '../../../domain/units.ts';

/** SQL for the number of the span that holds an instant; the shifted clock makes spans begin on KST boundaries. */
export function slotOf(column: string, spanMs: number): string {
  return `(${column} + ${KST_OFFSET_MS}) / ${spanMs}`;
}

/** The first instant of a numbered span. */
export function startOfSlot(slot: number, spanMs: number): EpochMs {
  return slot * spanMs - KST_OFFSET_MS;
}
