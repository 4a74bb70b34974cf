import { For, type JSX, Match, Show, Switch } from 'solid-js';
import type { VisitFrame } from '../../../domain/wire/http-api.ts';
import { frameUrl } from '../../api/visits.ts';
import { text } from '../../text/language.ts';
import { gradeName, heldAdvice, heldWords } from '../../text/phrases.ts';
import { percent } from '../../text/weights.ts';
import { GradeSwatch } from '../../ui/GradeSwatch.tsx';
import { gradeColour, gradePattern } from '../../ui/grade-colours.ts';
import { Icon } from '../../ui/Icon.tsx';
import { likeliest } from './photo-groups.ts';

/** A photo, what the model saw in it, and the way to say otherwise. */
export function PhotoCard(props: {
  frame: VisitFrame;
  enlarge: () => void;
  correct: ((frame: VisitFrame) => void) | undefined;
}): JSX.Element {
  const grade = (): string | null => props.frame.correctedGrade ?? props.frame.grade;
  const byPerson = (): string =>
    props.frame.correctedGrade === props.frame.grade
      ? text().judged.confirmed
      : `${text().visit.byPerson} (${gradeName(text(), props.frame.grade ?? 'unjudged')} →)`;
  const held = (): string | null => heldWords(text(), props.frame);
  return (
    <figure class="photo">
      <button type="button" class="photo-open" aria-label={text().visit.enlarge} onClick={() => props.enlarge()}>
        <img src={frameUrl(props.frame.sha256, 480)} alt="" loading="lazy" />
      </button>
      <figcaption>
        <p class="photo-grade">
          <Switch>
            <Match when={grade()}>
              {(known) => (
                <strong>
                  <GradeSwatch bucket={known()} /> {gradeName(text(), known())}
                </strong>
              )}
            </Match>
            <Match when={held()}>
              <strong class="state warning">
                <Icon name="warning" /> {text().held.title}
              </strong>
            </Match>
            <Match when={props.frame.state === 'failed'}>{text().visit.failed}</Match>
            <Match when={true}>{text().visit.waiting}</Match>
          </Switch>
          <span class="quiet">
            <Show when={props.frame.correctedGrade === null} fallback={byPerson()}>
              {props.frame.confidence === null ? '' : `${percent(props.frame.confidence)}%`}
            </Show>
          </span>
        </p>
        <Show when={held()}>
          {(why) => (
            <p class="quiet">
              {why()}. {heldAdvice(text(), props.frame)}
            </p>
          )}
        </Show>
        <ul class="probabilities">
          <For each={held() === null ? likeliest(props.frame) : []}>
            {({ grade: name, share }) => (
              <li>
                <span>{gradeName(text(), name)}</span>
                <i>
                  <b
                    class={gradePattern(name)}
                    style={{ width: `${share * 100}%`, 'background-color': gradeColour(name) }}
                  />
                </i>
                <span class="number">{percent(share)}%</span>
              </li>
            )}
          </For>
        </ul>
        <p class="photo-foot">
          <span class="quiet">
            {props.frame.model === null ? '' : `${props.frame.model.name} ${props.frame.model.version}`}
          </span>
          <Show when={props.correct}>
            {(correct) => (
              <button type="button" class="button small" onClick={() => correct()(props.frame)}>
                {text().visit.correct}
              </button>
            )}
          </Show>
        </p>
      </figcaption>
    </figure>
  );
}
