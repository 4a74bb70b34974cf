import { createSignal, For, type JSX, Show } from 'solid-js';
import type { Notices } from '../../../domain/wire/notices-api.ts';
import { runReport } from '../../api/notices.ts';
import { Failure } from '../../desk/Answered.tsx';
import { createAction } from '../../desk/create-action.ts';
import { text } from '../../text/language.ts';
import { momentWords } from '../../text/moments.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';

type Report = Notices['reports'][number];

/** After this long nobody is told that it is being made; it may be asked for again. */
const PATIENCE_MS = 60_000;

/** Reports with when they are made, and the way to have one made at once. */
export function ReportsPanel(props: { reports: readonly Report[]; ask: () => void }): JSX.Element {
  return (
    <Panel title={text().notices.reports} failed={text().common.panelFailed} retry={text().common.retry}>
      <Show when={props.reports.length > 0} fallback={<Notice level="quiet">{text().notices.noReports}</Notice>}>
        <ul class="notice-list">
          <For each={props.reports.map(({ name }) => name)}>
            {(name) => (
              <Show when={props.reports.find((report) => report.name === name)}>
                {(report) => <ReportRow report={report()} ask={props.ask} />}
              </Show>
            )}
          </For>
        </ul>
      </Show>
    </Panel>
  );
}

function ReportRow(props: { report: Report; ask: () => void }): JSX.Element {
  const words = () => text().notices;
  const action = createAction();
  /** when somebody asked for it, and when it had last been made then */
  const [asked, setAsked] = createSignal<{ at: number; after: string | null }>();
  const isMaking = (): boolean => {
    const { lastAt, problem } = props.report;
    const known = asked();
    return known !== undefined && known.after === lastAt && problem === null && Date.now() - known.at < PATIENCE_MS;
  };
  const run = async (): Promise<void> => {
    const before = props.report.lastAt;
    if (!(await action.run(() => runReport(props.report.name)))) return;
    setAsked({ at: Date.now(), after: before });
    props.ask();
  };
  return (
    <li>
      <div class="notice-what">
        <p>
          <strong>{props.report.name}</strong>{' '}
          <span class="quiet">
            {words().kinds[props.report.kind]} · {words().audiences[props.report.audience]} ·{' '}
            {words().formats[props.report.format]}
          </span>
        </p>
        <p class="notice-times">
          <span>
            <span class="quiet">{words().next}</span> {momentWords(text(), props.report.nextAt, Date.now())}
          </span>
          <span>
            <span class="quiet">{words().last}</span>{' '}
            {props.report.lastAt === null ? words().never : momentWords(text(), props.report.lastAt, Date.now())}
          </span>
        </p>
        <Show when={props.report.problem}>{(why) => <Notice level="warning">{words().problem(why())}</Notice>}</Show>
        <Show when={isMaking()}>
          <p class="quiet" role="status">
            {words().asked}
          </p>
        </Show>
        <Show when={action.failure()}>{(error) => <Failure error={error()} />}</Show>
      </div>
      <button
        type="button"
        class="button small"
        disabled={action.isBusy() || isMaking()}
        aria-label={words().runName(props.report.name)}
        onClick={() => void run()}
      >
        {words().run}
      </button>
    </li>
  );
}
