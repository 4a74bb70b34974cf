import { startOfKstDay } from './kst-time.ts';
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from './units.ts';

/** A shift of a yard: it begins every KST day at the same time and lasts until the next shift begins. */
export interface Shift {
  readonly name: string;
  /** from the KST midnight to its beginning */
  readonly startMs: number;
}

/** A shift as the file of yards writes it, `{ name: '오전', start: '06:00' }`. */
export function shiftOf({ name, start }: { readonly name: string; readonly start: string }): Shift {
  const [hours = 0, minutes = 0] = start.split(':').map(Number);
  return { name, startMs: hours * HOUR_MS + minutes * MINUTE_MS };
}

/**
 * The shift that holds an instant and when it began. The time before a day's first shift belongs to the last shift of
 * the day before, so a night shift keeps its trucks. `null` when the yard has no shifts.
 */
export function shiftAt(
  shifts: readonly Shift[],
  at: EpochMs,
): { readonly shift: Shift; readonly start: EpochMs } | null {
  const day = startOfKstDay(at);
  const today = shifts.findLast(({ startMs }) => day + startMs <= at);
  if (today) return { shift: today, start: day + today.startMs };
  const last = shifts.at(-1);
  return last ? { shift: last, start: day - DAY_MS + last.startMs } : null;
}

/** Starts of all shifts that touch `[from, to)`, in order; empty without shifts. */
export function shiftStarts(shifts: readonly Shift[], from: EpochMs, to: EpochMs): EpochMs[] {
  const first = shiftAt(shifts, from);
  const starts: EpochMs[] = [];
  if (!first) return starts;
  for (let day = startOfKstDay(first.start); day < to; day += DAY_MS) {
    for (const { startMs } of shifts) {
      const start = day + startMs;
      if (start >= first.start && start < to) starts.push(start);
    }
  }
  return starts;
}
