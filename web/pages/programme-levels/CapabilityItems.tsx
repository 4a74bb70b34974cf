import { createSignal, For, type JSX, Show } from 'solid-js';
import type { CapabilityItemState, IndicatorState, LevelState } from '../../../domain/wire/programme-api.ts';
import { SourceMark } from '../../desk/programme/SourceMark.tsx';
import { mayRunProgramme, useSession } from '../../desk/session.ts';
import { text } from '../../text/language.ts';
import { Panel } from '../../ui/Panel.tsx';
import { EvidenceDrawer } from './EvidenceDrawer.tsx';
import { EvidenceList } from './EvidenceList.tsx';
import { indicatorsOf } from './level-rows.ts';

/** Items of the thousand points by area: what was given and on what. */
export function CapabilityItems(props: {
  project: string;
  state: LevelState;
  indicators: readonly IndicatorState[];
  changed: () => void;
}): JSX.Element {
  const session = useSession();
  const [chosen, setChosen] = createSignal<CapabilityItemState>();
  return (
    <Panel
      title={text().levelPage.pointsTitle}
      class="items-panel"
      failed={text().common.panelFailed}
      retry={text().common.retry}
    >
      <For each={props.state.capability.areas}>
        {(area) => (
          <details class="points-area">
            <summary>
              <span>{text().programme.nameOf(area)}</span>
              <b>
                {area.given} / {area.points}
              </b>
            </summary>
            <ul class="item-list">
              <For each={props.state.capability.items.filter((item) => item.area === area.id)}>
                {(item) => (
                  <li>
                    <div class="item-head">
                      <strong>{text().programme.nameOf(item)}</strong>
                      <span class="quiet">
                        {text().levelPage.pointsOf(item.points)} <SourceMark item={item} />
                      </span>
                    </div>
                    <span class="item-state">
                      {item.given === null ? (
                        <span class="quiet">{text().levelPage.notJudged}</span>
                      ) : (
                        <b>{item.given}</b>
                      )}
                    </span>
                    <div class="item-proof">
                      <EvidenceList
                        project={props.project}
                        indicators={indicatorsOf(item.indicators, props.indicators)}
                        evidence={item.evidence}
                      />
                    </div>
                    <Show when={mayRunProgramme(session)}>
                      <button type="button" class="button small" onClick={() => setChosen(item)}>
                        {text().levelPage.addEvidence}
                      </button>
                    </Show>
                  </li>
                )}
              </For>
            </ul>
          </details>
        )}
      </For>
      <Show when={chosen()}>
        {(item) => (
          <EvidenceDrawer
            project={props.project}
            item={item()}
            points={item().points}
            changed={() => props.changed()}
            close={() => setChosen()}
          />
        )}
      </Show>
    </Panel>
  );
}
