import { type JSX, Show } from 'solid-js';
import type { ModelScores, ModelVersion } from '../../../domain/wire/http-api.ts';
import { text } from '../../text/language.ts';
import { BeforeAfter } from './BeforeAfter.tsx';
import { hundredths, signed } from './scores.ts';

/** Macro-F1 before and after with their intervals, and of how many grades it is the mean where it is not of all. */
export function MacroF1Cell(props: { version: ModelVersion }): JSX.Element {
  return (
    <Show when={props.version.scores} fallback="–">
      {(scores) => (
        <>
          <BeforeAfter
            before={props.version.before && figure(props.version.before)}
            after={figure(scores())}
            gain={scores().gain?.macroF1 ?? null}
            words={(difference) => signed(difference, 3)}
          />
          <Show when={scores().macroF1Grades}>
            {(grades) => <p class="quiet version-why">{text().models.ofGrades(grades().length)}</p>}
          </Show>
        </>
      )}
    </Show>
  );
}

const figure = ({ macroF1, macroF1Low, macroF1High }: ModelScores) => ({
  value: macroF1.toFixed(3),
  interval: macroF1Low === null || macroF1High === null ? null : `${hundredths(macroF1Low)}–${hundredths(macroF1High)}`,
});
