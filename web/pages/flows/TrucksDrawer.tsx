import { A } from '@solidjs/router';
import { createEffect, createSignal, For, type JSX, on, onMount, Show } from 'solid-js';
import type { FlowVisits } from '../../../domain/wire/flows-api.ts';
import { createAnswer } from '../../api/create-answer.ts';
import { type FlowSearch, fetchFlowVisits } from '../../api/flows.ts';
import { frameUrl } from '../../api/visits.ts';
import { gradeMix } from '../../charts/grade-mix.ts';
import { Answered } from '../../desk/Answered.tsx';
import { createAction } from '../../desk/create-action.ts';
import { clockMinutes, instant } from '../../text/dates.ts';
import { text } from '../../text/language.ts';
import { gradeName } from '../../text/phrases.ts';
import { count, kilograms } from '../../text/weights.ts';
import { GradeSwatch } from '../../ui/GradeSwatch.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { ONLY, type Only } from './flow-view.ts';

const LIMIT = 50;

/** The trucks behind what the page is narrowed to, each with its photo and the way to all its evidence. */
export function TrucksDrawer(props: {
  only: Only;
  selection: FlowSearch;
  yards: ReadonlyMap<string, string>;
  choose: (only: Only) => void;
  close: () => void;
}): JSX.Element {
  let dialog: HTMLDialogElement | undefined;
  onMount(() => dialog?.showModal());
  const key = (): string => JSON.stringify([props.selection, props.only]);
  const ask = (cursor?: string): Promise<FlowVisits> =>
    fetchFlowVisits({ ...props.selection, only: props.only, limit: LIMIT, cursor });
  const first = createAnswer(key, () => ask());
  const [more, setMore] = createSignal<readonly FlowVisits[]>([]);
  createEffect(on(key, () => setMore([]), { defer: true }));
  const asking = createAction();
  const visits = (page: FlowVisits) => [page, ...more()].flatMap((one) => one.visits);
  const next = (page: FlowVisits): string | null => (more().at(-1) ?? page).next;
  return (
    <dialog
      ref={dialog}
      class="drawer trucks-drawer"
      aria-label={text().flows.trucksTitle}
      onClose={() => props.close()}
    >
      <header>
        <h2>{text().flows.trucksTitle}</h2>
        <button type="button" class="button small" onClick={() => dialog?.close()}>
          {text().common.close}
        </button>
      </header>
      <select
        class="input"
        aria-label={text().flows.trucksTitle}
        onChange={(event) => props.choose(ONLY.find((only) => only === event.currentTarget.value) ?? 'all')}
      >
        <For each={ONLY}>
          {(only) => (
            <option value={only} selected={only === props.only}>
              {text().flows.only[only]}
            </option>
          )}
        </For>
      </select>
      <Answered answer={first} lines={8}>
        {(page) => (
          <Show when={page().visits.length > 0} fallback={<Notice level="quiet">{text().flows.trucksNone}</Notice>}>
            <p class="quiet">{text().flows.trucksLead(count(visits(page()).length), count(page().total))}</p>
            <ul class="trucks">
              <For each={visits(page())}>{(visit) => <Truck visit={visit} yards={props.yards} />}</For>
            </ul>
            <Show when={next(page())}>
              {(cursor) => (
                <button
                  type="button"
                  class="button"
                  disabled={asking.isBusy()}
                  onClick={() =>
                    void asking.run(async () => {
                      const page = await ask(cursor());
                      setMore((known) => [...known, page]);
                    })
                  }
                >
                  {text().flows.moreTrucks}
                </button>
              )}
            </Show>
          </Show>
        )}
      </Answered>
    </dialog>
  );
}

function Truck(props: { visit: FlowVisits['visits'][number]; yards: ReadonlyMap<string, string> }): JSX.Element {
  const mix = () =>
    gradeMix(props.visit.grades)
      .sort((a, b) => b.kg - a.kg)
      .slice(0, 2);
  const moment = (): string => {
    const at = props.visit.closedAt ?? props.visit.openedAt;
    return `${text().date.day(at.slice(0, 10))} ${clockMinutes(instant(at) ?? 0)}`;
  };
  return (
    <li>
      <A
        href={`/visits/${encodeURIComponent(props.visit.id)}#photos`}
        state={{ flows: location.pathname + location.search }}
        class="truck"
        aria-label={text().flows.openTruck(props.visit.plate)}
      >
        <Show when={props.visit.photo} fallback={<span class="no-photo">{text().flows.noPhoto}</span>}>
          {(sha256) => <img src={frameUrl(sha256(), 240)} alt="" loading="lazy" width="120" height="90" />}
        </Show>
        <span class="truck-words">
          <b>{props.visit.partner ?? text().procurement.noPartner}</b>
          <span>
            {kilograms(props.visit.net ?? 0)} kg · {props.visit.plate}
          </span>
          <span class="truck-mix">
            <For each={mix()}>
              {({ bucket }) => (
                <span>
                  <GradeSwatch bucket={bucket} /> {gradeName(text(), bucket)}
                </span>
              )}
            </For>
          </span>
          <span class="quiet">
            {moment()} · {props.yards.get(props.visit.yard) ?? props.visit.yard}
          </span>
        </span>
      </A>
    </li>
  );
}
