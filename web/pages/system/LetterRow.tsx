import { createSignal, For, type JSX, Show } from 'solid-js';
import type { DeadLetter } from '../../../domain/wire/http-api.ts';
import { ConfirmStep } from '../../desk/ConfirmStep.tsx';
import { agoWords } from '../../text/ages.ts';
import { text } from '../../text/language.ts';
import { shortMoment } from '../../text/moments.ts';
import { rejectionAdvice, rejectionName } from '../../text/phrases.ts';
import { byteWords } from '../../text/weights.ts';
import { Icon } from '../../ui/Icon.tsx';

/** One refused message: when and whence, why, its first bytes, and what became of earlier retries. */
export function LetterRow(props: {
  letter: DeadLetter;
  yard: string | null;
  now: number;
  waiting: 'sent' | 'late' | undefined;
  retry: (reason: string) => Promise<void>;
}): JSX.Element {
  const [isAsking, setAsking] = createSignal(false);
  const wasBooked = (): boolean => props.letter.retries.some(({ code }) => code === null);
  return (
    <li classList={{ booked: wasBooked() }}>
      <p class="letter-when">
        <time dateTime={props.letter.at}>{shortMoment(text(), props.letter.at, props.now)}</time>
        <span class="quiet">{agoWords(text(), props.letter.at, props.now)}</span>
      </p>
      <div class="letter-what">
        <p>
          <strong>{rejectionName(text(), props.letter.code)}</strong>{' '}
          <span class="quiet">{rejectionAdvice(text(), props.letter.code)}</span>
        </p>
        <p class="quiet letter-from">
          <Show when={props.yard}>{(yard) => <span>{yard()}</span>}</Show>
          <Show when={props.letter.device}>{(device) => <span>{device()}</span>}</Show>
          <code>{props.letter.topic}</code>
          <Show when={props.letter.detail !== ''}>
            <span>{props.letter.detail}</span>
          </Show>
        </p>
        <Show when={props.letter.preview !== ''}>
          <pre class="letter-bytes">
            <small>
              {byteWords(props.letter.size)}
              {props.letter.isText ? '' : `, ${text().system.hex}`}
            </small>
            {props.letter.preview}
          </pre>
        </Show>
        <For each={props.letter.retries}>
          {(retry) => (
            <p class={`state ${retry.code === null ? 'good' : 'warning'}`}>
              <Icon name={retry.code === null ? 'stable' : 'warning'} />
              <span>
                {retry.code === null
                  ? text().system.retryBooked(retry.by, agoWords(text(), retry.at, props.now))
                  : text().system.retryRefused(
                      retry.by,
                      agoWords(text(), retry.at, props.now),
                      rejectionName(text(), retry.code),
                    )}{' '}
                <span class="quiet">“{retry.reason}”</span>
              </span>
            </p>
          )}
        </For>
        <Show when={props.waiting}>
          {(state) => (
            <p class="quiet" role="status">
              {state() === 'sent' ? text().system.retrySent : text().system.retryLate}
            </p>
          )}
        </Show>
        <Show when={isAsking()}>
          <ConfirmStep
            name={text().system.retry}
            lead={text().system.retryLead}
            reasons={text().system.retryReasons}
            act={props.retry}
            close={() => setAsking(false)}
          />
        </Show>
      </div>
      <div class="letter-act">
        <Show when={props.letter.canRetry} fallback={<span class="quiet">{text().system.notKept}</span>}>
          <Show when={!wasBooked() && !isAsking()}>
            <button
              type="button"
              class="button small"
              disabled={props.waiting === 'sent'}
              onClick={() => setAsking(true)}
            >
              {text().system.retry}
            </button>
          </Show>
        </Show>
      </div>
    </li>
  );
}
