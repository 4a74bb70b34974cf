import { createMemo, For, type JSX, Show } from 'solid-js';
import type { LevelState } from '../../../domain/wire/programme-api.ts';
import { text } from '../../text/language.ts';
import { levelName } from '../../text/programme-phrases.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ItemMark } from './ItemMark.tsx';

/** What the target lacks, each item a link to its evidence below. */
export function MissingPanel(props: { state: LevelState }): JSX.Element {
  const missing = createMemo(() => {
    const { missing: ids, items } = props.state.system;
    return items.filter(({ id }) => ids.includes(id));
  });
  return (
    <Panel
      title={text().levelPage.missingTitle}
      note={`${text().levelPage.target} ${levelName(text(), props.state.target)}`}
      class="missing-panel"
      failed={text().common.panelFailed}
      retry={text().common.retry}
    >
      <Show when={missing().length > 0} fallback={<Notice level="quiet">{text().levelPage.nothingMissing}</Notice>}>
        <ul class="missing-list">
          <For each={missing()}>
            {(item) => (
              <li>
                <ItemMark state={item.state} />
                <a href={`#${item.id}`} target="_self">
                  {text().programme.nameOf(item)}
                </a>
                <span class="quiet">{levelName(text(), item.level)}</span>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Panel>
  );
}
