import { createMemo, type JSX, Show } from 'solid-js';
import type { ScaleReading } from '../../../domain/wire/http-api.ts';
import { type ScaleState, scaleState, scalesInOrder } from '../../live/scale-state.ts';
import { text } from '../../text/language.ts';
import { kilograms } from '../../text/weights.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { SevenSegment } from '../../ui/SevenSegment.tsx';

const SIGNS: Record<ScaleState, IconName> = { stable: 'stable', moving: 'moving', empty: 'empty', silent: 'offline' };

/** The scale as its indicator shows it, green only when it stands still; a second scale in one line. */
export function Scales(props: { scales: readonly ScaleReading[]; now: number }): JSX.Element {
  const ordered = createMemo(() => scalesInOrder(props.scales, props.now));
  const state = (scale: ScaleReading): ScaleState => scaleState(scale, props.now);
  const figure = (scale: ScaleReading | undefined): number | null =>
    scale === undefined || state(scale) === 'silent' ? null : scale.kg;
  return (
    <div class="wall-scale">
      <p class="wall-label">
        {text().wall.scale} <small>{text().common.kg}</small>
        <Show when={ordered()[0]}>
          {(scale) => (
            <span class={`wall-scale-state ${state(scale())}`}>
              <Icon name={SIGNS[state(scale())]} /> {text().wall[state(scale())]}
            </span>
          )}
        </Show>
      </p>
      <div class={`wall-scale-figure ${ordered()[0] === undefined ? 'silent' : state(ordered()[0] as ScaleReading)}`}>
        <SevenSegment value={figure(ordered()[0])} digits={6} label={text().wall.scale} />
      </div>
      <p class="wall-line">
        <Show when={ordered().length === 0}>{text().wall.noScale}</Show>
        <Show when={ordered()[1]}>
          {(scale) => (
            <span class={`wall-scale-state ${state(scale())}`}>
              <Icon name={SIGNS[state(scale())]} /> {scale().device}{' '}
              {state(scale()) === 'empty' || state(scale()) === 'silent'
                ? text().wall[state(scale())]
                : `${kilograms(scale().kg)} ${text().common.kg}`}
            </span>
          )}
        </Show>
      </p>
    </div>
  );
}
