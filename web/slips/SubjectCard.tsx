import { createSignal, type JSX, Show } from 'solid-js';
import type { Dispute, SlipContent } from '../../domain/wire/slips-api.ts';
import { frameUrl } from '../api/visits.ts';
import { text } from '../text/language.ts';
import { saidOfSubject, subjectName, subjectWords } from './dispute-words.ts';
import { PhotoDialog } from './PhotoDialog.tsx';
import './dispute.css';

/** What a dispute is about: the photo itself, what the slip says, and what is wanted instead. */
export function SubjectCard(props: {
  dispute: Pick<Dispute, 'subject'>;
  content: SlipContent | undefined;
}): JSX.Element {
  const [isLarge, setLarge] = createSignal(false);
  const subject = () => props.dispute.subject;
  const photo = (): string | undefined => {
    const about = subject();
    return about.kind === 'photo' ? about.sha256 : undefined;
  };
  const said = (): string => (props.content === undefined ? '' : saidOfSubject(text(), subject(), props.content));
  return (
    <div class="subject-card">
      <Show when={photo()}>
        {(sha256) => (
          <button type="button" class="subject-photo" onClick={() => setLarge(true)}>
            <img src={frameUrl(sha256(), 640)} alt={subjectName(text(), subject())} />
          </button>
        )}
      </Show>
      <div>
        <strong>{subjectWords(text(), subject())}</strong>
        <Show when={said() !== ''}>
          <p class="quiet">{text().partnerPage.said(said())}</p>
        </Show>
      </div>
      <Show when={isLarge() && photo()}>
        {(sha256) => <PhotoDialog source={frameUrl(sha256())} close={() => setLarge(false)} />}
      </Show>
    </div>
  );
}
