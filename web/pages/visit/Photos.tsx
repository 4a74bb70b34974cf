import { createMemo, createSignal, For, type JSX, onMount, Show } from 'solid-js';
import type { VisitDetail, VisitFrame } from '../../../domain/wire/http-api.ts';
import { clockMinutes, instant } from '../../text/dates.ts';
import { text } from '../../text/language.ts';
import { kilograms } from '../../text/weights.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Lightbox } from './Lightbox.tsx';
import { MixLine } from './MixLine.tsx';
import { PhotoCard } from './PhotoCard.tsx';
import { type PhotoGroup, photoGroups } from './photo-groups.ts';

/** Grades that fit in one line above a photo; the others are folded into one. */
const GRADES_OF_LIFT = 3;

/** Where an address leads straight to the photos. */
const PHOTOS_HASH = '#photos';

/** The crane's lifts in order, each with what the camera saw. */
export function Photos(props: { visit: VisitDetail; correct: ((frame: VisitFrame) => void) | undefined }): JSX.Element {
  const groups = createMemo(() => photoGroups(props.visit));
  const [large, setLarge] = createSignal<VisitFrame>();
  const title = ({ lift }: PhotoGroup): string => {
    if (lift === null) return text().visit.loosePhotos;
    return lift.lift === null ? text().visit.looseLift : text().visit.lift(lift.lift);
  };
  let anchor: HTMLDivElement | undefined;
  // the page comes after its address, so the browser finds no such place by itself
  onMount(() => location.hash === PHOTOS_HASH && anchor?.scrollIntoView());
  return (
    <div ref={anchor} id="photos">
      <Panel title={text().visit.photos} failed={text().common.panelFailed} retry={text().common.retry}>
        <Show when={groups().length > 0} fallback={<Notice level="quiet">{text().visit.noPhotos}</Notice>}>
          <div class="lifts">
            <For each={groups()}>
              {(group) => (
                <section class="lift">
                  <h3>
                    {title(group)}
                    <Show when={group.lift}>
                      {(lift) => (
                        <span class="quiet">
                          {kilograms(lift().kg)} {text().common.kg} · {clockMinutes(instant(lift().at) ?? 0)}
                        </span>
                      )}
                    </Show>
                  </h3>
                  <div>
                    <Show when={Object.keys(group.lift?.probabilities ?? {}).length > 0 && group.lift}>
                      {(lift) => (
                        <MixLine shares={lift().probabilities} most={GRADES_OF_LIFT} label={text().judged.lift} />
                      )}
                    </Show>
                  </div>
                  <div class="lift-photos">
                    <Show
                      when={group.frames.length > 0}
                      fallback={<p class="no-photo">{text().visit.noPhotoOfLift}</p>}
                    >
                      <For each={group.frames}>
                        {(frame) => <PhotoCard frame={frame} enlarge={() => setLarge(frame)} correct={props.correct} />}
                      </For>
                    </Show>
                  </div>
                </section>
              )}
            </For>
          </div>
        </Show>
        <Show when={large()}>{(frame) => <Lightbox frame={frame()} close={() => setLarge(undefined)} />}</Show>
      </Panel>
    </div>
  );
}
