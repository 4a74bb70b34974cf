import { createMemo, type JSX, Show } from 'solid-js';
import { Answered } from '../../desk/Answered.tsx';
import { text } from '../../text/language.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import type { DayVisits } from './create-day-visits.ts';
import { type DayAddress, fittingVisits } from './day-address.ts';
import { VisitFilters } from './VisitFilters.tsx';
import { VisitTable } from './VisitTable.tsx';

/** The visits of the day with filters that stand in the address. */
export function VisitsPanel(props: {
  visits: DayVisits;
  search: DayAddress;
  setSearch: (change: Partial<Record<keyof DayAddress, string | null>>) => void;
}): JSX.Element {
  const fitting = createMemo(() => fittingVisits(props.visits.visits(), props.search));
  const clear = (): void => props.setSearch({ direction: null, review: null, find: null });
  return (
    <Panel
      class="visits-panel"
      title={text().yard.visits}
      note={text().yard.shown(fitting().length)}
      failed={text().common.panelFailed}
      retry={text().common.retry}
    >
      <VisitFilters search={props.search} setSearch={props.setSearch} />
      <Answered answer={props.visits.answer} lines={8}>
        {() => (
          <>
            <Show
              when={fitting().length > 0}
              fallback={
                <Notice level="quiet">
                  <Show when={props.visits.visits().length > 0} fallback={text().yard.noVisits}>
                    {text().yard.noMatch}{' '}
                    <button type="button" class="button small" onClick={clear}>
                      {text().yard.clear}
                    </button>
                  </Show>
                </Notice>
              }
            >
              <VisitTable visits={fitting()} />
            </Show>
            <Show when={props.visits.hasMore()}>
              <p class="more">
                <button type="button" class="button" onClick={() => props.visits.loadMore()}>
                  {text().yard.more}
                </button>
              </p>
            </Show>
          </>
        )}
      </Answered>
    </Panel>
  );
}
