import { A, useParams } from '@solidjs/router';
import { createMemo, type JSX, onCleanup, Show } from 'solid-js';
import type { DisputeDetail } from '../../../domain/wire/slips-api.ts';
import { createAnswer } from '../../api/create-answer.ts';
import { answerDispute, sayInDispute } from '../../api/disputes.ts';
import { fetchSlip } from '../../api/slips.ts';
import { Answered } from '../../desk/Answered.tsx';
import { mayManage, useSession } from '../../desk/session.ts';
import { createDispute, type DisputeView } from '../../slips/create-dispute.ts';
import { Deadline, DisputeState } from '../../slips/DisputeMarks.tsx';
import { DisputeThread } from '../../slips/DisputeThread.tsx';
import { NewVersion } from '../../slips/NewVersion.tsx';
import { SayForm } from '../../slips/SayForm.tsx';
import { SentLine } from '../../slips/SentLine.tsx';
import { SlipDocument } from '../../slips/SlipDocument.tsx';
import { SubjectCard } from '../../slips/SubjectCard.tsx';
import { language, text } from '../../text/language.ts';
import { Panel } from '../../ui/Panel.tsx';
import { AnswerForm } from './AnswerForm.tsx';
import { CorrectNext } from './CorrectNext.tsx';
import './dispute-page.css';

const POLL_MS = 15_000;

/** A dispute at the desk: what was said and what to answer, beside the slip it is about. */
export function DisputePage(): JSX.Element {
  const params = useParams<{ id: string }>();
  const view = createDispute(() => params.id ?? '');
  const timer = setInterval(view.answer.ask, POLL_MS);
  onCleanup(() => clearInterval(timer));
  return (
    <div class="dispute-page">
      <p>
        <A href="/disputes">← {text().disputes.back}</A>
      </p>
      <Answered answer={view.answer} lines={12}>
        {(dispute) => <Told dispute={dispute()} view={view} />}
      </Answered>
    </div>
  );
}

function Told(props: { dispute: DisputeDetail; view: DisputeView }): JSX.Element {
  const session = useSession();
  const slipOf = createMemo(() => `${props.dispute.visit}\n${props.dispute.slipVersion}`);
  const slip = createAnswer(slipOf, () => fetchSlip(props.dispute.visit, props.dispute.slipVersion));
  const slipAddress = (): string => `/visits/${encodeURIComponent(props.dispute.visit)}/slip`;
  const mayAnswer = (): boolean => mayManage(session) && props.dispute.state === 'open';
  return (
    <div class="dispute-columns">
      <div class="dispute-told">
        <header class="dispute-head">
          <h1>
            {props.dispute.partner}{' '}
            <span class="quiet">
              <A href={`${slipAddress()}?version=${props.dispute.slipVersion}`}>{props.dispute.slip}</A>{' '}
              {text().disputes.onVersion(props.dispute.slipVersion)}
            </span>
          </h1>
          <p class="dispute-standing">
            <DisputeState dispute={props.dispute} />
            <Deadline dispute={props.dispute} />
            <span class="quiet">{props.dispute.yardName}</span>
          </p>
        </header>
        <NewVersion dispute={props.dispute} address={slipAddress()} />
        <CorrectNext dispute={props.dispute} />
        <Panel title={text().disputes.about} failed={text().common.panelFailed} retry={text().common.retry}>
          <SubjectCard dispute={props.dispute} content={slip.value()?.content} />
        </Panel>
        <Panel title={text().disputes.thread} failed={text().common.panelFailed} retry={text().common.retry}>
          <SentLine state={props.view.sendState()} words={text().disputes} />
          <DisputeThread dispute={props.dispute} />
        </Panel>
        <Show when={mayAnswer()}>
          <Panel
            title={text().disputes.answer}
            note={text().disputes.answerLead}
            failed={text().common.panelFailed}
            retry={text().common.retry}
          >
            <AnswerForm send={(answer) => props.view.send(() => answerDispute(props.dispute.id, answer))} />
          </Panel>
          <Panel title={text().disputes.say} failed={text().common.panelFailed} retry={text().common.retry}>
            <SayForm
              visit={props.dispute.visit}
              send={(said) => props.view.send(() => sayInDispute(props.dispute.id, said))}
            />
          </Panel>
        </Show>
      </div>
      <aside class="dispute-slip" aria-label={text().disputes.beside}>
        <Answered answer={slip} lines={16}>
          {(known) => <SlipDocument slip={known()} language={language()} marked={props.dispute.subject} />}
        </Answered>
      </aside>
    </div>
  );
}
