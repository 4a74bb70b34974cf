import { createMemo, For, type JSX } from 'solid-js';
import { GradeMixBar } from '../../charts/GradeMixBar.tsx';
import { gradeMix } from '../../charts/grade-mix.ts';
import { text } from '../../text/language.ts';
import { gradeName } from '../../text/phrases.ts';
import { percent } from '../../text/weights.ts';
import { GradeSwatch } from '../../ui/GradeSwatch.tsx';

/** Grades that a line has room for; the smallest are folded into one. */
const GRADES_AT_MOST = 4;

/** What photos say together: a thin bar, and under it every share by name. */
export function MixLine(props: {
  shares: Readonly<Record<string, number>>;
  label: (words: string) => string;
}): JSX.Element {
  const parts = createMemo(() => gradeMix(props.shares, GRADES_AT_MOST));
  const words = (): string =>
    parts()
      .map(({ bucket, share }) => `${gradeName(text(), bucket)} ${percent(share)}%`)
      .join(', ');
  return (
    <div class="mix-line">
      <GradeMixBar parts={parts()} label={props.label(words())} />
      <ul aria-hidden="true">
        <For each={parts()}>
          {({ bucket, share }) => (
            <li>
              <GradeSwatch bucket={bucket} /> {gradeName(text(), bucket)} <b>{percent(share)}%</b>
            </li>
          )}
        </For>
      </ul>
    </div>
  );
}
