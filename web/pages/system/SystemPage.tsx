import { createMemo, type JSX, Match, Show, Switch } from 'solid-js';
import type { SystemState } from '../../../domain/wire/http-api.ts';
import { createPolled } from '../../api/create-polled.ts';
import { fetchSystem } from '../../api/system.ts';
import { Failure } from '../../desk/Answered.tsx';
import { mayManage, useSession } from '../../desk/session.ts';
import { createNow } from '../../live/create-now.ts';
import { spanWords } from '../../text/ages.ts';
import { clockSeconds, instant } from '../../text/dates.ts';
import { text } from '../../text/language.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { AccountPanel } from './AccountPanel.tsx';
import { Chain } from './Chain.tsx';
import { chainOf } from './chain.ts';
import { DevicesPanel } from './DevicesPanel.tsx';
import { LettersPanel } from './LettersPanel.tsx';
import { CollectorPanel, ServerPanel } from './NumbersPanel.tsx';
import { ProjectionPanel } from './ProjectionPanel.tsx';
import { RejectedPoints } from './RejectedPoints.tsx';
import { VerdictLine } from './VerdictLine.tsx';
import { VerificationPanel } from './VerificationPanel.tsx';
import { staleVerdict, verdictOf } from './verdict.ts';
import './system.css';
import './system-letters.css';

const REFRESH_MS = 5_000;
/** Three questions without an answer: what is shown is no longer now. */
const STALE_AFTER_MS = 3 * REFRESH_MS;

/** The whole system at three in the morning: what is the matter, what to do, and the figures behind it. */
export function SystemPage(): JSX.Element {
  const session = useSession();
  return (
    <Show when={mayManage(session)} fallback={<Notice level="warning">{text().system.forbidden}</Notice>}>
      <System />
    </Show>
  );
}

function System(): JSX.Element {
  const polled = createPolled(() => 'system', fetchSystem, REFRESH_MS);
  const now = createNow(1_000);
  const age = (): number => Math.max(0, now() - (polled.heardAt() ?? now()));
  return (
    <div class="system-page">
      <Switch fallback={<Skeleton lines={10} label={text().common.loading} />}>
        <Match when={polled.value()}>
          {(state) => <Whole state={state()} ageMs={age()} isStale={age() > STALE_AFTER_MS} />}
        </Match>
        <Match when={polled.error()}>{(error) => <Failure error={error()} retry={polled.ask} />}</Match>
      </Switch>
    </div>
  );
}

function Whole(props: { state: SystemState; ageMs: number; isStale: boolean }): JSX.Element {
  /** the server's clock; while nothing comes it stands still, so that no age grows from an old state */
  const serverNow = createMemo(() => (instant(props.state.at) ?? 0) + (props.isStale ? 0 : props.ageMs));
  const names = createMemo(() => new Map(props.state.yards.map(({ yard, name }) => [yard, name])));
  return (
    <>
      <header class="system-head">
        <h1>{text().system.title}</h1>
        <span class="quiet">
          {text().system.asOf(
            clockSeconds(instant(props.state.at) ?? 0),
            text().age.ago(spanWords(text(), props.ageMs)),
          )}
        </span>
      </header>
      <VerdictLine
        verdict={props.isStale ? staleVerdict(props.ageMs, text()) : verdictOf(props.state, serverNow(), text())}
      />
      <div class="system-grid" classList={{ old: props.isStale }}>
        <Chain links={chainOf(props.state, serverNow(), text())} />
        <AccountPanel yards={props.state.yards} />
        <DevicesPanel yards={props.state.yards} now={serverNow()} isOld={!props.state.collector.online} />
        <div class="system-columns">
          <ProjectionPanel state={props.state} now={serverNow()} />
          <CollectorPanel collector={props.state.collector} now={serverNow()} />
          <ServerPanel server={props.state.server} />
        </div>
        <VerificationPanel verification={props.state.verification} names={names()} now={serverNow()} />
        <LettersPanel total={props.state.deadLetters} names={names()} now={serverNow()} />
        <RejectedPoints names={names()} now={serverNow()} />
      </div>
    </>
  );
}
