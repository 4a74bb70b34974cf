import { createMemo, For, type JSX } from 'solid-js';
import type { ProjectSummary } from '../../../domain/wire/programme-api.ts';
import { text } from '../../text/language.ts';
import { columnName } from '../../text/programme-phrases.ts';
import type { PortfolioAddress } from './portfolio-rows.ts';

/** State, warnings and a few letters; each choice goes into the address. */
export function PortfolioFilters(props: {
  projects: readonly ProjectSummary[];
  search: PortfolioAddress;
  setSearch: (change: Partial<Record<keyof PortfolioAddress, string | null>>) => void;
}): JSX.Element {
  const states = createMemo(() => [...new Set(props.projects.map(({ state }) => state))]);
  return (
    <search class="portfolio-filters">
      <input
        class="input find"
        type="search"
        aria-label={text().portfolio.find}
        placeholder={text().portfolio.find}
        value={props.search.find ?? ''}
        onInput={(event) => props.setSearch({ find: event.currentTarget.value || null })}
      />
      <select
        class="input"
        aria-label={text().portfolio.columns.state}
        value={props.search.state ?? ''}
        onChange={(event) => props.setSearch({ state: event.currentTarget.value || null })}
      >
        <option value="">{text().portfolio.allStates}</option>
        <For each={states()}>{(state) => <option value={state}>{columnName(text(), state)}</option>}</For>
      </select>
      <select
        class="input"
        aria-label={text().portfolio.columns.warning}
        value={props.search.warning ?? ''}
        onChange={(event) => props.setSearch({ warning: event.currentTarget.value || null })}
      >
        <option value="">{text().portfolio.allWarnings}</option>
        <option value="any">{text().portfolio.onlyWarned}</option>
        <option value="alarm">{text().portfolio.onlyAlarms}</option>
      </select>
    </search>
  );
}
