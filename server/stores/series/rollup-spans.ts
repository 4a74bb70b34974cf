import { KST_OFFSET_MS, startOfKstDay, startOfKstHour } from '../../../domain/kst-time.ts';
import { DAY_MS, type EpochMs, HOUR_MS } from '../../../domain/units.ts';

/** Where the sums of a part of a span are read from: hour and day roll-ups, or the visits themselves. */
export interface RollupSpan {
  readonly source: 'visits' | 'hours' | 'days';
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/**
 * Cuts `[from, to)` into parts so that every visit is read once and no sum that is out of date is read at all: an hour
 * that is due comes from its visits, and so does a part of an hour at either end; a day with a due hour from its hours.
 *
 * @param due starts of the hours that are out of date, in order
 */
export function rollupSpans(from: EpochMs, to: EpochMs, due: readonly EpochMs[], grainMs: number): RollupSpan[] {
  const first = Math.min(ceilTo(from, HOUR_MS), to);
  const last = Math.max(startOfKstHour(to), first);
  const spans = new Joined();
  spans.add('visits', from, first);
  let at = first;
  for (const hour of due) {
    if (hour < first || hour >= last) continue;
    summed(spans, at, hour, grainMs);
    spans.add('visits', hour, hour + HOUR_MS);
    at = hour + HOUR_MS;
  }
  summed(spans, at, last, grainMs);
  spans.add('visits', last, to);
  return spans.spans;
}

/** Whole days come from their own sums where days are fine enough. */
function summed(spans: Joined, from: EpochMs, to: EpochMs, grainMs: number): void {
  const [firstDay, lastDay] = [ceilTo(from, DAY_MS), startOfKstDay(to)];
  if (grainMs < DAY_MS || firstDay >= lastDay) {
    spans.add('hours', from, to);
    return;
  }
  spans.add('hours', from, firstDay);
  spans.add('days', firstDay, lastDay);
  spans.add('hours', lastDay, to);
}

/** Spans in order; neighbours of one source become one. */
class Joined {
  readonly spans: RollupSpan[] = [];

  add(source: RollupSpan['source'], from: EpochMs, to: EpochMs): void {
    if (from >= to) return;
    const before = this.spans.at(-1);
    if (before?.source === source && before.to === from) this.spans[this.spans.length - 1] = { ...before, to };
    else this.spans.push({ source, from, to });
  }
}

function ceilTo(at: EpochMs, span: number): EpochMs {
  return Math.ceil((at + KST_OFFSET_MS) / span) * span - KST_OFFSET_MS;
}
