import type { KstDay } from '../units.ts';

/** What the numbers of a KST day begin with, `20261122-`. */
export function numberPrefix(day: KstDay): string {
  return `${day.replaceAll('-', '')}-`;
}

/** The number of a slip, `20261122-0001`: KST day and running number; from the ten thousandth on it has five digits. */
export function slipNumber(day: KstDay, running: number): string {
  return `${numberPrefix(day)}${String(running).padStart(4, '0')}`;
}

/** The running number in a slip's number. */
export function runningOf(number: string): number {
  return Number(number.slice(number.indexOf('-') + 1));
}
