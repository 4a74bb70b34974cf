import { Index, type JSX, Show } from 'solid-js';
import type { ScaleReading } from '../../../domain/wire/http-api.ts';
import { timeOf } from '../../text/dates.ts';
import { text } from '../../text/language.ts';
import { kilograms } from '../../text/weights.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Notice } from '../../ui/Notice.tsx';

/** The last reading of each scale, with its time. */
export function ScaleList(props: { scales: readonly ScaleReading[] }): JSX.Element {
  return (
    <Show when={props.scales.length > 0} fallback={<Notice level="quiet">{text().wall.noScale}</Notice>}>
      <ul class="scale-list">
        <Index each={props.scales}>
          {(scale) => (
            <li>
              <span class="quiet">{scale().device}</span>
              <b>
                {kilograms(scale().kg)} <small>{text().common.kg}</small>
              </b>
              <span class={`state ${scale().stable ? 'good' : ''}`}>
                <Icon name={scale().stable ? 'stable' : 'moving'} />
                {scale().stable ? text().wall.stable : text().wall.moving}
              </span>
              <span class="quiet">{timeOf(scale().at)}</span>
            </li>
          )}
        </Index>
      </ul>
    </Show>
  );
}
