import { createMemo, Index, type JSX, Show } from 'solid-js';
import type { Visit } from '../../../domain/wire/http-api.ts';
import { text } from '../../text/language.ts';
import { count, kilograms } from '../../text/weights.ts';
import { Icon } from '../../ui/Icon.tsx';
import { RollingNumber } from '../../ui/RollingNumber.tsx';
import { waitingTrucks } from './wall-figures.ts';

/** Rows there is room for; one of them says how many more there are. */
const ROWS = 7;

/** Trucks in the yard, the longest wait first. A wall tells no plates: whoever passes by can read it. */
export function Trucks(props: { openVisits: readonly Visit[]; now: number }): JSX.Element {
  const minute = createMemo(() => Math.floor(props.now / 10_000) * 10_000);
  const trucks = createMemo(() => waitingTrucks(props.openVisits, minute()));
  const shown = () => (trucks().length > ROWS ? trucks().slice(0, ROWS - 1) : trucks());
  const facts = (visit: Visit): string => {
    const weight = `${text().wall.first} ${kilograms(visit.firstKg)} ${text().common.kg}`;
    return visit.direction === null ? weight : `${text().direction[visit.direction]} · ${weight}`;
  };
  return (
    <div class="wall-trucks">
      <p class="wall-label wall-trucks-head">
        {text().wall.inside}
        <b class="wall-big">
          <RollingNumber value={trucks().length} format={count} />
        </b>
      </p>
      <Show when={trucks().length > 0} fallback={<p class="wall-quiet">{text().wall.nobody}</p>}>
        <ol>
          <Index each={shown()}>
            {(truck) => (
              <li classList={{ long: truck().isLong }}>
                <div>
                  <strong>{truck().visit.partner ?? truck().visit.ticket ?? text().wall.unknownPartner}</strong>
                  <span>{facts(truck().visit)}</span>
                </div>
                <b>
                  <Show when={truck().isLong}>
                    <Icon name="clock" />
                  </Show>
                  {count(truck().minutes)}
                  <small>{text().date.minute}</small>
                </b>
              </li>
            )}
          </Index>
        </ol>
        <Show when={trucks().length > ROWS}>
          <p class="wall-line">{text().wall.moreTrucks(trucks().length - shown().length)}</p>
        </Show>
      </Show>
    </div>
  );
}
