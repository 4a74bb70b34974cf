import { For, type JSX, Show } from 'solid-js';
import { kilograms } from '../text/weights.ts';
import { ObjectButton } from './ObjectButton.tsx';
import type { SlipPart } from './SlipDocument.tsx';
import { isScaleOverdue, paperTime } from './slip-words.ts';

/** gross − tare = net − deduction = accepted, and the two weighings it rests on. */
export function SlipWeights(props: SlipPart): JSX.Element {
  const said = () => props.slip.content;
  const words = () => props.words.slip;
  const isMarked = (which: string): boolean => props.marked?.kind === 'weight' && props.marked.which === which;
  const term = (name: string, kg: number, which?: 'gross' | 'tare' | 'deduction'): JSX.Element => (
    <div classList={{ result: which === undefined, marked: which !== undefined && isMarked(which) }}>
      <span class="name">{name}</span>
      <span class="amount">
        <b>{kilograms(kg)}</b> kg
      </span>
      <Show when={which}>
        {(one) => <ObjectButton subject={{ kind: 'weight', which: one(), wantedKg: null }} object={props.object} />}
      </Show>
    </div>
  );
  const day = (of: string | null): string => of ?? words().notSaid;
  return (
    <section class="slip-weights">
      <h2>{words().weight}</h2>
      <div class="slip-equation">
        {term(words().gross, said().gross, 'gross')}
        <i aria-hidden="true">−</i>
        {term(words().tare, said().tare, 'tare')}
        <i aria-hidden="true">=</i>
        {term(words().net, said().net)}
        <i aria-hidden="true">−</i>
        {term(words().deduction, said().deduction, 'deduction')}
        <i aria-hidden="true">=</i>
        {term(words().accepted, said().accepted)}
      </div>
      <table class="slip-table stacks">
        <thead>
          <tr>
            <th>{words().weighings}</th>
            <th>{words().time}</th>
            <th class="number">{words().kg}</th>
            <th>{words().scale}</th>
            <th>{words().verifiedOn}</th>
            <th>{words().dueOn}</th>
          </tr>
        </thead>
        <tbody>
          <For each={said().weighings}>
            {(weighing) => (
              <tr>
                <td>{words().roles[weighing.role]}</td>
                <td class="nowrap" data-name={words().time}>
                  {paperTime(weighing.at)}
                </td>
                <td class="number" data-name={words().kg}>
                  <b>{kilograms(weighing.kg)}</b>
                </td>
                <td data-name={words().scale}>
                  {weighing.model === null ? weighing.scale : `${weighing.scale} (${weighing.model})`}
                </td>
                <td class="nowrap" data-name={words().verifiedOn}>
                  {day(weighing.verifiedOn)}
                </td>
                <td data-name={words().dueOn}>
                  <span>
                    {day(weighing.dueOn)}
                    <Show when={isScaleOverdue(weighing)}>
                      {' '}
                      <strong>{words().overdueScale}</strong>
                    </Show>
                  </span>
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </section>
  );
}
