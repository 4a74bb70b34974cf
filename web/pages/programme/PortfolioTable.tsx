import { A, useNavigate } from '@solidjs/router';
import { For, type JSX, Show } from 'solid-js';
import type { ProjectSummary } from '../../../domain/wire/programme-api.ts';
import { BurnBar } from '../../desk/programme/BurnBar.tsx';
import { LevelStep } from '../../desk/programme/LevelStep.tsx';
import { SelfAssessed } from '../../desk/programme/SelfAssessed.tsx';
import { WarningMark } from '../../desk/programme/WarningMark.tsx';
import { text } from '../../text/language.ts';
import { columnName } from '../../text/programme-phrases.ts';
import { Icon } from '../../ui/Icon.tsx';
import { type PortfolioAddress, type Sort, sortOf } from './portfolio-rows.ts';

const COLUMNS = ['name', 'state', 'level', 'burn', 'pace', 'days', 'warning'] as const;
const NUMBERS: readonly string[] = ['pace', 'days'];

/** One row per project; each head sorts by its column. */
export function PortfolioTable(props: {
  projects: readonly ProjectSummary[];
  search: PortfolioAddress;
  setSearch: (change: Partial<Record<keyof PortfolioAddress, string | null>>) => void;
}): JSX.Element {
  const order = () => sortOf(props.search);
  const sortBy = (sort: Sort): void => {
    const isSame = order().sort === sort;
    props.setSearch({ sort: sort === 'warning' ? null : sort, order: isSame && !order().isDown ? 'down' : null });
  };
  return (
    <div class="table-scroll">
      <table class="portfolio-table">
        <thead>
          <tr>
            <For each={COLUMNS}>
              {(column) => (
                <th
                  class={`column-${column}`}
                  classList={{ number: NUMBERS.includes(column) }}
                  aria-sort={order().sort === column ? (order().isDown ? 'descending' : 'ascending') : 'none'}
                >
                  <button
                    type="button"
                    class="sort"
                    title={text().portfolio.sortBy(text().portfolio.columns[column])}
                    onClick={() => sortBy(column)}
                  >
                    {text().portfolio.columns[column]}
                    <Show when={order().sort === column}>
                      <Icon name={order().isDown ? 'down' : 'up'} />
                    </Show>
                  </button>
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody>
          <For each={props.projects}>{(project) => <Row project={project} />}</For>
        </tbody>
      </table>
    </div>
  );
}

function Row(props: { project: ProjectSummary }): JSX.Element {
  const navigate = useNavigate();
  const address = (): string => `/programme/${encodeURIComponent(props.project.id)}`;
  return (
    // the link in the row serves the keyboard; the row itself only widens what a mouse may hit
    <tr onClick={() => navigate(address())}>
      <td class="column-name">
        <A href={address()} onClick={(event) => event.stopPropagation()} title={props.project.name}>
          {props.project.name}
        </A>
        <small class="quiet" title={`${props.project.adopter} · ${props.project.supplier}`}>
          {props.project.adopter}
        </small>
      </td>
      <td>{columnName(text(), props.project.state)}</td>
      <td>
        <LevelStep reached={props.project.reached} target={props.project.target} />{' '}
        <span class="phone-only">
          <SelfAssessed />
        </span>
      </td>
      <td class="column-burn">
        <Show when={props.project.sums} fallback={<span class="quiet">{text().portfolio.hiddenMoney}</span>}>
          {(sums) => <BurnBar sums={sums()} pace={props.project.pace} />}
        </Show>
      </td>
      <td class="number">
        <Show when={props.project.pace} fallback="–">
          {(pace) => text().portfolio.gap(gapWords(pace().earnedBasisPoints - pace().elapsedBasisPoints))}
        </Show>
      </td>
      <td class="number" classList={{ late: (props.project.daysLeft ?? 0) < 0 }} title={props.project.buildEnd ?? ''}>
        {props.project.daysLeft === null ? '–' : text().programme.daysLeft(props.project.daysLeft)}
      </td>
      <td class="column-warning">
        <Show when={props.project.worst} fallback={<span class="quiet">{text().portfolio.noWarning}</span>}>
          {(worst) => (
            <>
              <WarningMark warning={worst()} />
              <Show when={props.project.warnings > 1}>
                <small class="quiet more">{text().portfolio.more(props.project.warnings - 1)}</small>
              </Show>
            </>
          )}
        </Show>
      </td>
    </tr>
  );
}

/** Hundredths of a per cent as whole points with their sign: how far the money is ahead of time. */
function gapWords(basisPoints: number): string {
  const points = Math.trunc(basisPoints / 100);
  return points > 0 ? `+${points}` : String(points).replace('-', '−');
}
