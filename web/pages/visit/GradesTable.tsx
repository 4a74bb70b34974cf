import { createMemo, For, type JSX, Show } from 'solid-js';
import type { VisitDetail } from '../../../domain/wire/http-api.ts';
import { GradeMixBar } from '../../charts/GradeMixBar.tsx';
import { gradeMix } from '../../charts/grade-mix.ts';
import { text } from '../../text/language.ts';
import { gradeName } from '../../text/phrases.ts';
import { kilograms, percent } from '../../text/weights.ts';
import { GradeSwatch } from '../../ui/GradeSwatch.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { JudgedMix } from './JudgedMix.tsx';

/** Kilograms per grade; their sum is the net weight to the kilogram. */
export function GradesTable(props: { visit: VisitDetail }): JSX.Element {
  const parts = createMemo(() => gradeMix(props.visit.grades));
  const sum = (): number => parts().reduce((total, { kg }) => total + kg, 0);
  return (
    <Panel
      title={text().visit.grades}
      note={props.visit.net === null ? '' : text().visit.gradesNote}
      failed={text().common.panelFailed}
      retry={text().common.retry}
    >
      <Show when={parts().length > 0} fallback={<Notice level="quiet">{text().visit.gradesOpen}</Notice>}>
        <GradeMixBar parts={parts()} label={text().visit.grades} />
        <table class="tight">
          <tbody>
            <For each={parts()}>
              {(part) => (
                <tr>
                  <td>
                    <GradeSwatch bucket={part.bucket} /> {gradeName(text(), part.bucket)}
                  </td>
                  <td class="number">{kilograms(part.kg)} kg</td>
                  <td class="number">{percent(part.share)}%</td>
                </tr>
              )}
            </For>
          </tbody>
          <tfoot>
            <tr>
              <th>{text().visit.net}</th>
              <th class="number">{kilograms(sum())} kg</th>
              <th class="number">100%</th>
            </tr>
          </tfoot>
        </table>
      </Show>
      <JudgedMix visit={props.visit} />
      <p class="basis quiet">
        <span>{text().basis[props.visit.basis]}</span>
        <Show when={props.visit.confidence}>
          {(confidence) => (
            <span>
              {text().visit.confidence} {percent(confidence())}%
            </span>
          )}
        </Show>
        <Show when={props.visit.declaredGrade}>
          {(declared) => (
            <span>
              {text().visit.declared} {text().grades[declared()] ?? declared()}
            </span>
          )}
        </Show>
        <span>
          {text().visit.rule} {props.visit.rule}
        </span>
      </p>
    </Panel>
  );
}
