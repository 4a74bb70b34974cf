import { createMemo, createSignal, type JSX, Match, Show, Switch } from 'solid-js';
import { GRADE_BUCKETS } from '../../../domain/grades.ts';
import { inOrderOfWorth } from '../../charts/hour-stacks.ts';
import { Failure } from '../../desk/Answered.tsx';
import { ExportMenu } from '../../desk/ExportMenu.tsx';
import { text } from '../../text/language.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { BarsTable } from './BarsTable.tsx';
import { createFlowWindow } from './create-flow-window.ts';
import { FilterBar } from './FilterBar.tsx';
import { foldFlows } from './fold-flows.ts';
import { GradeSums } from './GradeSums.tsx';
import { askedGrain, drawnGrain, type Grain } from './grain.ts';
import type { HistoryParts } from './HistoryPage.tsx';
import { covers } from './loaded-flows.ts';
import { flowExport } from './selection.ts';
import { ZoomChart } from './ZoomChart.tsx';

/** Net weights by grade: hours are loaded, and drawn by whatever the pixels can show. */
export function WeightView(props: HistoryParts): JSX.Element {
  const window = () => props.view().window;
  const yards = createMemo(() => props.view().yards);
  const flows = createFlowWindow(window, yards);
  // until it is measured: what a desk has
  const [width, setWidth] = createSignal(1_000);
  const [isTable, setTable] = createSignal(false);
  const keys = createMemo(() => flows.shown()?.sums.grade.names.length ?? 1);
  /** finer than what is there cannot be drawn yet */
  const grain = createMemo<Grain>(() => {
    const wanted = drawnGrain(window(), width(), keys());
    return wanted === '1h' && flows.shown()?.grain === '1d' ? '1d' : wanted;
  });
  const bars = createMemo(() => {
    const shown = flows.shown();
    if (shown === null) return null;
    return foldFlows(shown.sums, window(), { grain: grain(), order: inOrderOfWorth }, props.view());
  });
  /** what is drawn stands in for something better that is on its way */
  const isStandIn = (): boolean => {
    const shown = flows.shown();
    if (!flows.isLoading() || shown === null) return false;
    return shown.grain !== askedGrain(window()) || !covers(shown.window, window());
  };
  const isEmpty = (): boolean => (bars()?.keys.length ?? 0) === 0;
  const title = (): string => text().past.weightTitle(text().past.grains[grain()] ?? '');
  const partners = () => [...(flows.shown()?.sums.partner.names ?? [])].sort((a, b) => a.localeCompare(b, 'ko'));
  return (
    <>
      <FilterBar {...props} partners={partners()} grades={GRADE_BUCKETS}>
        <Show when={bars()}>
          {(known) => <ExportMenu kind="flows" selection={flowExport(props.view(), known())} />}
        </Show>
      </FilterBar>
      <Panel
        title={title()}
        note={isStandIn() ? `${text().past.finer}…` : text().past.tonnesUnit}
        failed={text().common.panelFailed}
        retry={text().common.retry}
      >
        <Switch fallback={<Skeleton lines={8} label={text().common.loading} />}>
          <Match when={bars() === null && flows.error()}>
            {(error) => <Failure error={error()} retry={flows.retry} />}
          </Match>
          <Match when={bars()}>
            {(known) => (
              <>
                <Show when={flows.error()}>{(error) => <Failure error={error()} retry={flows.retry} />}</Show>
                <ZoomChart
                  bars={known()}
                  window={window()}
                  unit="tonnes"
                  label={title()}
                  move={(next) => props.turn({ window: next })}
                  resized={setWidth}
                />
                <p class="chart-hint">{text().past.hint}</p>
                <Show
                  when={!isEmpty()}
                  fallback={
                    <Show when={!flows.isLoading()}>
                      <Notice level="quiet">{text().past.weightEmpty}</Notice>
                    </Show>
                  }
                >
                  <GradeSums bars={known()} unit="tonnes" />
                  <button
                    type="button"
                    class="button small"
                    aria-expanded={isTable()}
                    onClick={() => setTable(!isTable())}
                  >
                    {isTable() ? text().history.hideTable : text().common.table}
                  </button>
                  <Show when={isTable()}>
                    <BarsTable bars={known()} />
                  </Show>
                </Show>
              </>
            )}
          </Match>
        </Switch>
      </Panel>
    </>
  );
}
