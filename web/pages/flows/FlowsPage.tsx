import { useSearchParams } from '@solidjs/router';
import { createEffect, createMemo, type JSX, on, Show } from 'solid-js';
import { kstDay } from '../../../domain/kst-time.ts';
import { createAnswer } from '../../api/create-answer.ts';
import { fetchYards } from '../../api/yards.ts';
import { Answered } from '../../desk/Answered.tsx';
import { ExportMenu } from '../../desk/ExportMenu.tsx';
import { ProcurementGate } from '../../desk/procurement/ProcurementGate.tsx';
import { RangeChooser } from '../../desk/procurement/RangeChooser.tsx';
import { type Range, wireSpan } from '../../desk/procurement/spans.ts';
import { createNow } from '../../live/create-now.ts';
import { text } from '../../text/language.ts';
import { createFlows } from './create-flows.ts';
import { FlowBody } from './FlowBody.tsx';
import { FlowFilters } from './FlowFilters.tsx';
import { type FlowAddress, type FlowView, readView, trucksOf, writeView } from './flow-view.ts';
import { LiveMark } from './LiveMark.tsx';
import { TrucksDrawer } from './TrucksDrawer.tsx';
import './flows.css';

const CLOCK_MS = 10_000;
const RANGES_OF_FLOWS: readonly Range[] = ['today', 'week', 'month', '30d', 'quarter', 'year', 'custom'];

/** What flows from whom, of which grade, to which works; its address carries the whole view. */
export function FlowsPage(): JSX.Element {
  return (
    <ProcurementGate>
      <FlowsDesk />
    </ProcurementGate>
  );
}

function FlowsDesk(): JSX.Element {
  const [search, setSearch] = useSearchParams<Record<keyof FlowAddress, string>>();
  const now = createNow(CLOCK_MS);
  const today = createMemo(() => kstDay(now()));
  const view = createMemo(() => readView(search, today()));
  const show = (next: FlowView, options?: { replace?: boolean }): void => setSearch(writeView(next), options);
  // an address without a day means today; written down, it means the same to whoever opens it later
  if (search.day === undefined) show(view(), { replace: true });
  createEffect(
    on(today, (day, before) => {
      // a page that stays open over midnight follows the day it was following
      const { range } = view();
      if (before !== undefined && range.range !== 'custom' && range.day === before) {
        show({ ...view(), range: { ...range, day, to: day } }, { replace: true });
      }
    }),
  );
  const flows = createFlows(
    createMemo(() => view().range, undefined, { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) }),
  );
  const yards = createAnswer(() => 'yards', fetchYards);
  const yardNames = createMemo(() => new Map(yards.value()?.yards.map(({ id, name }) => [id, name])));
  const selection = () => ({ ...wireSpan(flows.span()), ...trucksOf(view()) });
  return (
    <div class="procurement-page flows-page">
      <header class="page-head">
        <h1>{text().flows.title}</h1>
        <LiveMark flows={flows} now={now()} />
        <span class="spring" />
        <ExportMenu kind="flows" selection={{ ...selection(), every: flows.every() }} />
      </header>
      <div class="flow-choices">
        <RangeChooser
          ranges={RANGES_OF_FLOWS}
          choice={view().range}
          today={today()}
          choose={(range) => show({ ...view(), range })}
        />
        <FlowFilters view={view()} cube={flows.now.value()} yards={yardNames()} show={show} />
      </div>
      <Answered answer={flows.now} lines={10}>
        {(cube) => <FlowBody cube={cube()} flows={flows} view={view()} show={show} yards={yardNames()} now={now()} />}
      </Answered>
      <Show when={view().trucks}>
        {(only) => (
          <TrucksDrawer
            only={only()}
            selection={selection()}
            yards={yardNames()}
            choose={(trucks) => show({ ...view(), trucks })}
            close={() => show({ ...view(), trucks: null })}
          />
        )}
      </Show>
    </div>
  );
}
