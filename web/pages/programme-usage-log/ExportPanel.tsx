import { createSignal, type JSX, Show } from 'solid-js';
import { usageLogCsvUrl } from '../../api/usage-log.ts';
import { dayAfter } from '../../text/dates.ts';
import { text } from '../../text/language.ts';
import { Panel } from '../../ui/Panel.tsx';

const WEEK = 6;

/** The records of some days as CSV, to register by hand what could not be sent. */
export function ExportPanel(props: { day: string; mayAct: boolean }): JSX.Element {
  const [from, setFrom] = createSignal(dayAfter(props.day, -WEEK));
  const [to, setTo] = createSignal(props.day);
  const isSpan = (): boolean => from() !== '' && to() !== '' && from() <= to();
  return (
    <Panel title={text().usageLog.exportTitle} failed={text().common.panelFailed} retry={text().common.retry}>
      <p class="quiet small-note">{text().usageLog.exportLead}</p>
      <div class="export-days">
        <label class="field">
          <span>{text().usageLog.from}</span>
          <input
            class="input"
            type="date"
            max={props.day}
            value={from()}
            onInput={(event) => setFrom(event.currentTarget.value)}
          />
        </label>
        <label class="field">
          <span>{text().usageLog.to}</span>
          <input
            class="input"
            type="date"
            max={props.day}
            value={to()}
            onInput={(event) => setTo(event.currentTarget.value)}
          />
        </label>
        <Show
          when={props.mayAct && isSpan()}
          fallback={
            <button type="button" class="button" disabled>
              {text().usageLog.download}
            </button>
          }
        >
          <a class="button" href={usageLogCsvUrl(from(), to())} download="">
            {text().usageLog.download}
          </a>
        </Show>
      </div>
    </Panel>
  );
}
