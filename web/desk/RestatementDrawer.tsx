import { A } from '@solidjs/router';
import { For, type JSX, onMount, Show } from 'solid-js';
import { createAnswer } from '../api/create-answer.ts';
import { fetchRestatements } from '../api/days.ts';
import { createNow } from '../live/create-now.ts';
import { text } from '../text/language.ts';
import { momentWords } from '../text/moments.ts';
import { gradeName } from '../text/phrases.ts';
import { kilograms, signedKilograms } from '../text/weights.ts';
import { GradeSwatch } from '../ui/GradeSwatch.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Answered } from './Answered.tsx';
import { type RestatementGroup, restatementGroups } from './restatement-groups.ts';

/** What changed of a day after it had ended: grade, before, after, difference, why, who, and the visit. */
export function RestatementDrawer(props: { yard: string; day: string; close: () => void }): JSX.Element {
  let dialog: HTMLDialogElement | undefined;
  const answer = createAnswer(
    () => `${props.yard} ${props.day}`,
    () => fetchRestatements(props.yard, props.day, props.day),
  );
  const now = createNow(30_000);
  onMount(() => dialog?.showModal());
  return (
    <dialog ref={dialog} class="drawer restatement-drawer" onClose={() => props.close()}>
      <header>
        <h2>{text().restatements.title(text().date.day(props.day))}</h2>
        <button type="button" class="button small" onClick={() => dialog?.close()}>
          {text().common.close}
        </button>
      </header>
      <p class="quiet">{text().restatements.lead}</p>
      <Answered answer={answer} lines={6}>
        {(list) => (
          <Show
            when={list().restatements.length > 0}
            fallback={<Notice level="quiet">{text().restatements.none}</Notice>}
          >
            <div class="table-scroll">
              <table class="tight">
                <thead>
                  <tr>
                    <th>{text().restatements.grade}</th>
                    <th class="number">{text().restatements.before}</th>
                    <th class="number">{text().restatements.after}</th>
                    <th class="number">{text().restatements.difference}</th>
                  </tr>
                </thead>
                <For each={restatementGroups(list().restatements)}>
                  {(group) => <Group group={group} now={now()} />}
                </For>
              </table>
            </div>
          </Show>
        )}
      </Answered>
    </dialog>
  );
}

function Group(props: { group: RestatementGroup; now: number }): JSX.Element {
  const first = () => props.group.first;
  return (
    <tbody>
      <tr class="restated-why">
        <td colspan="4">
          <strong>{text().restatements.causes[first().cause]}</strong>, {first().by ?? text().restatements.byNobody},{' '}
          {momentWords(text(), first().at, props.now)},{' '}
          <A href={`/visits/${encodeURIComponent(first().visit)}`}>{text().restatements.visit}</A>
        </td>
      </tr>
      <For each={props.group.rows}>
        {(row) => (
          <tr class="restated-figures">
            <td>
              <Show when={row.grade !== 'deduction'} fallback={text().restatements.deduction}>
                <GradeSwatch bucket={row.grade} /> {gradeName(text(), row.grade)}
              </Show>{' '}
              <small class="quiet">{text().direction[row.direction as 'inbound'] ?? ''}</small>
            </td>
            <td class="number">{kilograms(row.beforeKg)}</td>
            <td class="number">{kilograms(row.afterKg)}</td>
            <td class="number">
              <strong>{signedKilograms(row.differenceKg)}</strong>
            </td>
          </tr>
        )}
      </For>
    </tbody>
  );
}
