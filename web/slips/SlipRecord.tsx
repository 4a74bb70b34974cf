import { For, type JSX, Show } from 'solid-js';
import { exceptionSentence, reasonWords } from '../text/phrases.ts';
import { kilograms } from '../text/weights.ts';
import type { SlipPart } from './SlipDocument.tsx';
import { overrideWords, paperTime } from './slip-words.ts';

/** What persons did to it and why, what is unusual, which models spoke, and the hashes that seal it. */
export function SlipRecord(props: SlipPart): JSX.Element {
  const said = () => props.slip.content;
  const words = () => props.words.slip;
  const head = (): JSX.Element => (
    <thead>
      <tr>
        <th>{words().what}</th>
        <th>{words().why}</th>
        <th>{words().who}</th>
        <th>{words().time}</th>
      </tr>
    </thead>
  );
  const withdrawn = () => new Set(said().overrides.map(({ withdraws }) => withdraws));
  const row = (what: string, why: string, by: string, at: string, isTakenBack = false): JSX.Element => (
    <tr>
      <td>
        <span>
          {isTakenBack ? <s>{what}</s> : what} {isTakenBack ? `(${words().takenBack})` : ''}
        </span>
      </td>
      <td data-name={words().why}>{reasonWords(props.words, why)}</td>
      <td data-name={words().who}>{by}</td>
      <td class="nowrap" data-name={words().time}>
        {paperTime(at)}
      </td>
    </tr>
  );
  return (
    <div class="slip-record">
      <Show when={said().deductions.length > 0}>
        <section>
          <h2>{words().deductions}</h2>
          <table class="slip-table stacks">
            {head()}
            <tbody>
              <For each={said().deductions}>
                {({ kg, reason, by, at }) => row(`${kilograms(kg)} kg`, reason, by, at)}
              </For>
            </tbody>
          </table>
        </section>
      </Show>
      <Show when={said().overrides.length > 0}>
        <section>
          <h2>{words().overrides}</h2>
          <table class="slip-table stacks">
            {head()}
            <tbody>
              <For each={said().overrides}>
                {(override) =>
                  row(
                    overrideWords(props.words, override),
                    override.reason,
                    override.by,
                    override.at,
                    withdrawn().has(override.id),
                  )
                }
              </For>
            </tbody>
          </table>
        </section>
      </Show>
      <Show when={said().exceptions.length > 0}>
        <section>
          <h2>{words().exceptions}</h2>
          <ul class="slip-list">
            <For each={said().exceptions}>{(exception) => <li>{exceptionSentence(props.words, exception)}</li>}</For>
          </ul>
        </section>
      </Show>
      <Show when={said().models.length > 0}>
        <section>
          <h2>{words().models}</h2>
          <ul class="slip-list">
            <For each={said().models}>
              {(model) => (
                <li>
                  {model.name} {model.version} <code>{model.sha256}</code>
                </li>
              )}
            </For>
          </ul>
        </section>
      </Show>
      <section class="slip-chain">
        <h2>{words().chain}</h2>
        <dl>
          <dt>{words().hash}</dt>
          <dd>
            <code>{props.slip.sha256}</code>
          </dd>
          <dt>{words().previous}</dt>
          <dd>
            <code>{props.slip.previous === '' ? words().firstOfChain : props.slip.previous}</code>
          </dd>
          <Show when={said().cites}>
            {(cites) => (
              <>
                <dt>{words().cites}</dt>
                <dd>
                  <code>{cites()}</code>
                </dd>
              </>
            )}
          </Show>
        </dl>
        <p class="slip-note">{words().chainNote}</p>
      </section>
    </div>
  );
}
