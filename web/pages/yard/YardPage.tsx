import { useParams, useSearchParams } from '@solidjs/router';
import { createMemo, For, type JSX, Match, Show, Switch } from 'solid-js';
import { kstDay } from '../../../domain/kst-time.ts';
import { createAnswer } from '../../api/create-answer.ts';
import { fetchDays } from '../../api/days.ts';
import { maySeeCommands, maySeeYard, useSession } from '../../desk/session.ts';
import { createNow } from '../../live/create-now.ts';
import { createYardLive, type YardLive } from '../../live/create-yard-live.ts';
import { clockSeconds, instant } from '../../text/dates.ts';
import { text } from '../../text/language.ts';
import { errorSentence } from '../../text/phrases.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { CommandsPanel } from './CommandsPanel.tsx';
import { createDayVisits } from './create-day-visits.ts';
import { DayBar } from './DayBar.tsx';
import { DayDevices } from './DayDevices.tsx';
import { askedDay, type DayAddress } from './day-address.ts';
import { HistoryPanel } from './HistoryPanel.tsx';
import { PastDay } from './PastDay.tsx';
import { TodayPanels } from './TodayPanels.tsx';
import { VisitsPanel } from './VisitsPanel.tsx';
import './yard.css';
import './history.css';

/** A yard at a desk: today live, or a day past; day and filters stand in the address. */
export function YardPage(): JSX.Element {
  const params = useParams<{ yard: string }>();
  const session = useSession();
  return (
    <Show when={maySeeYard(session)} fallback={<Notice level="warning">{errorSentence(text(), 'FORBIDDEN')}</Notice>}>
      <For each={[params.yard]}>{(yard) => <Yard yard={yard ?? ''} />}</For>
    </Show>
  );
}

function Yard(props: { yard: string }): JSX.Element {
  const [search, setSearch] = useSearchParams<Record<keyof DayAddress, string>>();
  const session = useSession();
  const now = createNow(1_000);
  let apply: ReturnType<typeof createDayVisits>['apply'] = () => undefined;
  let refresh: () => void = () => undefined;
  const live: YardLive = createYardLive(props.yard, {
    onVisits: (visits) => apply(visits),
    onSnapshot: () => refresh(),
  });
  const serverNow = (): number => now() + live.clockAhead;
  const today = createMemo(() => kstDay(serverNow()));
  const past = createMemo(() => askedDay(search, today()));
  const day = createMemo(() => past() ?? today());
  const visits = createDayVisits(() => props.yard, day);
  apply = visits.apply;
  const pastDay = createAnswer(past, (chosen) => fetchDays(props.yard, chosen, chosen));
  const shifts = createMemo(() => live.summary?.shifts ?? []);
  const history = (): JSX.Element => (
    <HistoryPanel
      yard={props.yard}
      day={day()}
      today={today()}
      shifts={shifts()}
      liveHours={past() === null ? (live.summary?.hours ?? null) : null}
      search={search}
      setSearch={setSearch}
    />
  );
  const more = (): JSX.Element => (
    <>
      <Show when={maySeeCommands(session)}>
        <CommandsPanel yard={props.yard} day={day()} isToday={past() === null} />
      </Show>
      <DayDevices yard={props.yard} day={day()} />
    </>
  );
  let isFirst = true;
  refresh = () => {
    if (!isFirst) visits.answer.ask(); // changes may have been missed while the line was down
    isFirst = false;
  };

  return (
    <div class="yard-page">
      <DayBar
        yard={props.yard}
        name={live.summary?.name ?? props.yard}
        day={day()}
        today={today()}
        isLive={past() === null && live.summary !== null && live.staleSince === null && live.summary.collector.online}
        isRestated={pastDay.value()?.days[0]?.restated === true && past() !== null}
        choose={(chosen) => setSearch({ day: chosen === today() ? null : chosen })}
      />
      <Feed live={live} />
      <Show when={past()} fallback={<Today live={live} now={serverNow()} history={history} more={more} />}>
        <PastDay yard={props.yard} days={pastDay} history={history()} more={more()} />
      </Show>
      <VisitsPanel visits={visits} search={search} setSearch={setSearch} />
    </div>
  );
}

/** What the page must say about its feed: refused, cut off, or the yard silent. */
function Feed(props: { live: YardLive }): JSX.Element {
  return (
    <Switch>
      <Match when={props.live.refused}>
        {(code) => <Notice level="alarm">{errorSentence(text(), code())}</Notice>}
      </Match>
      <Match when={props.live.staleSince}>
        {(since) => <Notice level="warning">{text().yard.stale(clockSeconds(since()))}</Notice>}
      </Match>
      <Match when={props.live.summary?.collector.online === false}>
        <Notice level="warning">
          {text().yard.away(
            clockSeconds(instant(props.live.summary?.collector.heardAt ?? props.live.summary?.at ?? null) ?? 0),
          )}
        </Notice>
      </Match>
    </Switch>
  );
}

function Today(props: {
  live: YardLive;
  now: number;
  history: () => JSX.Element;
  more: () => JSX.Element;
}): JSX.Element {
  return (
    <Show
      when={props.live.summary}
      fallback={props.live.refused === null ? <Skeleton lines={8} label={text().yard.connecting} /> : null}
    >
      {(summary) => (
        <TodayPanels
          summary={summary()}
          now={props.live.staleSince ?? props.now}
          isOld={props.live.staleSince !== null || !summary().collector.online}
          history={props.history()}
          more={props.more()}
        />
      )}
    </Show>
  );
}
