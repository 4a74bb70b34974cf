import { type JSX, Show } from 'solid-js';
import type { Standing } from '../../../domain/programme/standing.ts';
import { text } from '../../text/language.ts';

/** How sure a fact of the programme is, where it is not confirmed; hover tells the source. */
export function SourceMark(props: { item: { readonly source: string; readonly standing: Standing } }): JSX.Element {
  return (
    <Show when={props.item.standing !== 'confirmed'}>
      <span
        class="standing"
        title={text().programme.sourceOf(text().programme.standings[props.item.standing], props.item.source)}
      >
        {text().programme.standings[props.item.standing]}
      </span>
    </Show>
  );
}
