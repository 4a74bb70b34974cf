import { createMemo, Index, type JSX, Show } from 'solid-js';
import type { KilogramsByGrade } from '../../../domain/wire/http-api.ts';
import { GradeMixBar } from '../../charts/GradeMixBar.tsx';
import { gradeMix } from '../../charts/grade-mix.ts';
import { text } from '../../text/language.ts';
import { gradeName } from '../../text/phrases.ts';
import { kilograms, percent } from '../../text/weights.ts';
import { GradeSwatch } from '../../ui/GradeSwatch.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';

/** What the day's scrap is made of, as a bar and as figures. */
export function MixPanel(props: { grades: KilogramsByGrade }): JSX.Element {
  const parts = createMemo(() => gradeMix(props.grades));
  return (
    <Panel
      class="mix"
      title={text().yard.mix}
      note={text().yard.mixNote}
      failed={text().common.panelFailed}
      retry={text().common.retry}
    >
      <Show when={parts().length > 0} fallback={<Notice level="quiet">{text().yard.throughputEmpty}</Notice>}>
        <GradeMixBar parts={parts()} label={text().yard.mix} />
        <table class="tight">
          <thead>
            <tr>
              <th>{text().yard.grade}</th>
              <th class="number">{text().common.kg}</th>
              <th class="number">{text().common.percent}</th>
            </tr>
          </thead>
          <tbody>
            <Index each={parts()}>
              {(part) => (
                <tr>
                  <td>
                    <GradeSwatch bucket={part().bucket} /> {gradeName(text(), part().bucket)}
                  </td>
                  <td class="number">{kilograms(part().kg)}</td>
                  <td class="number">{percent(part().share)}</td>
                </tr>
              )}
            </Index>
          </tbody>
        </table>
      </Show>
    </Panel>
  );
}
