import { For, type JSX, Show } from 'solid-js';
import { SYSTEM_LEVELS } from '../../../domain/programme/levels.ts';
import type { LevelState } from '../../../domain/wire/programme-api.ts';
import { SelfAssessed } from '../../desk/programme/SelfAssessed.tsx';
import { text } from '../../text/language.ts';
import { levelName } from '../../text/programme-phrases.ts';

/** 구축시스템 스마트화 수준: five steps, those reached full, the target marked. */
export function SystemScale(props: { state: LevelState }): JSX.Element {
  const place = (level: (typeof SYSTEM_LEVELS)[number]): number => SYSTEM_LEVELS.indexOf(level);
  const system = () => props.state.system;
  return (
    <section class="panel scale">
      <h2>
        {text().levelPage.systemScale} <SelfAssessed />
      </h2>
      <p class="scale-now">{levelName(text(), system().reached)}</p>
      <ol class="steps">
        <For each={SYSTEM_LEVELS}>
          {(level) => (
            <li
              classList={{
                full: place(level) <= place(system().reached),
                wanted: place(level) > place(system().reached) && place(level) <= place(props.state.target),
              }}
            >
              <i />
              <span>{levelName(text(), level)}</span>
              <small>
                <Show when={level === system().reached}>{text().levelPage.reached}</Show>
                <Show when={level === system().reached && level === props.state.target}>{' · '}</Show>
                <Show when={level === props.state.target}>{text().levelPage.target}</Show>
              </small>
            </li>
          )}
        </For>
      </ol>
      <p class="scale-note" classList={{ late: !system().isTargetReached }}>
        {system().isTargetReached
          ? text().levelPage.targetReached
          : text().levelPage.targetMissing(system().missing.length)}
      </p>
    </section>
  );
}
