import { createSignal, For, type JSX, Show } from 'solid-js';
import { STAGES } from '../../../domain/programme/budget.ts';
import type { ProjectDetail } from '../../../domain/wire/programme-api.ts';
import { projectPath } from '../../api/programme.ts';
import { mayRunProgramme, useSession } from '../../desk/session.ts';
import { text } from '../../text/language.ts';
import { plainWon } from '../../text/money.ts';
import { lineName } from '../../text/programme-phrases.ts';
import { Panel } from '../../ui/Panel.tsx';
import { EntriesDrawer } from './EntriesDrawer.tsx';
import { SheetDrawer } from './SheetDrawer.tsx';

/** How much by cost line and stage; a line opens its entries, a sheet comes in and goes out as XLSX. */
export function BudgetPanel(props: { detail: ProjectDetail; changed: () => void }): JSX.Element {
  const session = useSession();
  const [line, setLine] = createSignal<string | null>(null);
  const [isImporting, setImporting] = createSignal(false);
  const id = () => props.detail.project.id;
  const isOver = (sums: Record<(typeof STAGES)[number], number>): boolean =>
    Math.max(sums.committed, sums.earned, sums.paid) > Math.max(0, sums.planned);
  return (
    <Panel
      title={text().project.budgetTitle}
      class="budget-panel"
      failed={text().common.panelFailed}
      retry={text().common.retry}
      note={
        <span class="panel-actions">
          <a class="button small" href={projectPath(id(), '/budget/sheet')} download="">
            {text().project.export}
          </a>
          <Show when={mayRunProgramme(session)}>
            <button type="button" class="button small" onClick={() => setImporting(true)}>
              {text().project.import}
            </button>
          </Show>
          <button type="button" class="button small entries-open" onClick={() => setLine('')}>
            {mayRunProgramme(session) ? text().project.addEntry : text().project.entriesTitle}
          </button>
        </span>
      }
    >
      <div class="table-scroll">
        <table class="tight budget-table">
          <thead>
            <tr>
              <th>{text().project.line}</th>
              <For each={STAGES}>{(stage) => <th class="number">{text().programme.stages[stage]}</th>}</For>
              <th class="number">{text().project.left}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.detail.sums.byLine}>
              {(row) => (
                <tr classList={{ empty: row.sums.planned === 0 && row.sums.committed === 0 && row.sums.earned === 0 }}>
                  <td>
                    <button type="button" class="link-button" onClick={() => setLine(row.line)}>
                      {lineName(text(), row.line)}
                    </button>
                  </td>
                  <For each={STAGES}>
                    {(stage) => (
                      <td
                        class="number"
                        classList={{
                          late: stage !== 'planned' && isOver(row.sums) && row.sums[stage] > row.sums.planned,
                        }}
                      >
                        {row.sums[stage] === 0 ? '–' : plainWon(row.sums[stage])}
                      </td>
                    )}
                  </For>
                  <td class="number">{plainWon(row.sums.planned - row.sums.earned)}</td>
                </tr>
              )}
            </For>
          </tbody>
          <tfoot>
            <tr>
              <th>{text().project.sum}</th>
              <For each={STAGES}>{(stage) => <td class="number">{plainWon(props.detail.sums.total[stage])}</td>}</For>
              <td class="number">{plainWon(props.detail.sums.total.planned - props.detail.sums.total.earned)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      <Show when={line() !== null}>
        <EntriesDrawer project={id()} line={line() ?? ''} changed={() => props.changed()} close={() => setLine(null)} />
      </Show>
      <Show when={isImporting()}>
        <SheetDrawer project={id()} changed={() => props.changed()} close={() => setImporting(false)} />
      </Show>
    </Panel>
  );
}
