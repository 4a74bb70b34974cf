import { A } from '@solidjs/router';
import { createSignal, For, type JSX, onCleanup, Show } from 'solid-js';
import { kstDay } from '../../../domain/kst-time.ts';
import type { SlipLine, SlipList } from '../../../domain/wire/slips-api.ts';
import { createAnswer } from '../../api/create-answer.ts';
import { createPolled } from '../../api/create-polled.ts';
import { createSteady } from '../../api/create-steady.ts';
import { fetchDisputes } from '../../api/disputes.ts';
import { fetchSlips } from '../../api/slips.ts';
import { Answered, Failure } from '../../desk/Answered.tsx';
import { createAction } from '../../desk/create-action.ts';
import { Deadline, DisputeState } from '../../slips/DisputeMarks.tsx';
import { subjectWords } from '../../slips/dispute-words.ts';
import { timeOf } from '../../text/dates.ts';
import { text } from '../../text/language.ts';
import { gradeName } from '../../text/phrases.ts';
import { kilograms } from '../../text/weights.ts';
import { GradeSwatch } from '../../ui/GradeSwatch.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Notice } from '../../ui/Notice.tsx';

const PAGE = 50;
const POLL_MS = 30_000;

/** A partner's own slips, the newest first, and what it has objected to. */
export function PartnerSlipsPage(): JSX.Element {
  const slips = createSteady(
    createAnswer(
      () => 'slips',
      () => fetchSlips({ limit: PAGE }),
    ),
  );
  const disputes = createSteady(
    createPolled(
      () => 'disputes',
      () => fetchDisputes({}),
      POLL_MS,
    ),
  );
  const [more, setMore] = createSignal<readonly SlipList[]>([]);
  const loading = createAction();
  // a first page that moved on would leave a gap before the pages after it
  const timer = setInterval(() => more().length === 0 && slips.ask(), POLL_MS);
  onCleanup(() => clearInterval(timer));
  const lines = (): readonly SlipLine[] => [
    ...(slips.value()?.slips ?? []),
    ...more().flatMap(({ slips: page }) => page),
  ];
  const next = (): string | null => (more().at(-1) ?? slips.value())?.next ?? null;
  const loadMore = async (): Promise<void> => {
    const cursor = next();
    if (cursor === null) return;
    const page = await fetchSlips({ limit: PAGE, cursor });
    setMore((pages) => [...pages, page]);
  };
  return (
    <>
      <h1 class="visually-hidden">{text().partnerPage.title}</h1>
      <p class="quiet">{text().partnerPage.lead}</p>
      <Show when={(disputes.value()?.disputes.length ?? 0) > 0 && disputes.value()}>
        {(list) => (
          <section>
            <h2>{text().partnerPage.disputes}</h2>
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
                        <span>{dispute.slip}</span>
                        <Deadline dispute={dispute} />
                      </span>
                    </A>
                  </li>
                )}
              </For>
            </ul>
          </section>
        )}
      </Show>
      <section>
        <h2>{text().partnerPage.slips}</h2>
        <Answered answer={slips} lines={8}>
          {() => (
            <Show when={lines().length > 0} fallback={<Notice level="quiet">{text().partnerPage.noSlips}</Notice>}>
              <ul class="partner-cards">
                <For each={lines()}>{(slip) => <SlipCard slip={slip} />}</For>
              </ul>
            </Show>
          )}
        </Answered>
        <Show when={loading.failure()}>{(error) => <Failure error={error()} />}</Show>
        <Show when={next() !== null}>
          <button type="button" class="button" disabled={loading.isBusy()} onClick={() => void loading.run(loadMore)}>
            {text().partnerPage.more}
          </button>
        </Show>
      </section>
    </>
  );
}

function SlipCard(props: { slip: SlipLine }): JSX.Element {
  const most = () => [...props.slip.grades].sort((a, b) => b.acceptedKg - a.acceptedKg)[0];
  const day = (): string => kstDay(Date.parse(props.slip.closedAt ?? props.slip.issuedAt));
  return (
    <li classList={{ cancelled: props.slip.state === 'cancelled' }}>
      <A href={`/partner/slips/${encodeURIComponent(props.slip.visit)}`}>
        <span class="card-row">
          <strong>
            {text().date.day(day())} {timeOf(props.slip.closedAt)}
          </strong>
          <b>{kilograms(props.slip.accepted)} kg</b>
        </span>
        <span class="card-row quiet">
          <span>
            {props.slip.plate} · {props.slip.number}
          </span>
          <Show when={most()}>
            {(grade) => (
              <span>
                <GradeSwatch bucket={grade().grade} /> {gradeName(text(), grade().grade)}
              </span>
            )}
          </Show>
        </span>
        <Show when={props.slip.state === 'cancelled'}>
          <span class="state alarm">
            <Icon name="close" /> {text().slip.states.cancelled}
          </span>
        </Show>
        <Show when={props.slip.dispute}>
          {(dispute) => (
            <span class={`state ${dispute() === 'open' ? 'warning' : ''}`}>
              <Icon name="speech" /> {text().disputes.statesPartner[dispute()] ?? dispute()}
            </span>
          )}
        </Show>
      </A>
    </li>
  );
}
