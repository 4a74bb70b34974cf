import { createEffect, createMemo, For, type JSX, Show } from 'solid-js';
import { text } from '../../text/language.ts';
import { tonnes } from '../../text/weights.ts';
import { type Doubt, type Truck, trucksOf } from './doubts.ts';

/** The trucks that wait for a person, most money at risk first. */
export function QueueList(props: {
  doubts: readonly Doubt[];
  current: Doubt;
  choose: (key: string) => void;
}): JSX.Element {
  const trucks = createMemo(() => trucksOf(props.doubts));
  const byId = createMemo(() => new Map(trucks().map((truck) => [truck.id, truck])));
  return (
    <nav class="queue" aria-label={text().review.queue}>
      <h2>
        {text().review.queue} <span class="quiet">{text().common.trucks(trucks().length)}</span>
      </h2>
      <ol>
        <For each={trucks().map(({ id }) => id)}>
          {(id) => (
            <Show when={byId().get(id)}>
              {(truck) => (
                <Row
                  truck={truck()}
                  isCurrent={props.current.item.visit.id === id}
                  choose={() => props.choose(truck().doubts[0]?.key ?? '')}
                />
              )}
            </Show>
          )}
        </For>
      </ol>
    </nav>
  );
}

function Row(props: { truck: Truck; isCurrent: boolean; choose: () => void }): JSX.Element {
  let element: HTMLButtonElement | undefined;
  createEffect(() => {
    const list = element?.closest('ol');
    // only the list itself scrolls, never the page under the photo
    if (props.isCurrent && list && list.scrollHeight > list.clientHeight) element?.scrollIntoView({ block: 'nearest' });
  });
  const visit = () => props.truck.item.visit;
  const photos = (): number => props.truck.doubts.filter(({ frame }) => frame !== null).length;
  return (
    <li>
      <button
        ref={element}
        type="button"
        aria-current={props.isCurrent ? 'true' : undefined}
        onClick={() => props.choose()}
      >
        <span class="queue-truck">{visit().plate}</span>
        <strong>{text().won(props.truck.item.moneyAtRisk)}</strong>
        <span class="quiet queue-why">{visit().review === null ? '' : text().review.why[visit().review ?? '']}</span>
        <span class="quiet">
          {visit().net === null ? '' : `${tonnes(visit().net ?? 0)} t`}
          {photos() > 0 ? ` · ${text().review.photos(photos())}` : ''}
        </span>
      </button>
    </li>
  );
}
