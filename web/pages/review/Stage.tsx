import { A } from '@solidjs/router';
import { createEffect, createMemo, type JSX, Show } from 'solid-js';
import { createAnswer } from '../../api/create-answer.ts';
import { fetchVisit, frameUrl } from '../../api/visits.ts';
import { clockSeconds, instant } from '../../text/dates.ts';
import { text } from '../../text/language.ts';
import { heldAdvice, heldWords } from '../../text/phrases.ts';
import { kilograms } from '../../text/weights.ts';
import { Icon } from '../../ui/Icon.tsx';
import type { Doubt } from './doubts.ts';
import { PhotoStrip } from './PhotoStrip.tsx';

/** Device pixels of the large photo; every screen asks for the same, so the server scales each photo once. */
const WIDTH = 1_280;
const AHEAD = 3;

/** The photo in doubt as large as the window allows, and the other photos of the truck that wait. */
export function Stage(props: { doubt: Doubt; left: readonly Doubt[]; choose: (key: string) => void }): JSX.Element {
  const visit = createAnswer(() => props.doubt.item.visit.id, fetchVisit);
  const liftKg = (): number | null =>
    visit.value()?.lifts.find(({ id }) => id === props.doubt.frame?.liftId)?.kg ?? null;
  const siblings = createMemo(() =>
    props.left.filter(({ item, frame }) => frame !== null && item.visit.id === props.doubt.item.visit.id),
  );
  createEffect(() => {
    const place = props.left.findIndex(({ key }) => key === props.doubt.key);
    for (const { frame } of props.left.slice(place + 1, place + 1 + AHEAD)) {
      if (frame !== null) new Image().src = frameUrl(frame.sha256, WIDTH); // so that the next photo is there at once
    }
  });
  return (
    <section class="stage">
      <Show
        when={props.doubt.frame}
        fallback={
          <p class="stage-none">
            {text().review.wholeVisit}{' '}
            <A href={`/visits/${encodeURIComponent(props.doubt.item.visit.id)}`}>{text().review.visit}</A>
          </p>
        }
      >
        {(frame) => (
          <>
            <div class="stage-photo">
              <img src={frameUrl(frame().sha256, WIDTH)} alt={text().visit.onePhoto} />
              <Show when={heldWords(text(), frame())}>
                {(why) => (
                  <p class="stage-held">
                    <Icon name="warning" /> {text().held.title}: {why()}. {heldAdvice(text(), frame())}
                  </p>
                )}
              </Show>
            </div>
            <p class="stage-caption quiet">
              <span>
                {frame().lift === null ? text().visit.loosePhotos : text().visit.lift(frame().lift ?? 0)}
                <Show when={liftKg()}>
                  {(kg) => (
                    <b>
                      {' '}
                      {kilograms(kg())} {text().common.kg}
                    </b>
                  )}
                </Show>
              </span>
              <span>
                <span class="stage-device">{frame().device}</span> {clockSeconds(instant(frame().at) ?? 0)}
              </span>
              <span class="spring" />
              <a href={frameUrl(frame().sha256)} target="_blank" rel="noopener">
                {text().review.original}
              </a>
              <A href={`/visits/${encodeURIComponent(props.doubt.item.visit.id)}`}>{text().review.visit}</A>
            </p>
          </>
        )}
      </Show>
      <Show when={siblings().length > 1}>
        <PhotoStrip doubts={siblings()} current={props.doubt.key} choose={props.choose} />
      </Show>
    </section>
  );
}
