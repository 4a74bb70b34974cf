import { createMemo, For, type JSX } from 'solid-js';
import type { SupplierCard } from '../../../domain/wire/flows-api.ts';
import { GradeMixBar } from '../../charts/GradeMixBar.tsx';
import { gradeMix } from '../../charts/grade-mix.ts';
import { inOrderOfWorth } from '../../charts/hour-stacks.ts';
import { text } from '../../text/language.ts';
import { gradeName } from '../../text/phrases.ts';
import { kilograms, percent } from '../../text/weights.ts';
import { GradeSwatch } from '../../ui/GradeSwatch.tsx';
import { Panel } from '../../ui/Panel.tsx';

const PERIODS = ['now', 'before', 'lastYear'] as const;

/** The grades of a supplier as bars of three periods and as shares in a table. */
export function MixPanel(props: { card: SupplierCard }): JSX.Element {
  const mixes = createMemo(() => PERIODS.map((period) => ({ period, parts: gradeMix(props.card[period].grades) })));
  const grades = createMemo(() =>
    inOrderOfWorth(new Set(mixes().flatMap(({ parts }) => parts.map(({ bucket }) => bucket)))),
  );
  const periodName = (period: (typeof PERIODS)[number]): string =>
    period === 'now' ? text().suppliers.now : text().flows.compares[period === 'before' ? 'before' : 'last-year'];
  const share = (place: number, grade: string): string => {
    const part = mixes()[place]?.parts.find(({ bucket }) => bucket === grade);
    return part === undefined ? '–' : `${percent(part.share)}%`;
  };
  return (
    <Panel title={text().suppliers.gradeMix} failed={text().common.panelFailed} retry={text().common.retry}>
      <dl class="mix-periods">
        <For each={mixes().filter(({ parts }) => parts.length > 0)}>
          {({ period, parts }) => (
            <>
              <dt>{periodName(period)}</dt>
              <dd>
                <GradeMixBar parts={parts} label={`${periodName(period)} ${text().suppliers.gradeMix}`} />
              </dd>
            </>
          )}
        </For>
      </dl>
      <table class="tight">
        <thead>
          <tr>
            <th>{text().flows.grade}</th>
            <th class="number">kg</th>
            <For each={PERIODS}>{(period) => <th class="number">{periodName(period)}</th>}</For>
          </tr>
        </thead>
        <tbody>
          <For each={grades()}>
            {(grade) => (
              <tr>
                <td>
                  <GradeSwatch bucket={grade} /> {gradeName(text(), grade)}
                </td>
                <td class="number">{kilograms(props.card.now.grades[grade] ?? 0)}</td>
                <For each={PERIODS}>{(_, place) => <td class="number">{share(place(), grade)}</td>}</For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </Panel>
  );
}
