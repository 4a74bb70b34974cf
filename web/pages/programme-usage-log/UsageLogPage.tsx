import { A } from '@solidjs/router';
import { createSignal, type JSX, Show } from 'solid-js';
import type { UsageLogStatus, UsageLogTest } from '../../../domain/wire/usage-log-api.ts';
import { createPolled } from '../../api/create-polled.ts';
import { fetchUsageLog, testUsageLog } from '../../api/usage-log.ts';
import { Answered, Failure } from '../../desk/Answered.tsx';
import { createAction } from '../../desk/create-action.ts';
import { ProgrammeGate } from '../../desk/programme/ProgrammeGate.tsx';
import { text } from '../../text/language.ts';
import { momentWords } from '../../text/moments.ts';
import { count } from '../../text/weights.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { AnswerLine } from './AnswerLine.tsx';
import { ExportPanel } from './ExportPanel.tsx';
import { reasonWords, stateLevel } from './usage-words.ts';
import './usage-log.css';

const REFRESH_MS = 15_000;

/** Does the state's portal have the usage log of today: stored, waiting, last answer, and the three years ahead. */
export function UsageLogPage(): JSX.Element {
  const status = createPolled(() => 'usage-log', fetchUsageLog, REFRESH_MS);
  return (
    <ProgrammeGate>
      <div class="programme-page usage-log">
        <p class="quiet">
          <A href="/programme">{text().programme.title}</A>
        </p>
        <header class="page-head">
          <h1>{text().usageLog.title}</h1>
          <span class="quiet">{text().usageLog.lead}</span>
        </header>
        <Answered answer={status} lines={8}>
          {(known) => <Whole status={known()} ask={status.ask} />}
        </Answered>
      </div>
    </ProgrammeGate>
  );
}

function Whole(props: { status: UsageLogStatus; ask: () => void }): JSX.Element {
  const words = () => text().usageLog;
  const status = () => props.status;
  const when = (time: string | null): string => momentWords(text(), time, Date.now());
  return (
    <>
      <Show when={status().state !== 'on'} fallback={<p class="sending">{words().states.on}</p>}>
        <Notice level={stateLevel(status())}>
          <strong>{words().states[status().state]}</strong> {reasonWords(text(), status().reason)}
        </Notice>
      </Show>
      <section class="panel usage-today">
        <div class="usage-main">
          <h2>{words().todayTitle}</h2>
          <p class="usage-figure">
            {count(status().today.stored)} <small class="quiet">{words().ofMost(status().today.storedAtMost)}</small>
          </p>
          <div class="usage-bar" aria-hidden="true">
            <i style={{ width: `${(status().today.stored / status().today.storedAtMost) * 100}%` }} />
          </div>
        </div>
        <dl class="usage-figures">
          <Figure name={words().waiting} value={count(status().today.waiting)} />
          <Figure name={words().refused} value={count(status().today.refused)} isBad={status().today.refused > 0} />
          <Figure
            name={words().silentDays}
            value={text().programme.days(status().silentDays)}
            note={words().silentNote}
            isBad={status().silentDays > 0}
          />
          <Figure
            name={words().expired}
            value={count(status().expired.count)}
            note={
              status().expired.lastDay === null
                ? ''
                : words().expiredNote(text().date.day(status().expired.lastDay ?? ''), status().expired.lastDayCount)
            }
          />
          <Figure name={words().lastStored} value={when(status().lastStoredAt)} />
          <Figure name={words().nextSend} value={when(status().nextSendAt)} />
          <Figure
            name={words().requests}
            value={count(status().today.requests)}
            note={`/ ${count(status().today.requestsAtMost)}`}
          />
        </dl>
      </section>
      <div class="usage-grid">
        <Panel title={words().lastAnswer} failed={text().common.panelFailed} retry={text().common.retry}>
          <Show when={status().lastAnswer} fallback={<p class="quiet">{words().neverAnswered}</p>}>
            {(answer) => <AnswerLine answer={answer()} />}
          </Show>
        </Panel>
        <Panel title={words().dutyTitle} failed={text().common.panelFailed} retry={text().common.retry}>
          <Show when={status().duty} fallback={<p class="quiet">{words().dutyNone}</p>}>
            {(duty) => (
              <>
                <p class="duty-left">{words().dutyLeft(count(duty().daysLeft))}</p>
                <p class="quiet">
                  {words().dutySpan(text().programme.longDay(duty().from), text().programme.longDay(duty().lastDay))}{' '}
                  {duty().isBegun ? '' : words().dutyAhead}
                </p>
              </>
            )}
          </Show>
        </Panel>
        <ConnectionPanel status={status()} ask={() => props.ask()} />
        <ExportPanel day={status().day} mayAct={status().mayAct} />
      </div>
    </>
  );
}

function Figure(props: { name: string; value: string; note?: string; isBad?: boolean }): JSX.Element {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd classList={{ late: props.isBad === true }}>{props.value}</dd>
      <dd class="quiet">{props.note ?? ''}</dd>
    </div>
  );
}

function ConnectionPanel(props: { status: UsageLogStatus; ask: () => void }): JSX.Element {
  const action = createAction();
  const [done, setDone] = createSignal<UsageLogTest>();
  const test = async (): Promise<void> => {
    setDone(undefined);
    await action.run(async () => {
      setDone(await testUsageLog());
      props.ask();
    });
  };
  return (
    <Panel title={text().usageLog.keyTitle} failed={text().common.panelFailed} retry={text().common.retry}>
      <dl class="usage-pairs">
        <dt>{text().usageLog.key}</dt>
        <dd>
          <code>{props.status.key ?? text().usageLog.noKey}</code>
        </dd>
        <dt>{text().usageLog.portal}</dt>
        <dd>{props.status.portal}</dd>
      </dl>
      <p class="quiet small-note">{props.status.mayAct ? text().usageLog.testLead : text().usageLog.ownOnly}</p>
      <button
        type="button"
        class="button"
        disabled={!props.status.mayAct || props.status.state === 'off' || action.isBusy()}
        onClick={() => void test()}
      >
        {text().usageLog.testAct}
      </button>
      <Show when={action.failure()}>{(error) => <Failure error={error()} />}</Show>
      <Show when={done()}>
        {(known) => (
          <div role="status" class="test-answer">
            <Show
              when={known().answer}
              fallback={
                <p>
                  {text().usageLog.testNothing} {reasonWords(text(), known().reason)}
                </p>
              }
            >
              {(answer) => <AnswerLine answer={answer()} />}
            </Show>
          </div>
        )}
      </Show>
    </Panel>
  );
}
