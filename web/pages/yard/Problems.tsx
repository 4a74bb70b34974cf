import { A } from '@solidjs/router';
import { Index, type JSX, Show } from 'solid-js';
import type { Problem } from '../../../domain/wire/http-api.ts';
import { timeOf } from '../../text/dates.ts';
import { text } from '../../text/language.ts';
import { problemSentence, problemWords } from '../../text/phrases.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Notice } from '../../ui/Notice.tsx';

/** What a person should look at, most urgent first, with what to do. */
export function Problems(props: { problems: readonly Problem[] }): JSX.Element {
  return (
    <Show when={props.problems.length > 0} fallback={<Notice level="quiet">{text().yard.noProblems}</Notice>}>
      <ul class="problems">
        <Index each={props.problems}>
          {(problem) => (
            <li>
              <span class={`state ${problem().level}`}>
                <Icon name={problem().level} />
              </span>
              <div>
                <strong>
                  <Show when={problem().visit} fallback={problemWords(text(), problem())}>
                    {(visit) => (
                      <A href={`/visits/${encodeURIComponent(visit())}`}>{problemWords(text(), problem())}</A>
                    )}
                  </Show>{' '}
                  <span class="quiet">{timeOf(problem().at)}</span>
                </strong>
                <p class="quiet">{problemSentence(text(), problem())}</p>
              </div>
            </li>
          )}
        </Index>
      </ul>
    </Show>
  );
}
