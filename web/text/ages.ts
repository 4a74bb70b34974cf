import { type EpochMs, HOUR_MS, MINUTE_MS } from '../../domain/units.ts';
import { instant } from './dates.ts';
import type { Texts } from './ko.ts';

/** A span of time in its two largest units, as people say it; a negative one is none. */
export function spanWords(words: Texts, ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return words.age.seconds(seconds);
  const minutes = Math.floor(ms / MINUTE_MS);
  if (minutes < 60) return words.age.minutes(minutes);
  const hours = Math.floor(ms / HOUR_MS);
  if (hours < 24) return words.age.hours(hours, minutes % 60);
  return words.age.days(Math.floor(hours / 24), hours % 24);
}

/** How long ago a wire time was; what never happened says so. */
export function agoWords(words: Texts, time: string | null, now: EpochMs): string {
  const at = instant(time);
  return at === null ? words.age.never : words.age.ago(spanWords(words, now - at));
}
