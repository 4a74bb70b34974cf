import { formatKst, kstDay, kstDayStart, parseEventTime } from '../../domain/kst-time.ts';
import { DAY_MS, type EpochMs, type KstDay, MINUTE_MS } from '../../domain/units.ts';

/** An instant from the wire; what does not parse is `null`, never a wrong time. */
export function instant(time: string | null): EpochMs | null {
  return time === null ? null : parseEventTime(time);
}

/** `09:30` in KST. */
export function clockMinutes(at: EpochMs): string {
  return formatKst(at).slice(11, 16);
}

/** `09:30:12` in KST. */
export function clockSeconds(at: EpochMs): string {
  return formatKst(at).slice(11, 19);
}

/** The clock time of a wire time, or a dash where there is none. */
export function timeOf(time: string | null): string {
  const at = instant(time);
  return at === null ? '–' : clockMinutes(at);
}

/** Month, day of the month and weekday (0 is Sunday) of a KST day. */
export function dayParts(day: KstDay): { month: number; date: number; weekday: number } {
  const [, month, date] = day.split('-').map(Number);
  return { month: month ?? 0, date: date ?? 0, weekday: new Date(`${day}T00:00:00Z`).getUTCDay() };
}

/** The KST day `days` after a day; an impossible day gives itself. */
export function dayAfter(day: KstDay, days: number): KstDay {
  const start = kstDayStart(day);
  return start === null ? day : kstDay(start + days * DAY_MS);
}

/** Whole minutes since a wire time, never below 0. */
export function minutesSince(time: string, now: EpochMs): number {
  const at = instant(time);
  return at === null ? 0 : Math.max(0, Math.floor((now - at) / MINUTE_MS));
}
