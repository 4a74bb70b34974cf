import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import type { ModelVersion } from '../../../domain/wire/http-api.ts';
import type { ModelCommand } from '../../api/models.ts';
import { text } from '../../text/language.ts';
import { Panel } from '../../ui/Panel.tsx';
import { ConfirmAction } from './ConfirmAction.tsx';
import type { VersionAction } from './scores.ts';
import { VersionRow } from './VersionRow.tsx';

interface Asked {
  readonly version: string;
  readonly action: VersionAction;
}

/** Every version with its figures before and after, and the steps it may take. */
export function VersionsPanel(props: {
  versions: readonly ModelVersion[];
  mayTeach: boolean;
  command: (command: ModelCommand, reason: string, version?: string) => Promise<void>;
  details: (version: string) => void;
}): JSX.Element {
  const [asked, setAsked] = createSignal<Asked>();
  const byName = createMemo(() => new Map(props.versions.map((version) => [version.version, version])));
  const act = ({ action, version }: Asked, reason: string): Promise<void> => {
    if (action === 'unshadow') return props.command('shadow', reason);
    return props.command(action, reason, action === 'roll-back' ? undefined : version);
  };
  const words = (action: VersionAction): { name: string; lead: string } => {
    const { models } = text();
    return {
      shadow: { name: models.shadow, lead: models.shadowLead },
      unshadow: { name: models.unshadow, lead: models.unshadowLead },
      promote: { name: models.promote, lead: models.promoteLead },
      'roll-back': { name: models.rollBack, lead: models.rollBackLead },
    }[action];
  };
  return (
    <Panel
      title={text().models.versions}
      note={text().models.versionsNote}
      failed={text().common.panelFailed}
      retry={text().common.retry}
    >
      <div class="table-scroll">
        <table class="versions">
          <thead>
            <tr>
              <th>{text().models.version}</th>
              <th>{text().models.state}</th>
              <th>{text().models.made}</th>
              <th class="number">{text().models.learned}</th>
              <th class="number">{text().models.accuracy} (%)</th>
              <th class="number">{text().models.macroF1}</th>
              <th>{text().models.measuredOn}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            <For each={props.versions.map(({ version }) => version)}>
              {(name) => (
                <Show when={byName().get(name)}>
                  {(version) => (
                    <>
                      <VersionRow
                        version={version()}
                        versions={props.versions}
                        mayTeach={props.mayTeach}
                        details={() => props.details(name)}
                        ask={(action) => setAsked({ version: name, action })}
                        nameOf={(action) => words(action).name}
                      />
                      <Show when={asked()?.version === name && asked()}>
                        {(wanted) => (
                          <tr class="confirm-row">
                            <td colspan="8">
                              <ConfirmAction
                                {...words(wanted().action)}
                                reasons={text().models.reasons[wanted().action] ?? []}
                                act={(reason) => act(wanted(), reason)}
                                close={() => setAsked(undefined)}
                              />
                            </td>
                          </tr>
                        )}
                      </Show>
                    </>
                  )}
                </Show>
              )}
            </For>
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
