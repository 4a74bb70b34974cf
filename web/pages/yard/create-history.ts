import { type Accessor, createMemo } from 'solid-js';
import { kstDay, parseEventTime } from '../../../domain/kst-time.ts';
import type { KstDay } from '../../../domain/units.ts';
import type { DayList, YardSummary } from '../../../domain/wire/http-api.ts';
import { type Answer, createAnswer } from '../../api/create-answer.ts';
import { createPolled } from '../../api/create-polled.ts';
import { fetchDays } from '../../api/days.ts';
import { fetchThroughput, type SeriesSource } from '../../api/series.ts';
import {
  type BucketStacks,
  bucketSum,
  bucketsBetween,
  type KeyKind,
  stacksOfColumns,
  stacksOfSummary,
} from '../../charts/bucket-stacks.ts';
import { daysOf, type HistorySpan, type Range, spanOf, wireSpan } from './history-range.ts';

/** A span that is not over gets new trucks; they are asked for this often. */
const REFRESH_MS = 60_000;
/** A yard's usual hours; a day shows at least these, so that its chart keeps its width. */
const USUAL = { first: 6, last: 18 };

export interface HistoryQuestion {
  readonly yard: string;
  readonly day: KstDay;
  readonly today: KstDay;
  readonly range: Range;
  readonly kind: KeyKind;
  readonly shifts: YardSummary['shifts'];
  /** today's hours as they happen; `null` for another day */
  readonly liveHours: YardSummary['hours'] | null;
}

export interface Throughput {
  readonly stacks: BucketStacks;
  readonly source: SeriesSource | 'live';
}

export interface History {
  readonly span: Accessor<HistorySpan>;
  readonly throughput: Answer<Throughput>;
  readonly restatedDays: Answer<DayList>;
  readonly isRestated: (time: number) => boolean;
}

/** Throughput of the range around a day: today by grade as it happens, anything else from the series. */
export function createHistory(asked: Accessor<HistoryQuestion>): History {
  const span = createMemo(() => spanOf(asked().range, asked().day, asked().shifts));
  const live = createMemo((): Throughput | null => {
    const { range, kind, liveHours } = asked();
    if (range !== 'day' || kind !== 'grade' || liveHours === null) return null;
    return { stacks: usualHours(stacksOfSummary(liveHours, parseEventTime)), source: 'live' };
  });
  const isOver = (): boolean => kstDay(span().to - 1) < asked().today;
  const key = createMemo(() => {
    const { yard, range, kind } = asked();
    return live() === null ? JSON.stringify([yard, range, kind, span()]) : null;
  });
  const ask = async (): Promise<Throughput> => {
    const { yard, range, kind } = asked();
    const { columns, source } = await fetchThroughput({ yard, by: kind, ...wireSpan(span()) });
    const stacks = stacksOfColumns(columns, kind);
    return { stacks: range === 'day' ? usualHours(stacks) : stacks, source };
  };
  const polled = createPolled(key, ask, REFRESH_MS);
  const days = createMemo(() => daysOf(span(), asked().today));
  const restatedDays = createAnswer(
    () => `${asked().yard} ${days().from} ${days().to}`,
    () => fetchDays(asked().yard, days().from, days().to),
  );
  const restated = createMemo(
    () =>
      new Set(
        restatedDays
          .value()
          ?.days.filter((day) => day.restated)
          .map(({ day }) => day),
      ),
  );
  return {
    span,
    throughput: { ...polled, value: () => live() ?? polled.value(), isLoading: () => !isOver() && polled.isLoading() },
    restatedDays,
    isRestated: (time) => restated().has(kstDay(time)),
  };
}

/** The usual hours of a day and every other hour with kilograms, without a hole between them. */
function usualHours(stacks: BucketStacks): BucketStacks {
  const busy = stacks.times.flatMap((_, hour) => (bucketSum(stacks, hour) === 0 ? [] : [hour]));
  return bucketsBetween(stacks, Math.min(USUAL.first, ...busy), Math.max(USUAL.last, ...busy));
}
