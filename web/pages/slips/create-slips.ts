import { type Accessor, createEffect, createMemo, createSignal, on } from 'solid-js';
import type { SlipLine, SlipList } from '../../../domain/wire/slips-api.ts';
import type { Answer } from '../../api/create-answer.ts';
import { createPolled } from '../../api/create-polled.ts';
import { createSteady } from '../../api/create-steady.ts';
import { fetchSlips } from '../../api/slips.ts';

const PAGE = 500;
const POLL_MS = 15_000;

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
  const answer = createSteady(createPolled(asked, () => fetchSlips(search()), POLL_MS));
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
