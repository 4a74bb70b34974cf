import { WEEK_MS } from '../../../domain/flows/buckets.ts';
import { formatKst, kstDay, nextBucketStart } from '../../../domain/kst-time.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/units.ts';
import type { Span } from '../../desk/procurement/spans.ts';
import type { Texts } from '../../text/ko.ts';

type Every = '1h' | '1d' | '1w' | '1mo';

/** What a tooltip calls a bucket; one that is still running says so. */
export function bucketName(words: Texts, every: Every, time: number, now: number): string {
  const name = plainName(words, every, time);
  return time <= now && now < endOf(every, time) ? words.flows.running(name) : name;
}

const endOf = (every: Every, time: number): number =>
  every === '1mo' ? nextBucketStart(time, '1mo') : time + { '1h': HOUR_MS, '1d': DAY_MS, '1w': WEEK_MS }[every];

function plainName(words: Texts, every: Every, time: number): string {
  const day = kstDay(time);
  if (every === '1h') return `${words.date.day(day)} ${words.date.hour(hourOf(time))}`;
  if (every === '1d') return words.date.day(day);
  return every === '1w' ? words.flows.weekFrom(day) : words.procurement.month(day);
}

/** What stands under a bucket: as many marks as there is room for, empty in between. */
export function axisName(words: Texts, every: Every, time: number, { from, to }: Span): string {
  const day = kstDay(time);
  const date = Number(day.slice(8));
  const month = Number(day.slice(5, 7));
  if (every === '1h') return hourOf(time) % 3 === 0 ? words.date.hour(hourOf(time)) : '';
  if (every === '1d') {
    const isLong = to - from > 45 * DAY_MS;
    const isMarked = isLong ? date === 1 || date === 15 : date === 1 || date % 5 === 0 || to - from <= 8 * DAY_MS;
    return isMarked ? words.procurement.shortDay(day) : '';
  }
  // the week that holds the first of a month stands for it
  if (every === '1w') return date <= 7 ? words.flows.monthOnly(month) : '';
  return month === 1 || time === from ? words.procurement.month(day) : words.flows.monthOnly(month);
}

const hourOf = (time: number): number => Number(formatKst(time).slice(11, 13));
