import { For, type JSX, Show } from 'solid-js';
import { Icon } from '../../ui/Icon.tsx';

export interface Fact {
  readonly name: string;
  readonly value: JSX.Element;
  readonly level?: 'good' | 'warning' | 'alarm' | undefined;
}

/** Names and their values in two columns; what needs a look has a sign and a colour. */
export function Facts(props: { facts: readonly Fact[] }): JSX.Element {
  return (
    <dl class="facts">
      <For each={props.facts}>
        {(fact) => (
          <>
            <dt>{fact.name}</dt>
            <dd class={fact.level === undefined ? '' : `level ${fact.level}`}>
              <Show when={fact.level === 'warning' || fact.level === 'alarm'}>
                <Icon name={fact.level === 'alarm' ? 'alarm' : 'warning'} />{' '}
              </Show>
              {fact.value}
            </dd>
          </>
        )}
      </For>
    </dl>
  );
}
