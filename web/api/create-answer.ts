import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import { ApiError } from './request.ts';

export interface Answer<Value> {
  /** the last answer; it stays while a newer one is on its way */
  readonly value: Accessor<Value | undefined>;
  readonly error: Accessor<ApiError | undefined>;
  readonly isLoading: Accessor<boolean>;
  readonly ask: () => void;
}

/**
 * Asks again whenever `key` changes and keeps the last answer meanwhile; a `null` key asks nothing. An answer to an
 * older key is dropped. Unlike a resource it never suspends the page around it.
 */
export function createAnswer<Key, Value>(key: Accessor<Key | null>, ask: (key: Key) => Promise<Value>): Answer<Value> {
  const [value, setValue] = createSignal<Value>();
  const [error, setError] = createSignal<ApiError>();
  const [isLoading, setLoading] = createSignal(false);
  let latest = 0;
  const run = async (): Promise<void> => {
    const current = key();
    if (current === null) return;
    latest += 1;
    const mine = latest;
    setLoading(true);
    try {
      const answer = await ask(current);
      if (mine !== latest) return;
      setValue(() => answer);
      setError(undefined);
    } catch (cause) {
      if (mine !== latest) return;
      setError(cause instanceof ApiError ? cause : new ApiError('INTERNAL', undefined, { cause }));
    } finally {
      if (mine === latest) setLoading(false);
    }
  };
  createEffect(
    on(key, (_, before) => {
      if (before !== undefined) setValue(undefined);
      void run();
    }),
  );
  onCleanup(() => {
    latest += 1;
  });
  return { value, error, isLoading, ask: () => void run() };
}
