import { A, useParams } from '@solidjs/router';
import { createMemo, createSignal, type JSX, onCleanup, Show } from 'solid-js';
import { createAnswer } from '../../api/create-answer.ts';
import { sayInDispute, withdrawDispute } from '../../api/disputes.ts';
import { fetchSlip } from '../../api/slips.ts';
import { Answered } from '../../desk/Answered.tsx';
import { ConfirmStep } from '../../desk/ConfirmStep.tsx';
import { createDispute } from '../../slips/create-dispute.ts';
import { Deadline, DisputeState } from '../../slips/DisputeMarks.tsx';
import { DisputeThread } from '../../slips/DisputeThread.tsx';
import { NewVersion } from '../../slips/NewVersion.tsx';
import { SayForm } from '../../slips/SayForm.tsx';
import { SentLine } from '../../slips/SentLine.tsx';
import { SubjectCard } from '../../slips/SubjectCard.tsx';
import { text } from '../../text/language.ts';
import { Notice } from '../../ui/Notice.tsx';

const POLL_MS = 20_000;

/** A partner's dispute: what it is about, how it stands, what both said, and what is left to say. */
export function PartnerDisputePage(): JSX.Element {
  const params = useParams<{ id: string }>();
  const view = createDispute(() => params.id ?? '');
  const timer = setInterval(view.answer.ask, POLL_MS);
  onCleanup(() => clearInterval(timer));
  const objected = createMemo(() => {
    const dispute = view.answer.value();
    return dispute === undefined ? null : `${dispute.visit}\n${dispute.slipVersion}`;
  });
  const slip = createAnswer(objected, (key) => {
    const [visit = '', version] = key.split('\n');
    return fetchSlip(visit, Number(version));
  });
  const [withdraws, setWithdraws] = createSignal(false);
  return (
    <>
      <p>
        <A href="/partner">← {text().partnerPage.back}</A>
      </p>
      <Answered answer={view.answer} lines={10}>
        {(dispute) => (
          <>
            <header class="partner-dispute">
              <h1>
                <A href={`/partner/slips/${encodeURIComponent(dispute().visit)}?version=${dispute().slipVersion}`}>
                  {dispute().slip}
                </A>{' '}
                <span class="quiet">{text().disputes.onVersion(dispute().slipVersion)}</span>
              </h1>
              <p class="card-row">
                <DisputeState dispute={dispute()} forPartner />
                <Deadline dispute={dispute()} />
              </p>
            </header>
            <SubjectCard dispute={dispute()} content={slip.value()?.content} />
            <NewVersion dispute={dispute()} address={`/partner/slips/${encodeURIComponent(dispute().visit)}`} />
            <SentLine state={view.sendState()} words={text().disputes} />
            <DisputeThread dispute={dispute()} />
            <Show
              when={dispute().state === 'open'}
              fallback={<Notice level="quiet">{text().disputes.sayOnEnded}</Notice>}
            >
              <SayForm visit={dispute().visit} send={(said) => view.send(() => sayInDispute(dispute().id, said))} />
              <Show
                when={withdraws()}
                fallback={
                  <p>
                    <button type="button" class="button" onClick={() => setWithdraws(true)}>
                      {text().partnerPage.withdraw}
                    </button>
                  </p>
                }
              >
                <ConfirmStep
                  name={text().partnerPage.withdraw}
                  lead={text().partnerPage.withdrawLead}
                  reasons={text().partnerPage.withdrawReasons}
                  act={(reason) => view.send(() => withdrawDispute(dispute().id, reason))}
                  close={() => setWithdraws(false)}
                />
              </Show>
            </Show>
          </>
        )}
      </Answered>
    </>
  );
}
