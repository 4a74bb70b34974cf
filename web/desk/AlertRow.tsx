import { createSignal, For, type JSX, Show } from 'solid-js';
import type { Alert } from '../../domain/wire/http-api.ts';
import { text } from '../text/language.ts';
import { Icon } from '../ui/Icon.tsx';
import { alertLife, alertName } from './alert-lines.ts';

/** One alert: what, where, what to do, since when, and who has seen it. */
export function AlertRow(props: { alert: Alert; yard: string; now: number; see: () => Promise<void> }): JSX.Element {
  const [isBusy, setBusy] = createSignal(false);
  const isOpen = (): boolean => props.alert.resolvedAt === null;
  const see = async (): Promise<void> => {
    setBusy(true);
    await props.see();
    setBusy(false);
  };
  return (
    <li class={isOpen() ? props.alert.level : 'over'}>
      <span class={`state ${isOpen() ? props.alert.level : 'quiet'}`} title={text().alerts.levels[props.alert.level]}>
        <Icon name={props.alert.level} />
      </span>
      <div>
        <p class="alert-name">
          <strong>{alertName(text(), props.alert)}</strong>
        </p>
        <p class="alert-yard">{props.yard}</p>
        <Show when={isOpen()}>
          <p>{text().alerts.advice[props.alert.code]}</p>
        </Show>
        <For each={alertLife(text(), props.alert, props.now)}>{(line) => <p class="quiet">{line}</p>}</For>
      </div>
      <Show when={isOpen() && props.alert.seenAt === null}>
        <button type="button" class="button small" disabled={isBusy()} onClick={() => void see()}>
          {text().alerts.confirm}
        </button>
      </Show>
    </li>
  );
}
