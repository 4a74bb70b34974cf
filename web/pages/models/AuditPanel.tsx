import { For, type JSX, Show } from 'solid-js';
import type { YardModels } from '../../../domain/wire/http-api.ts';
import { timeOf } from '../../text/dates.ts';
import { text } from '../../text/language.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { newestFirst } from './create-models.ts';

/** Who did what with which version, when and why. */
export function AuditPanel(props: { audit: YardModels['audit'] }): JSX.Element {
  return (
    <Panel title={text().models.audit} failed={text().common.panelFailed} retry={text().common.retry}>
      <Show when={props.audit.length > 0} fallback={<Notice level="quiet">{text().models.auditEmpty}</Notice>}>
        <ul class="audit">
          <For each={newestFirst(props.audit)}>
            {(row) => (
              <li>
                <span>
                  <strong>{text().models.actions[row.action] ?? row.action}</strong> {row.version}
                </span>
                <span class="quiet">
                  {row.by} · {text().date.day(row.at.slice(0, 10))} {timeOf(row.at)}
                </span>
                <p>{row.reason}</p>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Panel>
  );
}
