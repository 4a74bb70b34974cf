import { type JSX, Show } from 'solid-js';
import type { ModelScores, ModelVersion } from '../../../domain/wire/http-api.ts';
import { text } from '../../text/language.ts';
import { BeforeAfter } from './BeforeAfter.tsx';
import { changeOf, signed, tenths } from './scores.ts';

/** Share right before and after on the same trucks, each with its interval, and what their difference allows to say. */
export function AccuracyCell(props: { version: ModelVersion }): JSX.Element {
  return (
    <Show when={props.version.scores} fallback={<span class="quiet">{text().models.unmeasured}</span>}>
      {(scores) => (
        <>
          <BeforeAfter
            before={props.version.before && figure(props.version.before)}
            after={figure(scores())}
            gain={scores().gain?.accuracy ?? null}
            words={(points) => signed(points * 100, 1)}
          />
          <Show when={changeOf(props.version)}>
            {(change) => <p class="quiet version-why">{text().models[change()]}</p>}
          </Show>
        </>
      )}
    </Show>
  );
}

const figure = ({ accuracy, low, high }: ModelScores) => ({
  value: tenths(accuracy),
  interval: `${tenths(low)}–${tenths(high)}`,
});
