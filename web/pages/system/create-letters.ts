import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import type { DeadLetter } from '../../../domain/wire/http-api.ts';
import { createPolled } from '../../api/create-polled.ts';
import type { ApiError } from '../../api/request.ts';
import { fetchDeadLetters, retryDeadLetter } from '../../api/system.ts';

const PAGE = 12;
const REFRESH_MS = 10_000;
const RESULT_ASK_MS = 1_000;
const RESULT_WAIT_MS = 20_000;

export interface LetterFilter {
  readonly yard: string;
  readonly code: string;
}

export interface Letters {
  readonly letters: Accessor<readonly DeadLetter[] | undefined>;
  readonly error: Accessor<ApiError | undefined>;
  readonly hasMore: Accessor<boolean>;
  readonly loadMore: () => Promise<void>;
  /** letters whose retry was asked for and is not answered yet, with whether it takes too long */
  readonly waiting: Accessor<ReadonlyMap<number, 'sent' | 'late'>>;
  readonly retry: (letter: DeadLetter, reason: string) => Promise<void>;
  readonly ask: () => void;
}

/** Refused messages: the newest page kept up to date, older ones on demand, and what became of a retry. */
export function createLetters(filter: Accessor<LetterFilter>): Letters {
  const [older, setOlder] = createSignal<readonly DeadLetter[]>([]);
  const [next, setNext] = createSignal<string | null>();
  const [waiting, setWaiting] = createSignal<ReadonlyMap<number, 'sent' | 'late'>>(new Map());
  const timers = new Set<ReturnType<typeof setTimeout>>();
  onCleanup(() => {
    for (const timer of timers) clearTimeout(timer);
  });
  const search = () => ({ yard: filter().yard || undefined, code: filter().code || undefined, limit: PAGE });
  const polled = createPolled(
    () => JSON.stringify(filter()),
    () => fetchDeadLetters(search()),
    REFRESH_MS,
  );
  createEffect(
    on(
      filter,
      () => {
        setOlder([]);
        setNext(undefined);
      },
      { defer: true },
    ),
  );
  const cursor = (): string | null => {
    const known = next();
    return known === undefined ? (polled.value()?.next ?? null) : known;
  };
  const later = (ms: number, act: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, ms);
    timers.add(timer);
  };
  const mark = (seq: number, state: 'sent' | 'late' | null): void => {
    const marks = new Map(waiting());
    if (state === null) marks.delete(seq);
    else marks.set(seq, state);
    setWaiting(marks);
  };
  const all = (): readonly DeadLetter[] | undefined => {
    const page = polled.value();
    if (page === undefined) return undefined;
    const newest = new Set(page.letters.map(({ seq }) => seq));
    return [...page.letters, ...older().filter(({ seq }) => !newest.has(seq))];
  };
  const watch = (before: DeadLetter, askedAt: number): void => {
    const now = all()?.find(({ seq }) => seq === before.seq);
    if (now !== undefined && now.retries.length > before.retries.length) mark(before.seq, null);
    else if (Date.now() - askedAt > RESULT_WAIT_MS) mark(before.seq, 'late');
    else {
      polled.ask();
      later(RESULT_ASK_MS, () => watch(before, askedAt));
    }
  };
  return {
    letters: all,
    error: polled.error,
    hasMore: () => cursor() !== null,
    ask: polled.ask,
    async loadMore() {
      const from = cursor();
      if (from === null) return;
      const page = await fetchDeadLetters({ ...search(), cursor: from });
      setOlder([...older(), ...page.letters]);
      setNext(page.next);
    },
    waiting,
    async retry(letter, reason) {
      await retryDeadLetter(letter.seq, reason);
      mark(letter.seq, 'sent');
      watch(letter, Date.now());
    },
  };
}
