import { createEffect, createSignal, type JSX, onCleanup, Show } from 'solid-js';
import type { DeviceCommandRecord } from '../../../domain/wire/http-api.ts';
import { releaseHold } from '../../api/commands.ts';
import { ConfirmStep } from '../../desk/ConfirmStep.tsx';
import { mayManage, useSession } from '../../desk/session.ts';
import { text } from '../../text/language.ts';
import { shortMoment } from '../../text/moments.ts';
import { Icon } from '../../ui/Icon.tsx';
import { failureWords, holdWords, isStanding, markOf, timeToAct, whyWords } from './device-commands.ts';

/** A release that the ledger does not show after this is said to be late. */
const LATE_MS = 15_000;
const LOOK_AGAIN_MS = 1_500;

/** One command: when, to whom, what and why, what became of it, and taking back a hold that stands. */
export function CommandRow(props: { yard: string; command: DeviceCommandRecord; refresh: () => void }): JSX.Element {
  const session = useSession();
  const [isAsking, setAsking] = createSignal(false);
  const [sent, setSent] = createSignal<'sent' | 'late' | null>(null);
  const timers: ReturnType<typeof setTimeout>[] = [];
  onCleanup(() => timers.forEach(clearTimeout));
  createEffect(() => {
    if (!isStanding(props.command)) setSent(null);
  });
  const release = async (reason: string): Promise<void> => {
    await releaseHold(props.yard, props.command.id, reason);
    setSent('sent');
    timers.push(setTimeout(props.refresh, LOOK_AGAIN_MS));
    timers.push(setTimeout(() => setSent((state) => (state === 'sent' ? 'late' : state)), LATE_MS));
  };
  const mayRelease = (): boolean => mayManage(session) && isStanding(props.command);
  return (
    <li class={props.command.state}>
      <time dateTime={props.command.issuedAt}>{shortMoment(text(), props.command.issuedAt, Date.now())}</time>
      <span class="cut" title={props.command.device}>
        {props.command.device}
      </span>
      <p class="command-what" title={props.command.reason}>
        <strong>{text().commands.names[props.command.command] ?? props.command.command}</strong>{' '}
        <span class="quiet">{whyWords(text(), props.command)}</span>
      </p>
      <Outcome command={props.command} />
      <span class="command-took quiet" title={text().commands.tookLong}>
        {timeToAct(text(), props.command)}
      </span>
      <div class="command-act">
        <Show when={mayRelease() && !isAsking() && sent() !== 'sent'}>
          <button type="button" class="button small" onClick={() => setAsking(true)}>
            {text().commands.release}
          </button>
        </Show>
      </div>
      <Show when={sent()}>
        {(state) => (
          <p class="command-more quiet" role="status">
            {state() === 'sent' ? text().commands.releaseSent : text().commands.releaseLate}
          </p>
        )}
      </Show>
      <Show when={isAsking() && mayRelease()}>
        <div class="command-more">
          <ConfirmStep
            name={text().commands.release}
            lead={text().commands.releaseLead}
            reasons={text().commands.releaseReasons}
            act={release}
            close={() => setAsking(false)}
          />
        </div>
      </Show>
    </li>
  );
}

function Outcome(props: { command: DeviceCommandRecord }): JSX.Element {
  const mark = () => markOf(props.command.state);
  return (
    <div class="command-outcome">
      <span class={`state ${mark().level}`}>
        <Icon name={mark().icon} /> {text().commands.states[props.command.state]}
      </span>
      <Show when={failureWords(text(), props.command)}>{(words) => <small>{words()}</small>}</Show>
      <Show when={holdWords(text(), props.command)}>
        {(words) => <small class={isStanding(props.command) ? 'standing-hold' : 'quiet'}>{words()}</small>}
      </Show>
    </div>
  );
}
