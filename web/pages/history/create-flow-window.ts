import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import { formatKst } from '../../../domain/kst-time.ts';
import { fetchFlows } from '../../api/flows.ts';
import { listOfNames } from '../../api/names.ts';
import { ApiError } from '../../api/request.ts';
import { type FlowSums, flowSums } from './fold-flows.ts';
import type { Window } from './grain.ts';
import { bestFor, FRESH_MS, type Loaded, missingWindow, withLoaded } from './loaded-flows.ts';

/** A wheel turns many times; the server is asked once it rests. */
const REST_MS = 120;

export interface FlowWindow {
  /** what the window is drawn from; it stays until something better has come */
  readonly shown: Accessor<Loaded<FlowSums> | null>;
  /** true while something better is on its way */
  readonly isLoading: Accessor<boolean>;
  readonly error: Accessor<ApiError | undefined>;
  readonly retry: () => void;
}

/**
 * Sums for a window that moves: they are asked for at the grain and stretch it needs, kept by grain and stretch, and a
 * question that a newer window made pointless is given up.
 */
export function createFlowWindow(window: Accessor<Window>, yards: Accessor<readonly string[]>): FlowWindow {
  const [loaded, setLoaded] = createSignal<readonly Loaded<FlowSums>[]>([]);
  const [isLoading, setLoading] = createSignal(false);
  const [error, setError] = createSignal<ApiError>();
  let abort: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const ask = async (): Promise<void> => {
    abort?.abort();
    const missing = missingWindow(window(), loaded(), Date.now());
    setLoading(missing !== null);
    if (missing === null) return;
    const own = new AbortController();
    abort = own;
    try {
      const { from, to } = missing.window;
      const loadedAt = Date.now();
      const search = { from: formatKst(from), to: formatKst(to), every: missing.grain, yards: listOfNames(yards()) };
      const sums = flowSums(await fetchFlows(search, own.signal));
      if (own.signal.aborted) return;
      setLoaded(withLoaded(loaded(), { ...missing, sums, loadedAt }));
      setError(undefined);
    } catch (cause) {
      if (own.signal.aborted) return;
      setError(cause instanceof ApiError ? cause : new ApiError('INTERNAL', undefined, { cause }));
    }
    setLoading(false);
  };
  createEffect(
    on(
      () => yards().join('\n'),
      (_, before) => {
        if (before !== undefined) setLoaded([]);
        void ask();
      },
    ),
  );
  createEffect(
    on(
      window,
      () => {
        clearTimeout(timer);
        timer = setTimeout(() => void ask(), REST_MS);
      },
      { defer: true },
    ),
  );
  const refresh = setInterval(() => void ask(), FRESH_MS);
  onCleanup(() => {
    clearInterval(refresh);
    clearTimeout(timer);
    abort?.abort();
  });
  const shown = createMemo(() => bestFor(window(), loaded()));
  return { shown, isLoading, error, retry: () => void ask() };
}
