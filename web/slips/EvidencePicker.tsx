import { For, type JSX, Match, Show, Switch } from 'solid-js';
import { evidenceUrl } from '../api/evidence.ts';
import { text } from '../text/language.ts';
import { byteWords, percent } from '../text/weights.ts';
import { Icon } from '../ui/Icon.tsx';
import type { Evidence, EvidencePhoto } from './create-evidence.ts';
import { MAX_PHOTOS, PHOTO_TYPES } from './evidence-photos.ts';
import './dispute.css';

/** Photos a party hands in: chosen, checked, on their way with their progress, kept or refused with what to do. */
export function EvidencePicker(props: { evidence: Evidence }): JSX.Element {
  const words = () => text().partnerPage;
  const choose = (event: Event & { currentTarget: HTMLInputElement }): void => {
    void props.evidence.add([...(event.currentTarget.files ?? [])]);
    event.currentTarget.value = ''; // so that the same file may be chosen again
  };
  return (
    <fieldset class="evidence">
      <legend>
        {words().photos} <small class="quiet">{words().photosHint(MAX_PHOTOS)}</small>
      </legend>
      <ul>
        <For each={props.evidence.photos()}>
          {(photo) => <Chosen photo={photo} remove={() => props.evidence.remove(photo.id)} />}
        </For>
      </ul>
      <label class="button evidence-add">
        <input type="file" class="visually-hidden" accept={PHOTO_TYPES.join(',')} multiple onChange={choose} />
        {words().addPhoto}
      </label>
    </fieldset>
  );
}

function Chosen(props: { photo: EvidencePhoto; remove: () => void }): JSX.Element {
  const words = () => text().partnerPage;
  const size = (): string => byteWords(props.photo.bytes);
  return (
    <li class="evidence-photo" aria-live="polite">
      <Show when={props.photo.sha256()}>{(sha256) => <img src={evidenceUrl(sha256(), 320)} alt="" />}</Show>
      <Switch>
        <Match when={props.photo.problem()}>
          {(problem) => (
            <p class="evidence-problem">
              <Icon name="warning" /> {words().photoProblems[problem()]?.(props.photo.name, size())}
            </p>
          )}
        </Match>
        <Match when={props.photo.sha256() === null}>
          <p>
            {props.photo.name} <span class="quiet">{words().uploading(percent(props.photo.sent()))}</span>
            <progress max="1" value={props.photo.sent()} aria-label={props.photo.name} />
          </p>
        </Match>
        <Match when={true}>
          <p>
            {props.photo.name}{' '}
            <span class="quiet">
              {size()} · {words().uploaded}
            </span>
          </p>
        </Match>
      </Switch>
      <button type="button" class="button small" onClick={() => props.remove()}>
        {words().removePhoto}
      </button>
    </li>
  );
}
