import { type JSX, Show } from 'solid-js';
import type { ModelScores, ModelVersion } from '../../../domain/wire/http-api.ts';
import { text } from '../../text/language.ts';
import { changeOf, tenths } from './scores.ts';

/** Share right before and after on the same trucks, each with its interval, and what the intervals allow to say. */
export function AccuracyCell(props: { version: ModelVersion }): JSX.Element {
  return (
    <Show when={props.version.scores} fallback={<span class="quiet">{text().models.unmeasured}</span>}>
      {(scores) => (
        <>
          <Show when={props.version.before}>
            {(before) => (
              <span class="quiet">
                <WithInterval scores={before()} /> →{' '}
              </span>
            )}
          </Show>
          <b>
            <WithInterval scores={scores()} />
          </b>
          <Show when={changeOf(props.version)}>
            {(change) => <p class="quiet version-why">{text().models[change()]}</p>}
          </Show>
        </>
      )}
    </Show>
  );
}

function WithInterval(props: { scores: ModelScores }): JSX.Element {
  return (
    <span class="nowrap">
      {tenths(props.scores.accuracy)}{' '}
      <small>
        ({tenths(props.scores.low)}–{tenths(props.scores.high)})
      </small>
    </span>
  );
}
