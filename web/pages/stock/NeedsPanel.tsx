import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';

import { text } from '../../text/language.ts';
import { gradeName } from '../../text/phrases.ts';
import { percent, tonnes } from '../../text/weights.ts';
import { GradeSwatch } from '../../ui/GradeSwatch.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { dueShare, type Need, reachedShare } from './stock-figures.ts';

/** What works want of a grade in a month, what has gone there, and what should have by today. */
export function NeedsPanel(props: {
  needs: readonly Need[];
  at: string;
  import: (() => void) | undefined;
}): JSX.Element {
  const months = createMemo(() => [...new Set(props.needs.map(({ month }) => month))].sort());
  const [asked, setAsked] = createSignal<string>();
  /** the month asked for, else the present one, else the last one written down */
  const month = (): string => {
    const now = props.at.slice(0, 7);
    return asked() ?? (months().includes(now) ? now : (months().at(-1) ?? now));
  };
  return (
    <Panel
      title={text().stock.needs}
      note={
        <Show when={months().length > 0}>
          <label class="need-month">
            {text().stock.month}{' '}
            <select class="input" onChange={(event) => setAsked(event.currentTarget.value)}>
              <For each={months()}>
                {(one) => (
                  <option value={one} selected={one === month()}>
                    {text().procurement.month(one)}
                  </option>
                )}
              </For>
            </select>
          </label>
        </Show>
      }
      failed={text().common.panelFailed}
      retry={text().common.retry}
    >
      <Show when={props.needs.length > 0} fallback={<Notice level="quiet">{text().stock.noNeeds}</Notice>}>
        <p class="quiet small-note">{text().stock.needsLead}</p>
        <div class="table-scroll">
          <table class="needs-table">
            <thead>
              <tr>
                <th>{text().stock.works}</th>
                <th>{text().stock.grade}</th>
                <th class="number">{text().stock.need}</th>
                <th class="number">{text().stock.delivered}</th>
                <th>{text().stock.reached}</th>
              </tr>
            </thead>
            <tbody>
              <For each={props.needs.filter((need) => need.month === month())}>
                {(need) => <Row need={need} at={props.at} />}
              </For>
            </tbody>
          </table>
        </div>
      </Show>
      <Show when={props.import}>
        {(open) => (
          <p class="stock-act">
            <button type="button" class="button" data-action="import" onClick={() => open()()}>
              {text().stock.import}
            </button>
          </p>
        )}
      </Show>
    </Panel>
  );
}

function Row(props: { need: Need; at: string }): JSX.Element {
  const reached = (): number => reachedShare(props.need);
  const due = (): number => dueShare(props.need.month, props.at);
  const title = (): string => text().stock.dueByNow(percent(due()));
  return (
    <tr>
      <td>{props.need.works}</td>
      <td>
        <GradeSwatch bucket={props.need.grade} /> {gradeName(text(), props.need.grade)}
      </td>
      <td class="number">{tonnes(props.need.kg)}</td>
      <td class="number">{tonnes(props.need.deliveredKg)}</td>
      <td>
        <span class="need-bar" title={title()}>
          <span class="need-track">
            <i classList={{ behind: reached() < due() }} style={{ width: `${Math.min(1, reached()) * 100}%` }} />
            <b style={{ left: `${due() * 100}%` }} />
          </span>
          <span>{text().stock.progress(percent(reached()))}</span>
          <span class="quiet">{title()}</span>
        </span>
      </td>
    </tr>
  );
}
