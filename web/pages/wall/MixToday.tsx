import { createMemo, Index, type JSX, Show } from 'solid-js';
import type { KilogramsByGrade } from '../../../domain/wire/http-api.ts';
import { GradeMixBar } from '../../charts/GradeMixBar.tsx';
import { gradeMix, OTHERS } from '../../charts/grade-mix.ts';
import { text } from '../../text/language.ts';
import { gradeName } from '../../text/phrases.ts';
import { percent, tonnes } from '../../text/weights.ts';
import { GradeSwatch } from '../../ui/GradeSwatch.tsx';

/** Lines the legend has room for. */
const LINES = 10;

/** What today's scrap is made of, best grade first. */
export function MixToday(props: { grades: KilogramsByGrade }): JSX.Element {
  const parts = createMemo(() => gradeMix(props.grades, LINES));
  const name = (bucket: string): string => (bucket === OTHERS ? text().wall.others : gradeName(text(), bucket));
  return (
    <div class="wall-mix">
      <p class="wall-label">{text().wall.mix}</p>
      <GradeMixBar parts={parts()} label={text().wall.mix} />
      <Show when={parts().length > 0} fallback={<p class="wall-quiet">{text().wall.noMix}</p>}>
        <ul>
          <Index each={parts()}>
            {(part) => (
              <li>
                <GradeSwatch bucket={part().bucket} />
                <span>{name(part().bucket)}</span>
                <b>
                  {tonnes(part().kg)} {text().common.t}
                </b>
                <small>{percent(part().share)}%</small>
              </li>
            )}
          </Index>
        </ul>
      </Show>
    </div>
  );
}
