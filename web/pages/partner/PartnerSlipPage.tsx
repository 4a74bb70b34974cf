import { A, useParams, useSearchParams } from '@solidjs/router';
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import type { Slip } from '../../../domain/wire/slips-api.ts';
import { createAnswer } from '../../api/create-answer.ts';
import { createFollowed } from '../../api/create-followed.ts';
import { fetchDisputes, openDispute } from '../../api/disputes.ts';
import { fetchSlip, slipPdfUrl } from '../../api/slips.ts';
import { Answered } from '../../desk/Answered.tsx';
import { Deadline, DisputeState } from '../../slips/DisputeMarks.tsx';
import { type Subject, subjectWords } from '../../slips/dispute-words.ts';
import { SentLine } from '../../slips/SentLine.tsx';
import { SlipDocument } from '../../slips/SlipDocument.tsx';
import { standingOf } from '../../slips/slip-photos.ts';
import { language, text } from '../../text/language.ts';
import { Notice } from '../../ui/Notice.tsx';
import { ObjectionDrawer } from './ObjectionDrawer.tsx';

/** A slip as its partner sees it; objecting starts at the place on it that is wrong. */
export function PartnerSlipPage(): JSX.Element {
  const params = useParams<{ visit: string }>();
  const [search] = useSearchParams<{ version?: string }>();
  const visit = (): string => params.visit ?? '';
  const slip = createAnswer(
    createMemo(() => `${visit()} ${search.version ?? ''}`),
    () => fetchSlip(visit(), Number(search.version) || undefined),
  );
  const disputes = createFollowed(visit, (of) => fetchDisputes({ visit: of }));
  const [subject, setSubject] = createSignal<Subject>();
  const open = () => disputes.answer.value()?.disputes.find(({ state }) => state === 'open');
  const mayObject = (of: Slip): boolean =>
    standingOf(of) === 'issued' && disputes.answer.value() !== undefined && open() === undefined;
  return (
    <>
      <p>
        <A href="/partner">← {text().partnerPage.back}</A>
      </p>
      <Answered answer={slip} lines={12}>
        {(known) => (
          <>
            <SentLine state={disputes.sendState()} words={text().partnerPage} />
            <Show when={(disputes.answer.value()?.disputes.length ?? 0) > 0 && disputes.answer.value()}>
              {(list) => (
                <ul class="partner-cards">
                  <For each={list().disputes}>
                    {(dispute) => (
                      <li>
                        <A href={`/partner/disputes/${encodeURIComponent(dispute.id)}`}>
                          <span class="card-row">
                            <strong>{subjectWords(text(), dispute.subject)}</strong>
                            <DisputeState dispute={dispute} forPartner />
                          </span>
                          <span class="card-row quiet">
                            <span>{text().disputes.onVersion(dispute.slipVersion)}</span>
                            <Deadline dispute={dispute} />
                          </span>
                        </A>
                      </li>
                    )}
                  </For>
                </ul>
              )}
            </Show>
            <Show when={mayObject(known())}>
              <Notice level="quiet">{text().partnerPage.objectLead}</Notice>
            </Show>
            <Show when={open()}>
              <Notice level="quiet">{text().partnerPage.openOne}</Notice>
            </Show>
            <p class="partner-ways">
              <a class="button small" href={slipPdfUrl(known().visit, known().version, language())} download="">
                {text().slip.pdf}
              </a>
              <button type="button" class="button small" onClick={() => window.print()}>
                {text().slip.print}
              </button>
              <Show when={standingOf(known()) === 'superseded'}>
                <A class="button small" href={`/partner/slips/${encodeURIComponent(visit())}`}>
                  {text().slip.toLatest}
                </A>
              </Show>
            </p>
            <SlipDocument
              slip={known()}
              language={language()}
              object={mayObject(known()) ? (about) => setSubject(about) : undefined}
            />
            <Show when={subject()}>
              {(about) => (
                <ObjectionDrawer
                  content={known().content}
                  subject={about()}
                  send={(wish) => {
                    const before = disputes.answer.value()?.disputes.length ?? 0;
                    return disputes.send(
                      () => openDispute(visit(), wish),
                      (now) => now.disputes.length > before,
                    );
                  }}
                  close={() => setSubject(undefined)}
                />
              )}
            </Show>
          </>
        )}
      </Answered>
    </>
  );
}
