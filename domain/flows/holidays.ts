import { kstDay } from '../kst-time.ts';
import type { EpochMs } from '../units.ts';
import { PUBLIC_HOLIDAYS, type PublicHoliday } from './data/holidays.ts';

/** The public holidays that `[from, to)` touches, in order, each once however many days it has. */
export function holidaysIn(from: EpochMs, to: EpochMs): PublicHoliday[] {
  const [first, last] = [kstDay(from), kstDay(to - 1)];
  const found = new Map<string, PublicHoliday>();
  for (const holiday of PUBLIC_HOLIDAYS) {
    if (holiday.day >= first && holiday.day <= last && !found.has(holiday.name)) found.set(holiday.name, holiday);
  }
  return [...found.values()];
}

/** The English of holidays as `holidayNames` writes them; a name nobody knows stays as it is. */
export function holidayNamesInEnglish(names: string): string {
  return names
    .split(SEPARATOR)
    .map((name) => PUBLIC_HOLIDAYS.find((holiday) => holiday.name === name)?.english ?? name)
    .join(' and ');
}

const SEPARATOR = ', ';

/** Their Korean names in one text; `null` for none. */
export function holidayNames(holidays: readonly PublicHoliday[]): string | null {
  return holidays.length === 0 ? null : holidays.map(({ name }) => name).join(SEPARATOR);
}
