import { Index, type JSX, Show } from 'solid-js';
import type { ScaleReading } from '../../../domain/wire/http-api.ts';
import { type ScaleState, scaleState } from '../../live/scale-state.ts';
import { timeOf } from '../../text/dates.ts';
import { text } from '../../text/language.ts';
import { kilograms } from '../../text/weights.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { Notice } from '../../ui/Notice.tsx';

const SIGNS: Record<ScaleState, IconName> = { stable: 'stable', moving: 'moving', empty: 'empty', silent: 'offline' };

/** The last reading of each scale; green only while a truck stands still on it. */
export function ScaleList(props: { scales: readonly ScaleReading[]; now: number }): JSX.Element {
  return (
    <Show when={props.scales.length > 0} fallback={<Notice level="quiet">{text().wall.noScale}</Notice>}>
      <ul class="scale-list">
        <Index each={props.scales}>
          {(scale) => {
            const state = (): ScaleState => scaleState(scale(), props.now);
            return (
              <li title={timeOf(scale().at)}>
                <span class="quiet">{scale().device}</span>
                <span class={`state ${state() === 'stable' ? 'good' : 'quiet'}`}>
                  <Icon name={SIGNS[state()]} />
                  {text().wall[state()]}
                </span>
                <b>
                  {state() === 'silent' ? '–' : kilograms(scale().kg)} <small>{text().common.kg}</small>
                </b>
              </li>
            );
          }}
        </Index>
      </ul>
    </Show>
  );
}
