import { createMemo, ErrorBoundary, type JSX, Match, Switch } from 'solid-js';
import type { YardSummary } from '../../../domain/wire/http-api.ts';
import { createNow } from '../../live/create-now.ts';
import { createYardLive } from '../../live/create-yard-live.ts';
import { text } from '../../text/language.ts';
import { BottomLine } from './BottomLine.tsx';
import { createDoor } from './create-door.ts';
import { DayBars } from './DayBars.tsx';
import { JudgedPhotos } from './JudgedPhotos.tsx';
import { MixToday } from './MixToday.tsx';
import { Scales } from './Scales.tsx';
import { Today } from './Today.tsx';
import { Trucks } from './Trucks.tsx';
import { WallMessage } from './WallMessage.tsx';
import { freshness } from './wall-figures.ts';

/** Five zones, one question each: how much, what just happened, what is it, who is here, what is wrong. */
export function WallScreen(props: { yard: string }): JSX.Element {
  // the yard of a wall never changes: another yard is another address, and so another screen
  const live = createYardLive(props.yard);
  const now = createNow(500);
  const door = createDoor(() => live.summary === null || live.staleSince !== null);
  const serverNow = (): number => now() + live.clockAhead;

  return (
    <Switch fallback={<WallMessage title={text().wall.connecting} />}>
      <Match when={live.refused === 'FORBIDDEN' || door() === 'refused'}>
        <WallMessage title={text().wall.refused} advice={text().wall.refusedAdvice} />
      </Match>
      <Match when={live.refused === 'NOT_FOUND'}>
        <WallMessage title={text().wall.missing} advice={text().wall.missingAdvice} />
      </Match>
      <Match when={live.summary}>
        {(summary) => <Zones summary={summary()} now={serverNow()} staleSince={live.staleSince} />}
      </Match>
    </Switch>
  );
}

function Zones(props: { summary: YardSummary; now: number; staleSince: number | null }): JSX.Element {
  const fresh = createMemo(() => freshness(props.staleSince, props.summary.collector, props.summary.at, props.now));
  /** old figures stand still: a truck that may have left does not go on waiting */
  const moment = (): number => {
    const age = fresh();
    return age.state === 'fresh' ? props.now : age.since;
  };
  const part = (zone: () => JSX.Element): JSX.Element => (
    <ErrorBoundary fallback={<p class="wall-quiet">{text().common.panelFailed}</p>}>{zone()}</ErrorBoundary>
  );
  return (
    <main class="wall-grid" classList={{ old: fresh().state !== 'fresh' }}>
      <section class="zone-much">
        {part(() => (
          <>
            <Today summary={props.summary} />
            <DayBars hours={props.summary.hours} now={moment()} />
          </>
        ))}
      </section>
      <section class="zone-what">
        {part(() => (
          <>
            <JudgedPhotos judged={props.summary.judged} />
            <MixToday grades={props.summary.today.grades} />
          </>
        ))}
      </section>
      <section class="zone-who">
        {part(() => (
          <>
            <Scales scales={props.summary.scales} now={moment()} />
            <Trucks openVisits={props.summary.openVisits} now={moment()} />
          </>
        ))}
      </section>
      <BottomLine problems={props.summary.problems} fresh={fresh()} now={props.now} />
    </main>
  );
}
