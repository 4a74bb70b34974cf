import { useSearchParams } from '@solidjs/router';
import { For, Index, type JSX, Match, Show, Switch } from 'solid-js';
import { REJECTION_CODES } from '../../../domain/errors.ts';
import { Failure } from '../../desk/Answered.tsx';
import { text } from '../../text/language.ts';
import { rejectionName } from '../../text/phrases.ts';
import { count } from '../../text/weights.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { createLetters } from './create-letters.ts';
import { LetterRow } from './LetterRow.tsx';

/** Messages that were refused: why, what was in them, and the way to take them again after a fix. */
export function LettersPanel(props: { total: number; names: ReadonlyMap<string, string>; now: number }): JSX.Element {
  const [search, setSearch] = useSearchParams<{ yard: string; code: string }>();
  const letters = createLetters(() => ({ yard: search.yard ?? '', code: search.code ?? '' }));
  return (
    <Panel
      class="letters"
      title={text().system.letters}
      note={`${text().system.lettersNote}, ${text().system.pieces(count(props.total))}`}
      failed={text().common.panelFailed}
      retry={text().common.retry}
    >
      <search class="panel-filters">
        <select
          class="input"
          aria-label={text().system.yard}
          value={search.yard ?? ''}
          onChange={(event) => setSearch({ yard: event.currentTarget.value || null })}
        >
          <option value="">{text().system.allYards}</option>
          <For each={[...props.names]}>{([id, name]) => <option value={id}>{name}</option>}</For>
        </select>
        <select
          class="input"
          aria-label={text().system.reason}
          value={search.code ?? ''}
          onChange={(event) => setSearch({ code: event.currentTarget.value || null })}
        >
          <option value="">{text().system.allReasons}</option>
          <For each={REJECTION_CODES}>{(code) => <option value={code}>{rejectionName(text(), code)}</option>}</For>
        </select>
      </search>
      <Switch fallback={<Skeleton lines={4} label={text().common.loading} />}>
        <Match when={letters.letters()}>
          {(known) => (
            <Show when={known().length > 0} fallback={<Notice level="quiet">{text().system.noLetters}</Notice>}>
              <ul class="letter-list">
                <Index each={known()}>
                  {(letter) => (
                    <LetterRow
                      letter={letter()}
                      yard={props.names.get(letter().yard ?? '') ?? letter().yard}
                      now={props.now}
                      waiting={letters.waiting().get(letter().seq)}
                      retry={(reason) => letters.retry(letter(), reason)}
                    />
                  )}
                </Index>
              </ul>
              <Show when={letters.hasMore()}>
                <p class="more">
                  <button type="button" class="button" onClick={() => void letters.loadMore().catch(letters.ask)}>
                    {text().system.more}
                  </button>
                </p>
              </Show>
            </Show>
          )}
        </Match>
        <Match when={letters.error()}>{(error) => <Failure error={error()} retry={letters.ask} />}</Match>
      </Switch>
    </Panel>
  );
}
