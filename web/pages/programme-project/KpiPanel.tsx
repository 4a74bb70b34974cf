import { createSignal, For, type JSX, Show } from 'solid-js';
import type { KpiRow } from '../../../domain/wire/programme-api.ts';
import { createAnswer } from '../../api/create-answer.ts';
import { fetchKpis } from '../../api/programme.ts';
import { Answered } from '../../desk/Answered.tsx';
import { SourceMark } from '../../desk/programme/SourceMark.tsx';
import { mayRunProgramme, useSession } from '../../desk/session.ts';
import { text } from '../../text/language.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { KpiDrawer } from './KpiDrawer.tsx';
import { figure, usedKpis } from './kpi-form.ts';

/** The KPIs of the agreement: before, target, after, and what was attained; the ledger's own are counted by itself. */
export function KpiPanel(props: { project: string }): JSX.Element {
  const session = useSession();
  const table = createAnswer(() => props.project, fetchKpis);
  const [isEditing, setEditing] = createSignal(false);
  return (
    <Panel
      title={text().project.kpiTitle}
      class="kpi-panel"
      failed={text().common.panelFailed}
      retry={text().common.retry}
      note={
        <Show when={mayRunProgramme(session)}>
          <button type="button" class="button small" onClick={() => setEditing(true)}>
            {text().project.editKpis}
          </button>
        </Show>
      }
    >
      <Answered answer={table} lines={5}>
        {(known) => (
          <>
            <Show
              when={usedKpis(known().rows).length > 0}
              fallback={<Notice level="quiet">{text().project.noKpis}</Notice>}
            >
              <KpiTable rows={usedKpis(known().rows)} />
              <Show when={usedKpis(known().rows).some(({ fromLedger }) => fromLedger === 'stock-days')}>
                <p class="quiet small-note">{text().project.stockNote}</p>
              </Show>
              <p class="quiet small-note">
                {known().attainment === null
                  ? text().project.weightSum(known().weightSum)
                  : text().project.overall(figure(known().attainment))}
              </p>
            </Show>
            <Show when={isEditing()}>
              <KpiDrawer project={props.project} table={known()} changed={table.ask} close={() => setEditing(false)} />
            </Show>
          </>
        )}
      </Answered>
    </Panel>
  );
}

function KpiTable(props: { rows: readonly KpiRow[] }): JSX.Element {
  const words = () => text().project;
  return (
    <div class="table-scroll">
      <table class="tight">
        <thead>
          <tr>
            <th>{words().kpi}</th>
            <th>{words().unit}</th>
            <th class="number">{words().before}</th>
            <th class="number">{words().kpiTarget}</th>
            <th class="number">{words().after}</th>
            <th class="number">{words().attainment}</th>
            <th class="number">{words().improvement}</th>
            <th class="number">{words().weight}</th>
          </tr>
        </thead>
        <tbody>
          <For each={props.rows}>
            {(row) => (
              <tr>
                <td>
                  {text().programme.nameOf(row)}{' '}
                  <Show when={row.isCore}>
                    <small class="standing">{words().core}</small>
                  </Show>{' '}
                  <SourceMark item={row} />
                </td>
                <td>{row.unit}</td>
                <td class="number">{figure(row.before)}</td>
                <td class="number">{figure(row.target)}</td>
                <td class="number" title={row.fromLedger === null ? '' : words().fromLedger}>
                  {figure(row.after)}
                  <Show when={row.fromLedger !== null}>
                    <small class="quiet block">{words().fromLedger}</small>
                  </Show>
                </td>
                <td class="number">{figure(row.attainment)}</td>
                <td class="number">{figure(row.improvement)}</td>
                <td class="number">{row.weight}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  );
}
