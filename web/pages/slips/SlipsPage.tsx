import { A, useSearchParams } from '@solidjs/router';
import { createMemo, type JSX, Show } from 'solid-js';
import { kstDay } from '../../../domain/kst-time.ts';
import type { KstDay } from '../../../domain/units.ts';
import type { YardList } from '../../../domain/wire/http-api.ts';
import { createAnswer } from '../../api/create-answer.ts';
import { fetchDisputes } from '../../api/disputes.ts';
import { fetchLastSlipDay } from '../../api/slips.ts';
import { fetchYards } from '../../api/yards.ts';
import { Answered } from '../../desk/Answered.tsx';
import { createNow } from '../../live/create-now.ts';
import { text } from '../../text/language.ts';
import { count, kilograms } from '../../text/weights.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { createDaySlips } from './create-slips.ts';
import { SlipFilters } from './SlipFilters.tsx';
import { SlipTable } from './SlipTable.tsx';
import { dayShown, fittingSlips, type SlipsAddress } from './slips-address.ts';
import './slips.css';

/** The slips of a yard, a day at a time; the whole view stands in the address. */
export function SlipsPage(): JSX.Element {
  const yards = createAnswer(() => 'yards', fetchYards);
  return (
    <div class="slips-page">
      <Answered answer={yards} lines={8}>
        {(list) => (
          <Show when={list().yards.length > 0} fallback={<Notice level="quiet">{text().slips.none}</Notice>}>
            <Slips yards={list().yards} />
          </Show>
        )}
      </Answered>
    </div>
  );
}

function Slips(props: { yards: YardList['yards'] }): JSX.Element {
  const [search, setSearch] = useSearchParams<{ [Key in keyof SlipsAddress]: string }>();
  const today = kstDay(createNow(60_000)());
  const yard = createMemo(() => props.yards.find(({ id }) => id === search.yard)?.id ?? props.yards[0]?.id);
  const day = createMemo(() => dayShown(search, today));
  const state = createDaySlips(yard, day);
  const fitting = createMemo(() => fittingSlips(state.slips(), search));
  const open = createAnswer(yard as () => string | null, (asked) => fetchDisputes({ yard: asked, state: 'open' }));
  // where a day has none, the last day that had some is one click away
  const last = createAnswer(
    () => (state.answer.value() && state.slips().length === 0 ? `${yard()} ${day()}` : null),
    () => fetchLastSlipDay(yard() ?? '', day()),
  );
  const openCount = (): number => open.value()?.disputes.length ?? 0;
  const sum = (): number => fitting().reduce((total, slip) => total + (slip.state === 'issued' ? slip.accepted : 0), 0);
  const clear = (): void => {
    setSearch({ partner: undefined, state: undefined, find: undefined });
  };
  return (
    <>
      <header class="slips-head">
        <h1>{text().slips.title}</h1>
        <span class="quiet">
          {text().date.day(day())} · {text().slips.count(count(fitting().length))} ·{' '}
          {text().slips.sum(kilograms(sum()))}
        </span>
        <span class="spring" />
        <A class="button" href={`/disputes?yard=${yard()}`}>
          <Show when={openCount() > 0} fallback={text().slips.noDisputes}>
            <span class="state warning">
              <Icon name="speech" /> {text().slips.openDisputes(count(openCount()))}
            </span>
          </Show>
        </A>
      </header>
      <SlipFilters
        yards={props.yards}
        yard={yard() ?? ''}
        day={day()}
        today={today}
        search={search}
        slips={state.slips()}
        setSearch={setSearch}
      />
      <section class="panel">
        <Answered answer={state.answer} lines={10}>
          {() => (
            <Show
              when={fitting().length > 0}
              fallback={
                <Notice level="quiet">
                  <Show when={state.slips().length > 0} fallback={<EmptyDay day={day()} last={last.value() ?? null} />}>
                    {text().slips.noMatch}{' '}
                    <button type="button" class="button small" onClick={clear}>
                      {text().slips.clear}
                    </button>
                  </Show>
                </Notice>
              }
            >
              <SlipTable slips={fitting()} />
            </Show>
          )}
        </Answered>
        <Show when={state.hasMore()}>
          <p class="more">
            <button type="button" class="button" onClick={() => state.loadMore()}>
              {text().slips.more}
            </button>
          </p>
        </Show>
      </section>
    </>
  );
}

function EmptyDay(props: { day: string; last: KstDay | null }): JSX.Element {
  const [, setSearch] = useSearchParams();
  return (
    <>
      {text().slips.none}{' '}
      <Show when={props.last !== null && props.last !== props.day && props.last}>
        {(day) => (
          <button type="button" class="button small" onClick={() => setSearch({ day: day() })}>
            {text().slips.lastDay(text().date.day(day()))}
          </button>
        )}
      </Show>
    </>
  );
}
