import { For, type JSX, Show } from 'solid-js';

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
  return (
    <Panel
      title={text().stock.needs}
      note={text().stock.needsLead}
      failed={text().common.panelFailed}
      retry={text().common.retry}
    >
      <Show when={props.needs.length > 0} fallback={<Notice level="quiet">{text().stock.noNeeds}</Notice>}>
        <div class="table-scroll">
          <table class="needs-table">
            <thead>
              <tr>
                <th>{text().stock.works}</th>
                <th>{text().stock.grade}</th>
                <th>{text().stock.month}</th>
                <th class="number">{text().stock.need}</th>
                <th class="number">{text().stock.delivered}</th>
                <th>{text().stock.reached}</th>
              </tr>
            </thead>
            <tbody>
              <For each={props.needs}>{(need) => <Row need={need} at={props.at} />}</For>
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
      <td>{text().procurement.month(props.need.month)}</td>
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
