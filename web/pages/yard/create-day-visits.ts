import { type Accessor, createEffect, createSignal, on } from 'solid-js';
import { formatKst, kstDayStart } from '../../../domain/kst-time.ts';
import { DAY_MS } from '../../../domain/units.ts';
import type { Visit, VisitList } from '../../../domain/wire/http-api.ts';
import { type Answer, createAnswer } from '../../api/create-answer.ts';
import { fetchVisits } from '../../api/visits.ts';
import { withChanges } from './day-address.ts';

const PAGE = 200;

/** First instant of a KST day and of the next, as the wire writes them. */
export function daySpan(day: string): { from: string; to: string } {
  const start = kstDayStart(day) ?? 0;
  return { from: formatKst(start), to: formatKst(start + DAY_MS) };
}

export interface DayVisits {
  readonly answer: Answer<VisitList>;
  readonly visits: Accessor<readonly Visit[]>;
  /** true while older visits of the day have not been loaded */
  readonly hasMore: Accessor<boolean>;
  readonly loadMore: () => void;
  readonly apply: (changed: readonly Visit[]) => void;
}

/** The visits of a day: a page from the server, then changes put over it as they come. */
export function createDayVisits(yard: Accessor<string>, day: Accessor<string>): DayVisits {
  const [known, setKnown] = createSignal<ReadonlyMap<string, Visit>>(new Map());
  const [next, setNext] = createSignal<string | null>(null);
  const answer = createAnswer(
    () => `${yard()} ${day()}`,
    () => fetchVisits({ yard: yard(), ...daySpan(day()), limit: PAGE }),
  );
  const take = (list: VisitList): void => {
    setKnown((before) => withChanges(before, list.visits, daySpan(day())));
    setNext(list.next);
  };
  createEffect(
    on([yard, day], () => {
      setKnown(new Map());
    }),
  );
  createEffect(() => {
    const list = answer.value();
    if (list !== undefined) take(list);
  });
  const loadMore = async (): Promise<void> => {
    const cursor = next();
    if (cursor === null) return;
    take(await fetchVisits({ yard: yard(), ...daySpan(day()), limit: PAGE, cursor }));
  };
  return {
    answer,
    visits: () => [...known().values()],
    hasMore: () => next() !== null,
    loadMore: () => void loadMore().catch(() => answer.ask()),
    apply: (changed) => setKnown((before) => withChanges(before, changed, daySpan(day()))),
  };
}
