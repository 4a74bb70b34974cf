import { useSearchParams } from '@solidjs/router';
import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import { type HistorySearch, type HistoryView, readHistory, writeHistory } from './history-address.ts';

/** The address follows once a wheel or a drag rests: a browser lets a page change it only so often. */
const REST_MS = 250;

export interface CurrentView {
  readonly view: Accessor<HistoryView>;
  /** `isStep`: the back button comes back to what was before */
  readonly turn: (change: Partial<HistoryView>, isStep?: boolean) => void;
}

/** What the page shows: at once as it is turned, in the address when it rests, and as the address says on going back. */
export function createHistoryView(): CurrentView {
  const [search, setSearch] = useSearchParams();
  const opened = Date.now();
  const [view, setView] = createSignal(readHistory({ ...search } as HistorySearch, opened));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const written = (one: HistoryView): string => JSON.stringify(writeHistory(one, opened));
  const write = (isStep: boolean): void => {
    clearTimeout(timer);
    setSearch(writeHistory(view(), opened), { replace: !isStep, scroll: false });
  };
  createEffect(
    on(
      () => written(readHistory({ ...search } as HistorySearch, opened)),
      (said) => {
        clearTimeout(timer);
        if (said !== written(view())) setView(readHistory({ ...search } as HistorySearch, opened));
      },
      { defer: true },
    ),
  );
  onCleanup(() => clearTimeout(timer));
  const turn: CurrentView['turn'] = (change, isStep = false) => {
    setView({ ...view(), ...change });
    clearTimeout(timer);
    if (isStep) write(true);
    else timer = setTimeout(() => write(false), REST_MS);
  };
  return { view, turn };
}
