import { createSignal, For, type JSX, Show } from 'solid-js';
import type { DisputeDetail } from '../../domain/wire/slips-api.ts';
import { evidenceUrl } from '../api/evidence.ts';
import { createNow } from '../live/create-now.ts';
import { text } from '../text/language.ts';
import { momentWords } from '../text/moments.ts';
import { PhotoDialog } from './PhotoDialog.tsx';
import './dispute.css';

/** Everything both parties said of a dispute, the first first, with the photos they handed in. */
export function DisputeThread(props: { dispute: DisputeDetail }): JSX.Element {
  const now = createNow(60_000);
  const [large, setLarge] = createSignal<string>();
  return (
    <>
      <ol class="thread">
        <For each={props.dispute.steps}>
          {(step) => (
            <li class={`from-${step.party}`}>
              <p class="thread-head">
                <strong>{text().disputes.party[step.party]}</strong>
                <span class="quiet">
                  {text().disputes.steps[step.step]}
                  <Show when={step.verdict}>
                    {(verdict) => (
                      <>
                        : <b>{text().disputes.verdicts[verdict()]}</b>
                      </>
                    )}
                  </Show>
                </span>
                <span class="quiet thread-time">
                  {step.party === 'yard' ? `${step.by} · ` : ''}
                  {momentWords(text(), step.at, now())}
                </span>
              </p>
              <p class="thread-text">{step.text}</p>
              <Show when={step.photos.length > 0}>
                <ul class="thread-photos">
                  <For each={step.photos}>
                    {(photo, place) => (
                      <li>
                        <button
                          type="button"
                          aria-label={`${text().disputes.evidence(place() + 1)} ${text().disputes.evidenceOpen}`}
                          onClick={() => setLarge(photo)}
                        >
                          <img src={evidenceUrl(photo, 320)} alt="" loading="lazy" />
                        </button>
                      </li>
                    )}
                  </For>
                </ul>
              </Show>
            </li>
          )}
        </For>
      </ol>
      <Show when={large()}>
        {(photo) => <PhotoDialog source={evidenceUrl(photo())} close={() => setLarge(undefined)} />}
      </Show>
    </>
  );
}
