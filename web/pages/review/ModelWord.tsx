import { For, type JSX, Show } from 'solid-js';
import { text } from '../../text/language.ts';
import { gradeName, heldWords } from '../../text/phrases.ts';
import { percent } from '../../text/weights.ts';
import { GradeSwatch } from '../../ui/GradeSwatch.tsx';
import { gradeColour, gradePattern } from '../../ui/grade-colours.ts';
import { type Doubt, likeliestOf } from './doubts.ts';

/** The two likeliest grades with how likely the model holds them. */
export function ModelWord(props: { doubt: Doubt }): JSX.Element {
  const likeliest = () => likeliestOf(props.doubt);
  const isHeld = (): boolean => props.doubt.frame !== null && heldWords(text(), props.doubt.frame) !== null;
  const title = (): string => {
    if (props.doubt.frame === null) return text().review.likeliestVisit;
    return isHeld() ? text().review.likeliestHeld : text().review.likeliest;
  };
  return (
    <div class="model-word" classList={{ held: isHeld() }}>
      <h3 class="quiet">{title()}</h3>
      <Show when={likeliest().length > 0} fallback={<p class="quiet">{text().review.nothingLikely}</p>}>
        <ol>
          <For each={likeliest()}>
            {({ grade, share }) => (
              <li>
                <span>
                  <GradeSwatch bucket={grade} /> {gradeName(text(), grade)}
                </span>
                <i>
                  <b
                    class={gradePattern(grade)}
                    style={{ width: `${share * 100}%`, 'background-color': gradeColour(grade) }}
                  />
                </i>
                <span class="number">{percent(share)}%</span>
              </li>
            )}
          </For>
        </ol>
      </Show>
    </div>
  );
}
