import { createMemo, createSignal, For, type JSX, Match, onMount, Show, Switch } from 'solid-js';
import type { Alert, AlertList } from '../../domain/wire/http-api.ts';
import { fetchAlerts, seeAlert } from '../api/alerts.ts';
import { createAnswer } from '../api/create-answer.ts';
import type { Polled } from '../api/create-polled.ts';
import { ApiError } from '../api/request.ts';
import { fetchYards } from '../api/yards.ts';
import { createNow } from '../live/create-now.ts';
import { text } from '../text/language.ts';
import { Notice } from '../ui/Notice.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { AlertRow } from './AlertRow.tsx';
import { Failure } from './Answered.tsx';
import { alertsInOrder } from './alert-lines.ts';

const PAST = 100;

/** The alerts of now and of before, by yard, with who has seen each. */
export function AlertDrawer(props: { open: Polled<AlertList>; close: () => void }): JSX.Element {
  let dialog: HTMLDialogElement | undefined;
  const now = createNow(1_000);
  const [state, setState] = createSignal<'open' | 'resolved'>('open');
  const [yard, setYard] = createSignal('');
  const [failure, setFailure] = createSignal<ApiError>();
  const yards = createAnswer(() => 'yards', fetchYards);
  const names = createMemo(() => new Map(yards.value()?.yards.map(({ id, name }) => [id, name])));
  const past = createAnswer(
    () => (state() === 'resolved' ? 'resolved' : null),
    () => fetchAlerts({ state: 'resolved', limit: PAST }),
  );
  onMount(() => dialog?.showModal());
  const answer = () => (state() === 'open' ? props.open : past);
  const shown = createMemo((): Alert[] | undefined => {
    const known = answer()
      .value()
      ?.alerts.filter((alert) => yard() === '' || alert.yard === yard());
    return known && (state() === 'open' ? alertsInOrder(known) : known);
  });
  const see = async (id: number): Promise<void> => {
    setFailure(undefined);
    try {
      await seeAlert(id);
      props.open.ask();
    } catch (error) {
      setFailure(error instanceof ApiError ? error : new ApiError('INTERNAL', undefined, { cause: error }));
    }
  };
  return (
    <dialog ref={dialog} class="drawer alert-drawer" aria-label={text().alerts.title} onClose={() => props.close()}>
      <header>
        <h2>{text().alerts.title}</h2>
        <button type="button" class="button small" onClick={() => dialog?.close()}>
          {text().common.close}
        </button>
      </header>
      <div class="alert-filters">
        <fieldset class="segments">
          <legend class="visually-hidden">{text().alerts.title}</legend>
          <For each={['open', 'resolved'] as const}>
            {(choice) => (
              <button type="button" aria-pressed={state() === choice} onClick={() => setState(choice)}>
                {text().alerts.states[choice]}
              </button>
            )}
          </For>
        </fieldset>
        <select
          class="input"
          aria-label={text().alerts.yard}
          value={yard()}
          onChange={(event) => setYard(event.currentTarget.value)}
        >
          <option value="">{text().system.allYards}</option>
          <For each={[...names()]}>{([id, name]) => <option value={id}>{name}</option>}</For>
        </select>
      </div>
      <Show when={failure()}>{(error) => <Failure error={error()} />}</Show>
      <Switch fallback={<Skeleton lines={6} label={text().common.loading} />}>
        <Match when={answer().error()}>{(error) => <Failure error={error()} retry={answer().ask} />}</Match>
        <Match when={shown()}>
          {(alerts) => (
            <Show
              when={alerts().length > 0}
              fallback={
                <Notice level="quiet">
                  {state() === 'open' ? text().alerts.emptyOpen : text().alerts.emptyResolved}
                </Notice>
              }
            >
              <ul class="alert-list">
                <For each={alerts()}>
                  {(alert) => (
                    <AlertRow
                      alert={alert}
                      yard={alert.yard === null ? text().alerts.wholeSystem : (names().get(alert.yard) ?? alert.yard)}
                      now={now()}
                      see={() => see(alert.id)}
                    />
                  )}
                </For>
              </ul>
            </Show>
          )}
        </Match>
      </Switch>
    </dialog>
  );
}
