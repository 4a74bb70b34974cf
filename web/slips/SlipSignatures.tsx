import { For, type JSX } from 'solid-js';
import type { Texts } from '../text/ko.ts';

/** Where both parties sign on paper. */
export function SlipSignatures(props: { words: Texts }): JSX.Element {
  const words = () => props.words.slip;
  return (
    <section class="slip-signatures">
      <p>{words().signLead}</p>
      <For each={[words().yard, words().partner]}>
        {(party) => (
          <dl>
            <dt>{party}</dt>
            <For each={[words().signName, words().signDay, words().sign]}>{(line) => <dd>{line}</dd>}</For>
          </dl>
        )}
      </For>
    </section>
  );
}
