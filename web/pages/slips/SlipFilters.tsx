import { For, type JSX } from 'solid-js';
import type { YardList } from '../../../domain/wire/http-api.ts';
import type { SlipLine } from '../../../domain/wire/slips-api.ts';
import { dayAfter } from '../../text/dates.ts';
import { text } from '../../text/language.ts';
import { partnersOf, SLIP_FILTERS, type SlipsAddress } from './slips-address.ts';

/** Which yard, which day, whose slips, in which state. */
export function SlipFilters(props: {
  yards: YardList['yards'];
  yard: string;
  day: string;
  today: string;
  search: SlipsAddress;
  slips: readonly SlipLine[];
  setSearch: (change: Partial<Record<keyof SlipsAddress, string | undefined>>) => void;
}): JSX.Element {
  const words = () => text().slips;
  const states = (): readonly (readonly [state: string | undefined, name: string])[] => {
    const names = [words().stateIssued, words().stateCancelled, words().stateDisputed];
    return [[undefined, words().stateAll], ...SLIP_FILTERS.map((state, place) => [state, names[place] ?? ''] as const)];
  };
  const choose = (day: string): void => props.setSearch({ day: day >= props.today ? undefined : day });
  return (
    <div class="slip-filters">
      <select
        class="input"
        aria-label={words().yard}
        value={props.yard}
        onChange={(event) => props.setSearch({ yard: event.currentTarget.value, partner: undefined })}
      >
        <For each={props.yards}>
          {(yard) => (
            <option value={yard.id} selected={yard.id === props.yard}>
              {yard.name}
            </option>
          )}
        </For>
      </select>
      <div class="slip-days">
        <button
          type="button"
          class="button"
          aria-label={text().yard.previousDay}
          onClick={() => choose(dayAfter(props.day, -1))}
        >
          ‹
        </button>
        <input
          class="input"
          type="date"
          aria-label={words().day}
          value={props.day}
          max={props.today}
          onChange={(event) => event.currentTarget.value !== '' && choose(event.currentTarget.value)}
        />
        <button
          type="button"
          class="button"
          aria-label={text().yard.nextDay}
          disabled={props.day >= props.today}
          onClick={() => choose(dayAfter(props.day, 1))}
        >
          ›
        </button>
      </div>
      <fieldset class="segments" aria-label={words().state}>
        <For each={states()}>
          {([state, name]) => (
            <button
              type="button"
              aria-pressed={props.search.state === state}
              onClick={() => props.setSearch({ state })}
            >
              {name}
            </button>
          )}
        </For>
      </fieldset>
      <select
        class="input"
        aria-label={words().partner}
        onChange={(event) => props.setSearch({ partner: event.currentTarget.value || undefined })}
      >
        <option value="">{words().partnerAll}</option>
        <For each={partnersOf(props.slips)}>
          {(partner) => (
            <option value={partner} selected={partner === props.search.partner}>
              {partner}
            </option>
          )}
        </For>
      </select>
      <input
        class="input"
        type="search"
        placeholder={words().find}
        aria-label={words().find}
        value={props.search.find ?? ''}
        onInput={(event) => props.setSearch({ find: event.currentTarget.value || undefined })}
      />
    </div>
  );
}
