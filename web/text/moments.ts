import { formatKst, kstDay } from '../../domain/kst-time.ts';
import type { EpochMs } from '../../domain/units.ts';
import { clockMinutes, instant } from './dates.ts';
import type { Texts } from './ko.ts';

/** A wire time as a clock time, with its day when that is another than today; a dash where there is none. */
export function momentWords(words: Texts, time: string | null, now: EpochMs): string {
  const at = instant(time);
  if (at === null) return '–';
  return kstDay(at) === kstDay(now) ? clockMinutes(at) : `${words.date.day(kstDay(at))} ${clockMinutes(at)}`;
}

/** A wire time as month, day and clock time without the weekday, for narrow columns. */
export function shortMoment(words: Texts, time: string | null, now: EpochMs): string {
  const at = instant(time);
  if (at === null) return '–';
  const day = formatKst(at);
  if (kstDay(at) === kstDay(now)) return clockMinutes(at);
  return `${words.history.dayShort(Number(day.slice(5, 7)), Number(day.slice(8, 10)))} ${clockMinutes(at)}`;
}
