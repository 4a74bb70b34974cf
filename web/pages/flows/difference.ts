import type { Texts } from '../../text/ko.ts';
import { tonnes } from '../../text/weights.ts';

/** How much more or less than another period, in tonnes and per cent, as a sentence. */
export function differenceWords(words: Texts, kg: number, otherKg: number, than: string): string {
  if (otherKg === 0) return kg === 0 ? words.flows.same(than) : words.flows.nothingBefore(than);
  const difference = kg - otherKg;
  // what rounds to nothing is said as no difference
  if (Math.abs(difference) < 50) return words.flows.same(than);
  const share = (Math.abs(difference) / otherKg) * 100;
  const percent = share >= 10 ? String(Math.round(share)) : share.toFixed(1);
  return words.flows[difference > 0 ? 'more' : 'less'](than, tonnes(Math.abs(difference)), percent);
}
