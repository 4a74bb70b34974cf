import { For, Index, type JSX, Show } from 'solid-js';
import type { JudgedFrame } from '../../../domain/wire/http-api.ts';
import { frameUrl } from '../../api/visits.ts';
import { clockMinutes, instant } from '../../text/dates.ts';
import { text } from '../../text/language.ts';
import { gradeName, heldWords } from '../../text/phrases.ts';
import { kilograms, percent } from '../../text/weights.ts';
import { GradeSwatch } from '../../ui/GradeSwatch.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { createShownPhotos, largeWidth } from './create-shown-photos.ts';
import { JudgedWord } from './JudgedWord.tsx';

const STRIP = [1, 2, 3, 4];

/** What was judged last, large; the four before it as a strip. */
export function JudgedPhotos(props: { judged: readonly JudgedFrame[] }): JSX.Element {
  const photos = createShownPhotos(() => props.judged);
  const time = (frame: JudgedFrame): string => {
    const at = instant(frame.at);
    return at === null ? '' : clockMinutes(at);
  };
  return (
    <div class="wall-judged">
      <p class="wall-label">
        {text().wall.judged} <Show when={photos()[0]}>{(frame) => <small>{time(frame())}</small>}</Show>
      </p>
      <div class="wall-photo">
        <Show when={photos()[0]} fallback={<p class="wall-quiet">{text().wall.noJudged}</p>}>
          {(frame) => (
            <>
              <For each={[frame().id]}>
                {() => <img class="arrived" src={frameUrl(frame().sha256, largeWidth())} alt="" />}
              </For>
              <p class="wall-lift">
                <Show when={frame().liftKg} fallback={text().wall.noLift}>
                  {(kg) => (
                    <>
                      <small>{text().wall.lift}</small> {kilograms(kg())} {text().common.kg}
                    </>
                  )}
                </Show>
              </p>
              <JudgedWord frame={frame()} />
            </>
          )}
        </Show>
      </div>
      <div class="wall-strip">
        <Index each={STRIP}>
          {(place) => (
            <figure>
              <Show when={photos()[place()]} fallback={<div class="wall-thumb" />}>
                {(frame) => (
                  <>
                    <img class="wall-thumb" src={frameUrl(frame().sha256, 400)} alt="" />
                    <Show
                      when={heldWords(text(), frame())}
                      fallback={
                        <>
                          <small>{percent(frame().confidence)}%</small>
                          <figcaption>
                            <GradeSwatch bucket={frame().grade} /> <span>{gradeName(text(), frame().grade)}</span>
                          </figcaption>
                        </>
                      }
                    >
                      <figcaption class="held">
                        <Icon name="warning" /> <span>{text().held.title}</span>
                      </figcaption>
                    </Show>
                  </>
                )}
              </Show>
            </figure>
          )}
        </Index>
      </div>
    </div>
  );
}
