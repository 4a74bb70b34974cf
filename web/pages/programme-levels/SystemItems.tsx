import { createSignal, For, type JSX, Show } from 'solid-js';
import type { IndicatorState, LevelItemState, LevelState } from '../../../domain/wire/programme-api.ts';
import { SourceMark } from '../../desk/programme/SourceMark.tsx';
import { mayRunProgramme, useSession } from '../../desk/session.ts';
import { text } from '../../text/language.ts';
import { levelName } from '../../text/programme-phrases.ts';
import { Panel } from '../../ui/Panel.tsx';
import { EvidenceDrawer } from './EvidenceDrawer.tsx';
import { EvidenceList } from './EvidenceList.tsx';
import { ItemMark } from './ItemMark.tsx';
import { indicatorsOf, upTo } from './level-rows.ts';

/** Items of the system scale with what proves them. */
export function SystemItems(props: {
  project: string;
  state: LevelState;
  indicators: readonly IndicatorState[];
  changed: () => void;
}): JSX.Element {
  const session = useSession();
  const [isAll, setAll] = createSignal(false);
  const [chosen, setChosen] = createSignal<LevelItemState>();
  const items = () => (isAll() ? props.state.system.items : upTo(props.state.system.items, props.state.target));
  const area = (id: string): string => {
    const found = props.state.system.areas.find((one) => one.id === id);
    return found === undefined ? id : text().programme.nameOf(found);
  };
  return (
    <Panel
      title={text().levelPage.itemsTitle}
      class="items-panel"
      failed={text().common.panelFailed}
      retry={text().common.retry}
      note={
        <fieldset class="segments">
          <legend class="visually-hidden">{text().levelPage.itemsTitle}</legend>
          <button type="button" aria-pressed={!isAll()} onClick={() => setAll(false)}>
            {text().levelPage.onlyTarget}
          </button>
          <button type="button" aria-pressed={isAll()} onClick={() => setAll(true)}>
            {text().levelPage.all}
          </button>
        </fieldset>
      }
    >
      <ul class="item-list">
        <For each={items()}>
          {(item) => (
            <li id={item.id}>
              <div class="item-head">
                <strong>{text().programme.nameOf(item)}</strong>
                <span class="quiet">
                  {levelName(text(), item.level)}, {area(item.area)}
                  {item.isRequired ? '' : `, ${text().levelPage.notRequired}`} <SourceMark item={item} />
                </span>
              </div>
              <ItemMark state={item.state} isQuiet={!item.isRequired} />
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
      <Show when={chosen()}>
        {(item) => (
          <EvidenceDrawer
            project={props.project}
            item={item()}
            points={null}
            changed={() => props.changed()}
            close={() => setChosen()}
          />
        )}
      </Show>
    </Panel>
  );
}
