import { createMemo, For, type JSX } from 'solid-js';
import { text } from '../../text/language.ts';
import { gradeName } from '../../text/phrases.ts';
import { count, percent, tonnes } from '../../text/weights.ts';
import { GradeSwatch } from '../../ui/GradeSwatch.tsx';
import type { Bars } from './fold-flows.ts';

/** What the bars amount to by grade: the legend, with its sums. */
export function GradeSums(props: { bars: Bars; unit: 'tonnes' | 'photos' }): JSX.Element {
  const sums = createMemo(() => {
    const { keys, values } = props.bars;
    const byKey = new Float64Array(keys.length);
    for (const [place, value] of values.entries())
      byKey[place % keys.length] = (byKey[place % keys.length] ?? 0) + value;
    return keys.map((key, place) => ({ key, value: byKey[place] ?? 0 }));
  });
  const total = () => sums().reduce((sum, { value }) => sum + value, 0);
  const words = (value: number): string => (props.unit === 'tonnes' ? `${tonnes(value)} t` : count(value));
  return (
    <ul class="grade-sums">
      <li>
        <span class="quiet">{text().past.total}</span>
        <b>{words(total())}</b>
      </li>
      <For each={sums().filter(({ value }) => value > 0)}>
        {({ key, value }) => (
          <li>
            <span>
              <GradeSwatch bucket={key} /> {gradeName(text(), key)}
            </span>
            <b>
              {words(value)} <span class="quiet">{percent(value / total())}%</span>
            </b>
          </li>
        )}
      </For>
    </ul>
  );
}
