import { A, useNavigate } from '@solidjs/router';
import { For, type JSX, Show } from 'solid-js';
import type { SlipLine } from '../../../domain/wire/slips-api.ts';
import { GradeMixBar } from '../../charts/GradeMixBar.tsx';
import { gradeMix } from '../../charts/grade-mix.ts';
import { timeOf } from '../../text/dates.ts';
import { text } from '../../text/language.ts';
import { gradeName } from '../../text/phrases.ts';
import { kilograms, percent } from '../../text/weights.ts';
import { Icon } from '../../ui/Icon.tsx';

/** One row per slip: its latest version. */
export function SlipTable(props: { slips: readonly SlipLine[] }): JSX.Element {
  const words = () => text().slips;
  return (
    <div class="table-scroll">
      <table class="slips-table">
        <thead>
          <tr>
            <th>{words().number}</th>
            <th>{words().closed}</th>
            <th>{words().truck}</th>
            <th>{words().partner}</th>
            <th class="number">{words().net}</th>
            <th class="number">{words().deduction}</th>
            <th class="number">{words().accepted}</th>
            <th>{words().mix}</th>
            <th>{words().state}</th>
          </tr>
        </thead>
        <tbody>
          <For each={props.slips}>{(slip) => <Row slip={slip} />}</For>
        </tbody>
      </table>
    </div>
  );
}

function Row(props: { slip: SlipLine }): JSX.Element {
  const navigate = useNavigate();
  const address = (): string => `/visits/${encodeURIComponent(props.slip.visit)}/slip`;
  const mix = () => gradeMix(Object.fromEntries(props.slip.grades.map(({ grade, acceptedKg }) => [grade, acceptedKg])));
  const mixWords = (): string =>
    mix()
      .map(({ bucket, share }) => `${gradeName(text(), bucket)} ${percent(share)}%`)
      .join(', ');
  return (
    // the link in the row serves the keyboard; the row itself only widens what a mouse may hit
    <tr class={props.slip.state} onClick={() => navigate(address())}>
      <td class="slip-number-cell">
        <A href={address()} onClick={(event) => event.stopPropagation()}>
          {props.slip.number}
        </A>{' '}
        <Show when={props.slip.version > 1}>
          <span class="quiet">{text().slip.version(props.slip.version)}</span>
        </Show>
      </td>
      <td>{timeOf(props.slip.closedAt)}</td>
      <td>{props.slip.plate}</td>
      <td class="cut" title={props.slip.partner ?? ''}>
        {props.slip.partner ?? '–'}
      </td>
      <td class="number">{kilograms(props.slip.net)}</td>
      <td class="number">{kilograms(props.slip.deduction)}</td>
      <td class="number">
        <b>{kilograms(props.slip.accepted)}</b>
      </td>
      <td title={mixWords()} class="mix-cell">
        <GradeMixBar parts={mix()} label={mixWords()} />
      </td>
      <td>
        <Show when={!props.slip.intact}>
          <span class="state alarm">
            <Icon name="alarm" /> {text().slips.altered}
          </span>{' '}
        </Show>
        <Show when={props.slip.state === 'cancelled'}>
          <span class="state alarm">
            <Icon name="close" /> {text().slip.states.cancelled}
          </span>{' '}
        </Show>
        <Show when={props.slip.dispute}>
          {(dispute) => (
            <span class={`state ${dispute() === 'open' ? 'warning' : ''}`}>
              <Icon name="speech" /> {text().disputes.states[dispute()] ?? dispute()}
            </span>
          )}
        </Show>
      </td>
    </tr>
  );
}
