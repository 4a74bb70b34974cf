import { type Accessor, createEffect, createMemo, createSignal, on } from 'solid-js';
import type { SlipLine, SlipList } from '../../../domain/wire/slips-api.ts';
import { type Answer, createAnswer } from '../../api/create-answer.ts';
import { fetchSlips } from '../../api/slips.ts';

const PAGE = 500;

export interface DaySlips {
  readonly answer: Answer<SlipList>;
  readonly slips: Accessor<readonly SlipLine[]>;
  readonly hasMore: Accessor<boolean>;
  readonly loadMore: () => void;
}

/** The slips of a yard and KST day, a page at a time. */
export function createDaySlips(yard: Accessor<string | undefined>, day: Accessor<string>): DaySlips {
  const asked = createMemo(() => (yard() === undefined ? null : `${yard()} ${day()}`));
  const search = () => ({ yard: yard(), from: day(), to: day(), limit: PAGE });
  const answer = createAnswer(asked, () => fetchSlips(search()));
  const [more, setMore] = createSignal<readonly SlipLine[]>([]);
  const [next, setNext] = createSignal<string | null>(null);
  createEffect(
    on(answer.value, (list) => {
      setMore([]);
      setNext(list?.next ?? null);
    }),
  );
  const loadMore = async (): Promise<void> => {
    const cursor = next();
    if (cursor === null) return;
    const list = await fetchSlips({ ...search(), cursor });
    setMore((known) => [...known, ...list.slips]);
    setNext(list.next);
  };
  return {
    answer,
    slips: createMemo(() => [...(answer.value()?.slips ?? []), ...more()]),
    hasMore: () => next() !== null,
    loadMore: () => void loadMore().catch(() => answer.ask()),
  };
}
