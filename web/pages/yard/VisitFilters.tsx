import type { JSX } from 'solid-js';
import { text } from '../../text/language.ts';
import type { DayAddress } from './day-address.ts';

/** Direction, review and a few letters; each choice goes into the address. */
export function VisitFilters(props: {
  search: DayAddress;
  setSearch: (change: Partial<Record<keyof DayAddress, string | null>>) => void;
}): JSX.Element {
  return (
    <search class="visit-filters">
      <select
        class="input"
        aria-label={text().yard.direction}
        value={props.search.direction ?? ''}
        onChange={(event) => props.setSearch({ direction: event.currentTarget.value || null })}
      >
        <option value="">{text().yard.filterAll}</option>
        <option value="inbound">{text().direction.inbound}</option>
        <option value="outbound">{text().direction.outbound}</option>
      </select>
      <label class="check">
        <input
          type="checkbox"
          checked={props.search.review === '1'}
          onChange={(event) => props.setSearch({ review: event.currentTarget.checked ? '1' : null })}
        />
        {text().yard.filterReview}
      </label>
      <input
        class="input find"
        type="search"
        aria-label={text().yard.search}
        placeholder={text().yard.search}
        value={props.search.find ?? ''}
        onInput={(event) => props.setSearch({ find: event.currentTarget.value || null })}
      />
    </search>
  );
}
