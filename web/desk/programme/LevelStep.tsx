import { type JSX, Show } from 'solid-js';
import type { ProjectFields } from '../../../domain/wire/programme-api.ts';
import { text } from '../../text/language.ts';
import { levelName } from '../../text/programme-phrases.ts';

type Level = ProjectFields['targetLevel'];

/** The level reached and, where it is another, the one aimed at. */
export function LevelStep(props: { reached: Level; target: Level }): JSX.Element {
  return (
    <span class="level-step">
      <b>{levelName(text(), props.reached)}</b>
      <Show when={props.reached !== props.target}>
        <span class="quiet">→ {levelName(text(), props.target)}</span>
      </Show>
    </span>
  );
}
