import { A, useNavigate } from '@solidjs/router';
import { createMemo, For, type JSX, Show } from 'solid-js';
import type { Visit } from '../../../domain/wire/http-api.ts';
import { GradeMixBar } from '../../charts/GradeMixBar.tsx';
import { gradeMix } from '../../charts/grade-mix.ts';
import { maySeeFlows, useSession } from '../../desk/session.ts';
import { timeOf } from '../../text/dates.ts';
import { text } from '../../text/language.ts';
import { gradeName } from '../../text/phrases.ts';
import { kilograms, percent } from '../../text/weights.ts';
import { Icon } from '../../ui/Icon.tsx';
import { VisitState } from './VisitState.tsx';

/** One row per visit; a row changes in place when its visit does. */
export function VisitTable(props: { visits: readonly Visit[] }): JSX.Element {
  const byId = createMemo(() => new Map(props.visits.map((visit) => [visit.id, visit])));
  const columns = () => text().yard;
  const session = useSession();
  return (
    <div class="table-scroll visit-table">
      <table>
        <thead>
          <tr>
            <th>{columns().opened}</th>
            <th>{columns().closed}</th>
            <th>{columns().plate}</th>
            <th>{columns().partner}</th>
            <th>{columns().direction}</th>
            <th class="number">{columns().gross}</th>
            <th class="number">{columns().tare}</th>
            <th class="number">{columns().net}</th>
            <th>{columns().mix}</th>
            <th class="number">{columns().confidence}</th>
            <th>{columns().state}</th>
            <Show when={maySeeFlows(session)}>
              <th>{text().slips.link}</th>
            </Show>
          </tr>
        </thead>
        <tbody>
          <For each={props.visits.map(({ id }) => id)}>
            {(id) => <Show when={byId().get(id)}>{(visit) => <Row visit={visit()} />}</Show>}
          </For>
        </tbody>
      </table>
    </div>
  );
}

function Row(props: { visit: Visit }): JSX.Element {
  const navigate = useNavigate();
  const session = useSession();
  const address = (): string => `/visits/${encodeURIComponent(props.visit.id)}`;
  const mix = createMemo(() => gradeMix(props.visit.grades));
  const mixWords = (): string =>
    mix()
      .map(({ bucket, share }) => `${gradeName(text(), bucket)} ${percent(share)}%`)
      .join(', ');
  const weight = (kg: number | null): string => (kg === null ? '–' : kilograms(kg));
  return (
    // the link in the row serves the keyboard; the row itself only widens what a mouse may hit
    <tr class={props.visit.status} onClick={() => navigate(address())}>
      <td>{timeOf(props.visit.openedAt)}</td>
      <td>{timeOf(props.visit.closedAt)}</td>
      <td>
        <A href={address()} onClick={(event) => event.stopPropagation()}>
          {props.visit.plate}
        </A>
      </td>
      <td class="cut" title={props.visit.partner ?? ''}>
        {props.visit.partner ?? '–'}
      </td>
      <td>{props.visit.direction === null ? '–' : text().direction[props.visit.direction]}</td>
      <td class="number">{weight(props.visit.gross)}</td>
      <td class="number">{weight(props.visit.tare)}</td>
      <td class="number">
        <b>{weight(props.visit.net)}</b>
      </td>
      <td title={mixWords()} class="mix-cell">
        <GradeMixBar parts={mix()} label={mixWords()} />
      </td>
      <td class="number">{props.visit.confidence === null ? '–' : `${percent(props.visit.confidence)}%`}</td>
      <td>
        <VisitState visit={props.visit} />
      </td>
      <Show when={maySeeFlows(session)}>
        <td>
          <Show when={props.visit.status === 'closed'}>
            <A href={`${address()}/slip`} onClick={(event) => event.stopPropagation()}>
              <Icon name="document" />
              <span class="visually-hidden">
                {props.visit.plate} {text().slip.link}
              </span>
            </A>
          </Show>
        </td>
      </Show>
    </tr>
  );
}
