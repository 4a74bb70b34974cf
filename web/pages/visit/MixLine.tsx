import { createMemo, For, type JSX } from 'solid-js';
import { GradeMixBar } from '../../charts/GradeMixBar.tsx';
import { gradeMix, OTHERS } from '../../charts/grade-mix.ts';
import { text } from '../../text/language.ts';
import { gradeName } from '../../text/phrases.ts';
import { percent } from '../../text/weights.ts';
import { GradeSwatch } from '../../ui/GradeSwatch.tsx';

/** What photos say together: a thin bar, and under it every share by name. */
export function MixLine(props: {
  shares: Readonly<Record<string, number>>;
  /** grades there is room for; the smallest beyond are folded into one */
  most: number;
  label: (words: string) => string;
}): JSX.Element {
  const parts = createMemo(() => gradeMix(props.shares, props.most));
  const name = (bucket: string): string => (bucket === OTHERS ? text().wall.others : gradeName(text(), bucket));
  const words = (): string =>
    parts()
      .map(({ bucket, share }) => `${name(bucket)} ${percent(share)}%`)
      .join(', ');
  return (
    <div class="mix-line">
      <GradeMixBar parts={parts()} label={props.label(words())} />
      <ul aria-hidden="true">
        <For each={parts()}>
          {({ bucket, share }) => (
            <li>
              <GradeSwatch bucket={bucket} /> {name(bucket)} <b>{percent(share)}%</b>
            </li>
          )}
        </For>
      </ul>
    </div>
  );
}
