import { For, type JSX, Show } from 'solid-js';
import { gradeName } from '../text/phrases.ts';
import { kilograms, percent } from '../text/weights.ts';
import { GradeSwatch } from '../ui/GradeSwatch.tsx';
import { ObjectButton } from './ObjectButton.tsx';
import type { SlipPart } from './SlipDocument.tsx';
import { declaredSentence, ruleSentence } from './slip-words.ts';

/** Net and accepted kilograms of each grade, what was declared, and by which rule the photos became grades. */
export function SlipGrades(props: SlipPart): JSX.Element {
  const said = () => props.slip.content;
  const words = () => props.words.slip;
  const share = (kg: number): string => (said().net === 0 ? '–' : `${percent(kg / said().net)}%`);
  return (
    <section class="slip-grades" classList={{ marked: props.marked?.kind === 'grade' }}>
      <h2>
        {words().grades} <ObjectButton subject={{ kind: 'grade', wanted: null }} object={props.object} />
      </h2>
      <table class="slip-table">
        <thead>
          <tr>
            <th>{words().grade}</th>
            <th class="number">{words().netKg}</th>
            <th class="number">{words().acceptedKg}</th>
            <th class="number">{words().share}</th>
          </tr>
        </thead>
        <tbody>
          <For each={said().grades}>
            {({ grade, netKg, acceptedKg }) => (
              <tr>
                <td>
                  <GradeSwatch bucket={grade} /> {gradeName(props.words, grade)}
                </td>
                <td class="number">{kilograms(netKg)}</td>
                <td class="number">
                  <b>{kilograms(acceptedKg)}</b>
                </td>
                <td class="number">{share(netKg)}</td>
              </tr>
            )}
          </For>
        </tbody>
        <tfoot>
          <tr>
            <th>{words().sum}</th>
            <th class="number">{kilograms(said().net)}</th>
            <th class="number">{kilograms(said().accepted)}</th>
            <th class="number">{said().net === 0 ? '–' : '100%'}</th>
          </tr>
        </tfoot>
      </table>
      <p class="slip-note">{declaredSentence(props.words, said())}</p>
      <p class="slip-note">
        {ruleSentence(props.words, said().rule)} · {words().basis}: {props.words.basis[said().basis] ?? said().basis}
        <Show when={said().confidence !== null}>
          {' '}
          · {words().confidence} {percent(said().confidence ?? 0)}%
        </Show>
      </p>
    </section>
  );
}
