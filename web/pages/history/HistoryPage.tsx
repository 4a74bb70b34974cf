import { createMemo, For, type JSX, Show } from 'solid-js';
import { createAnswer } from '../../api/create-answer.ts';
import { fetchYards } from '../../api/yards.ts';
import { ProcurementGate } from '../../desk/procurement/ProcurementGate.tsx';
import { text } from '../../text/language.ts';
import { type CurrentView, createHistoryView } from './create-history-view.ts';
import { VIEWS } from './history-address.ts';
import { PhotosView } from './PhotosView.tsx';
import { WeightView } from './WeightView.tsx';
import { WindowBar } from './WindowBar.tsx';
import './history.css';

/** What the parts of the page share: the view, how it changes, and the yards it may be narrowed to. */
export interface HistoryParts extends CurrentView {
  readonly yardName: (id: string) => string;
  readonly yards: () => readonly string[];
}

/** Weights and judged photos over any span, as far in or out as is asked; all of it stands in the address. */
export function HistoryPage(): JSX.Element {
  const { view, turn } = createHistoryView();
  const known = createAnswer(() => 'yards', fetchYards);
  const yards = createMemo(() => known.value()?.yards ?? []);
  const parts: HistoryParts = {
    ...{ view, turn },
    yards: () => yards().map(({ id }) => id),
    yardName: (id) => yards().find((yard) => yard.id === id)?.name ?? id,
  };
  const shownView = createMemo(() => view().view);
  return (
    <ProcurementGate>
      <div class="history-page">
        <div class="page-head">
          <h1>{text().past.title}</h1>
          <fieldset class="segments">
            <legend class="visually-hidden">{text().past.viewLabel}</legend>
            <For each={VIEWS}>
              {(one) => (
                <button type="button" aria-pressed={shownView() === one} onClick={() => turn({ view: one }, true)}>
                  {text().past.views[one]}
                </button>
              )}
            </For>
          </fieldset>
          <WindowBar window={view().window} choose={(window) => turn({ window }, true)} />
        </div>
        <Show when={shownView() === 'photos'} fallback={<WeightView {...parts} />}>
          <PhotosView {...parts} />
        </Show>
      </div>
    </ProcurementGate>
  );
}
