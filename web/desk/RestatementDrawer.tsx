import { A } from '@solidjs/router';
import { For, type JSX, onMount, Show } from 'solid-js';
import type { Restatement } from '../../domain/wire/http-api.ts';
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
                <For each={list().restatements}>{(one) => <Rows restatement={one} now={now()} />}</For>
              </table>
            </div>
          </Show>
        )}
      </Answered>
    </dialog>
  );
}

function Rows(props: { restatement: Restatement; now: number }): JSX.Element {
  const one = () => props.restatement;
  return (
    <tbody>
      <tr class="restated-figures">
        <td>
          <Show when={one().grade !== 'deduction'} fallback={text().restatements.deduction}>
            <GradeSwatch bucket={one().grade} /> {gradeName(text(), one().grade)}
          </Show>{' '}
          <small class="quiet">{text().direction[one().direction as 'inbound'] ?? ''}</small>
        </td>
        <td class="number">{kilograms(one().beforeKg)}</td>
        <td class="number">{kilograms(one().afterKg)}</td>
        <td class="number">
          <strong>{signedKilograms(one().differenceKg)}</strong>
        </td>
      </tr>
      <tr class="restated-why">
        <td colspan="4">
          {text().restatements.causes[one().cause]}, {one().by ?? text().restatements.byNobody},{' '}
          {momentWords(text(), one().at, props.now)},{' '}
          <A href={`/visits/${encodeURIComponent(one().visit)}`}>{text().restatements.visit}</A>
        </td>
      </tr>
    </tbody>
  );
}
