import { For, type JSX, Show } from 'solid-js';
import type { Warning } from '../../../domain/wire/programme-api.ts';
import { WarningMark } from '../../desk/programme/WarningMark.tsx';
import { text } from '../../text/language.ts';
import { warningAdvice } from '../../text/programme-phrases.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';

/** What endangers the project, worst first, each with what to do. */
export function WarningsPanel(props: { warnings: readonly Warning[] }): JSX.Element {
  return (
    <Panel
      title={text().project.warningsTitle}
      class="warnings-panel"
      failed={text().common.panelFailed}
      retry={text().common.retry}
    >
      <Show when={props.warnings.length > 0} fallback={<Notice level="quiet">{text().project.noWarnings}</Notice>}>
        <ul class="warning-list">
          <For each={props.warnings}>
            {(warning) => (
              <li class={warning.level}>
                <WarningMark warning={warning} />
                <p class="quiet">{warningAdvice(text(), warning.rule)}</p>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Panel>
  );
}
