import { type JSX, Show } from 'solid-js';
import { LOW_CONFIDENCE } from '../../../domain/visits/settle.ts';
import type { JudgedFrame } from '../../../domain/wire/http-api.ts';
import { text } from '../../text/language.ts';
import { gradeName, heldWords } from '../../text/phrases.ts';
import { percent } from '../../text/weights.ts';
import { GradeSwatch } from '../../ui/GradeSwatch.tsx';
import { Icon } from '../../ui/Icon.tsx';

/** A grade name with more letters is set smaller. */
const LONG_NAME = 7;

/** What the model says of the large photo: a grade and how sure it is, or that it holds its judgement and why. */
export function JudgedWord(props: { frame: JudgedFrame }): JSX.Element {
  const name = (): string => gradeName(text(), props.frame.grade);
  return (
    <div class="wall-caption">
      <Show
        when={heldWords(text(), props.frame)}
        fallback={
          <>
            <strong classList={{ long: name().length > LONG_NAME }}>
              <GradeSwatch bucket={props.frame.grade} /> {name()}
            </strong>
            <span class="wall-confidence" classList={{ low: props.frame.confidence < LOW_CONFIDENCE }}>
              <small>
                <Show when={props.frame.confidence < LOW_CONFIDENCE} fallback={text().wall.confidence}>
                  <Icon name="warning" /> {text().wall.lowConfidence}
                </Show>
              </small>
              <b>
                {percent(props.frame.confidence)}
                <small>%</small>
              </b>
            </span>
          </>
        }
      >
        {(why) => (
          <>
            <strong class="held" classList={{ long: text().held.title.length > LONG_NAME }}>
              <Icon name="warning" /> {text().held.title}
            </strong>
            <span class="wall-held">{why()}</span>
          </>
        )}
      </Show>
    </div>
  );
}
