import { createMemo, For, type JSX, Show } from 'solid-js';
import type { DriftRow } from '../../../domain/wire/http-api.ts';
import { text } from '../../text/language.ts';
import { count, percent } from '../../text/weights.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { cameraOf, driftRows, newestWarnings } from './drift-rows.ts';

/** How each camera's photos and the judgement of them move from week to week. */
export function DriftPanel(props: { drift: readonly DriftRow[] }): JSX.Element {
  const rows = createMemo(() => driftRows(props.drift));
  const warnings = createMemo(() => newestWarnings(props.drift));
  const calm = (): string =>
    new Set(rows().map(({ week }) => week)).size > 1 ? text().models.driftCalm : text().models.driftEmpty;
  const cell = (row: DriftRow, kind: string, share: number | null): JSX.Element => {
    const hasMoved = row.warnings.includes(kind);
    return (
      <td class="number">
        <span class={hasMoved ? 'state warning' : ''}>
          <Show when={hasMoved}>
            <Icon name="warning" /> <span class="visually-hidden">{text().models.moved}</span>
          </Show>
          {share === null ? '–' : percent(share)}
        </span>
      </td>
    );
  };
  return (
    <Panel
      title={text().models.drift}
      note={text().models.driftNote}
      failed={text().common.panelFailed}
      retry={text().common.retry}
    >
      <Show when={rows().length > 0} fallback={<Notice level="quiet">{text().models.driftEmpty}</Notice>}>
        <Show when={warnings().length > 0} fallback={<Notice level="quiet">{calm()}</Notice>}>
          <div class="drift-warnings">
            <For each={warnings()}>
              {({ camera, warning }) => (
                <Notice level="warning">
                  {text().models.driftOf(camera, text().models.warnings[warning] ?? text().models.warningUnknown)}
                </Notice>
              )}
            </For>
          </div>
        </Show>
        <div class="table-scroll">
          <table>
            <thead>
              <tr>
                <th>{text().models.week}</th>
                <th>{text().models.camera}</th>
                <th class="number">{text().models.count}</th>
                <th class="number">{text().models.outOfDomain}</th>
                <th class="number">{text().models.confidence}</th>
                <th class="number">{text().models.agreement}</th>
              </tr>
            </thead>
            <tbody>
              <For each={rows()}>
                {(row) => (
                  <tr>
                    <td>{text().date.day(row.week)}</td>
                    <td>{cameraOf(row)}</td>
                    <td class="number">{count(row.photos)}</td>
                    {cell(row, 'outOfDomain', row.outOfDomain)}
                    {cell(row, 'confidence', row.confidence)}
                    {cell(row, 'agreement', row.agreement)}
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </Show>
    </Panel>
  );
}
