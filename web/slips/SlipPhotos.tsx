import { createSignal, For, type JSX, Match, Show, Switch } from 'solid-js';
import { frameUrl } from '../api/visits.ts';
import { text } from '../text/language.ts';
import { gradeName, heldWords } from '../text/phrases.ts';
import { kilograms, percent } from '../text/weights.ts';
import { GradeSwatch } from '../ui/GradeSwatch.tsx';
import { ObjectButton } from './ObjectButton.tsx';
import { PhotoDialog } from './PhotoDialog.tsx';
import type { SlipPart } from './SlipDocument.tsx';
import { type SlipPhoto, type SlipPicture, slipPictures } from './slip-photos.ts';

/** Pixels of a photo on paper: 45 mm wide at 300 per inch. */
const PHOTO_PIXELS = 532;

/** Every lift with its weight, and every photo with what was seen in it. */
export function SlipPhotos(props: SlipPart): JSX.Element {
  const words = () => props.words.slip;
  const pictures = (): SlipPicture[] => slipPictures(props.slip.content);
  const [large, setLarge] = createSignal<SlipPhoto>();
  const isMarked = ({ photo }: SlipPicture): boolean =>
    props.marked?.kind === 'photo' && photo !== null && props.marked.sha256 === photo.sha256;
  const title = ({ lift }: SlipPicture): string => {
    if (lift === null) return words().loosePhoto;
    return lift.lift === null ? words().looseLift : words().lift(lift.lift);
  };
  return (
    <section class="slip-photos">
      <h2>
        {words().photos}{' '}
        <small>{words().photosLead(props.slip.content.lifts.length, props.slip.content.photos.length)}</small>
      </h2>
      <Show when={pictures().length > 0} fallback={<p class="slip-note">{words().noPhotos}</p>}>
        <ul class="slip-pictures">
          <For each={pictures()}>
            {(picture) => (
              <li classList={{ marked: isMarked(picture) }}>
                <Show when={picture.photo} fallback={<p class="slip-no-photo">{words().noPhoto}</p>}>
                  {(photo) => (
                    <button type="button" class="slip-photo" onClick={() => setLarge(photo())}>
                      <img
                        src={frameUrl(photo().sha256, PHOTO_PIXELS)}
                        alt={`${text().visit.enlarge}: ${title(picture)}`}
                      />
                    </button>
                  )}
                </Show>
                <p class="slip-picture-head">
                  <b>{title(picture)}</b>
                  <span>{picture.lift === null ? '' : `${kilograms(picture.lift.kg)} kg`}</span>
                </p>
                <Show when={picture.photo}>{(photo) => <Judged photo={photo()} words={props.words} />}</Show>
                <p class="slip-picture-time">
                  {(picture.photo ?? picture.lift)?.at.slice(11, 19)} · {picture.photo?.camera ?? picture.lift?.crane}
                </p>
                <Show when={picture.photo}>
                  {(photo) => (
                    <ObjectButton
                      subject={{ kind: 'photo', sha256: photo().sha256, wanted: null }}
                      object={props.object}
                    />
                  )}
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={large()}>
        {(photo) => (
          <PhotoDialog source={frameUrl(photo().sha256)} close={() => setLarge(undefined)}>
            <Judged photo={photo()} words={text()} /> {photo().camera} · {photo().at.slice(11, 19)}
          </PhotoDialog>
        )}
      </Show>
    </section>
  );
}

/** A photo's grade and how sure it is, or why it has none. */
function Judged(props: { photo: SlipPhoto; words: SlipPart['words'] }): JSX.Element {
  const grade = (): string | null => props.photo.correctedGrade ?? props.photo.grade;
  return (
    <p class="slip-judged">
      <Switch>
        <Match when={grade()}>
          {(known) => (
            <>
              <span>
                <GradeSwatch bucket={known()} /> {gradeName(props.words, known())}
              </span>
              <span>
                {props.photo.correctedGrade !== null
                  ? props.words.slip.byPerson
                  : props.photo.confidence === null
                    ? ''
                    : `${percent(props.photo.confidence)}%`}
              </span>
            </>
          )}
        </Match>
        <Match when={heldWords(props.words, props.photo)}>
          {(why) => (
            <span>
              {props.words.held.title}: {why()}
            </span>
          )}
        </Match>
        <Match when={props.photo.state === 'failed'}>{props.words.visit.failed}</Match>
        <Match when={true}>{props.words.visit.waiting}</Match>
      </Switch>
    </p>
  );
}
