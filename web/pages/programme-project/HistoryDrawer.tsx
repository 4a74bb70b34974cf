import { For, type JSX } from 'solid-js';
import { createAnswer } from '../../api/create-answer.ts';
import { fetchProjectHistory } from '../../api/programme.ts';
import { Answered } from '../../desk/Answered.tsx';
import { Drawer } from '../../desk/programme/Drawer.tsx';
import { text } from '../../text/language.ts';
import { momentWords } from '../../text/moments.ts';
import { fieldWords } from './field-words.ts';

/** Every change of a project: who, when, why, and what each field said before and after. */
export function HistoryDrawer(props: { project: string; close: () => void }): JSX.Element {
  const history = createAnswer(() => props.project, fetchProjectHistory);
  return (
    <Drawer title={text().project.historyTitle} close={() => props.close()}>
      <Answered answer={history} lines={6}>
        {(known) => (
          <ol class="history-list">
            <For each={[...known().rows].reverse()}>
              {(row) => (
                <li>
                  <p>
                    <strong>{text().project.revision(row.revision)}</strong>{' '}
                    <span class="quiet">
                      {momentWords(text(), row.at, Date.now())}, {row.by}
                    </span>
                  </p>
                  <p>{row.kind === 'created' ? text().project.created : row.reason}</p>
                  <ul class="quiet">
                    <For each={row.changed}>
                      {({ field, before, after }) => (
                        <li>
                          {text().projectForm.fields[field] ?? field}: {fieldWords(text(), field, before)} →{' '}
                          <b>{fieldWords(text(), field, after)}</b>
                        </li>
                      )}
                    </For>
                  </ul>
                </li>
              )}
            </For>
          </ol>
        )}
      </Answered>
    </Drawer>
  );
}
