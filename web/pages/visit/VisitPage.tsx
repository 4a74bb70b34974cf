import { A, useLocation, useParams } from '@solidjs/router';
import { createSignal, For, type JSX, Show } from 'solid-js';
import type { VisitDetail, VisitFrame } from '../../../domain/wire/http-api.ts';
import { Answered } from '../../desk/Answered.tsx';
import { mayManage, maySeeYard, useSession } from '../../desk/session.ts';
import { text } from '../../text/language.ts';
import { exceptionSentence } from '../../text/phrases.ts';
import { Notice } from '../../ui/Notice.tsx';
import { CorrectionDrawer } from './CorrectionDrawer.tsx';
import { createVisit, type VisitState } from './create-visit.ts';
import { Equation } from './Equation.tsx';
import { FollowVisit } from './FollowVisit.tsx';
import { GradesTable } from './GradesTable.tsx';
import { Photos } from './Photos.tsx';
import { Records } from './Records.tsx';
import { SlipLink } from './SlipLink.tsx';
import { VisitHead } from './VisitHead.tsx';
import { Weighings } from './Weighings.tsx';
import './visit.css';

/** One truck with all its evidence. */
export function VisitPage(): JSX.Element {
  const params = useParams<{ id: string }>();
  const session = useSession();
  const state = createVisit(() => params.id ?? '');
  /** to those who see a part of the visits only, one outside it looks like one that is not there */
  const isOutOfScope = (): boolean =>
    session.role === 'procurement' && ['FORBIDDEN', 'NOT_FOUND'].includes(state.answer.error()?.code ?? '');
  return (
    <div class="visit-page">
      <Show
        when={!isOutOfScope()}
        fallback={
          <>
            <A href="/flows">← {text().procurement.backToFlows}</A>
            <Notice level="warning">{text().procurement.outOfScope}</Notice>
          </>
        }
      >
        <Answered answer={state.answer} lines={10}>
          {(visit) => <Evidence visit={visit()} state={state} />}
        </Answered>
      </Show>
    </div>
  );
}

function Evidence(props: { visit: VisitDetail; state: VisitState }): JSX.Element {
  const session = useSession();
  const place = useLocation<{ flows?: string }>();
  /** the view of flows that this is one of the trucks of */
  const cameFrom = (): string | undefined => place.state?.flows;
  const [corrects, setCorrects] = createSignal<{ frame: VisitFrame | null }>();
  const day = (): string => props.visit.openedAt.slice(0, 10);
  return (
    <>
      <Show when={maySeeYard(session)}>
        <FollowVisit yard={props.visit.yard} id={props.visit.id} changed={props.state.answer.ask} />
      </Show>
      <Show
        when={maySeeYard(session) && cameFrom() === undefined}
        fallback={<A href={cameFrom() ?? '/flows'}>← {text().procurement.backToFlows}</A>}
      >
        <A href={`/yards/${props.visit.yard}?day=${day()}`}>← {text().visit.back}</A>
      </Show>
      <VisitHead visit={props.visit}>
        <SlipLink visit={props.visit} />
        <Show when={mayManage(session) && props.visit.status !== 'cancelled'}>
          <button type="button" class="button primary" onClick={() => setCorrects({ frame: null })}>
            {text().visit.correctVisit}
          </button>
        </Show>
      </VisitHead>
      <Show when={props.state.sendState() !== 'idle' && props.state.sendState()}>
        {(sent) => (
          <Notice level={sent() === 'late' ? 'warning' : 'quiet'}>{text().visit[sent() as 'sent' | 'arrived']}</Notice>
        )}
      </Show>
      <Show when={props.visit.status === 'cancelled'}>
        <Notice level="warning">{text().visit.cancelled}</Notice>
      </Show>
      <Show when={props.visit.restated}>
        <Notice level="warning">{text().visit.restated}</Notice>
      </Show>
      <For each={props.visit.exceptions}>
        {(exception) => (
          <Notice level={exception.code === 'RADIATION_ALARM' ? 'alarm' : 'warning'}>
            {exceptionSentence(text(), exception)}
          </Notice>
        )}
      </For>
      <Show when={props.visit.review}>
        {(review) => (
          <Notice level={review() === 'GRADING_PENDING' ? 'quiet' : 'warning'}>{text().reviews[review()]}</Notice>
        )}
      </Show>
      <Equation visit={props.visit} />
      <div class="visit-columns">
        <GradesTable visit={props.visit} />
        <Weighings visit={props.visit} />
      </div>
      <Photos visit={props.visit} correct={mayManage(session) ? (frame) => setCorrects({ frame }) : undefined} />
      <Records
        visit={props.visit}
        withdraw={
          mayManage(session) && props.visit.status !== 'cancelled'
            ? (withdraws, reason) => props.state.correct({ withdraws, reason })
            : undefined
        }
      />
      <Show when={corrects()}>
        {(asked) => (
          <CorrectionDrawer
            visit={props.visit}
            frame={asked().frame}
            send={props.state.correct}
            close={() => setCorrects(undefined)}
          />
        )}
      </Show>
    </>
  );
}
