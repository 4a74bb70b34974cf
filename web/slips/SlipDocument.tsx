import { type JSX, Match, Show, Switch } from 'solid-js';
import type { Language, Slip } from '../../domain/wire/slips-api.ts';
import type { Texts } from '../text/ko.ts';
import { wordsOf } from '../text/language.ts';
import { Icon } from '../ui/Icon.tsx';
import type { Subject } from './dispute-words.ts';
import { SlipGrades } from './SlipGrades.tsx';
import { SlipMasthead } from './SlipMasthead.tsx';
import { SlipPhotos } from './SlipPhotos.tsx';
import { SlipRecord } from './SlipRecord.tsx';
import { SlipSignatures } from './SlipSignatures.tsx';
import { SlipWeights } from './SlipWeights.tsx';
import { standingOf } from './slip-photos.ts';
import { issueReason } from './slip-words.ts';
import './slip.css';

interface SlipShown {
  readonly slip: Slip;
  /** of the document, whatever the screen's is */
  readonly language: Language;
  /** objects to a place on the slip; left out for those who may not */
  readonly object?: ((subject: Subject) => void) | undefined;
  /** the place that a dispute is about */
  readonly marked?: Subject | undefined;
}

/** What the parts of a slip share: the slip, what a reader may do on it, and the words of its language. */
export interface SlipPart extends SlipShown {
  readonly words: Texts;
}

/** The slip as a sheet of paper: black on white in every theme, A4 when printed, everything that its hash covers. */
export function SlipDocument(props: SlipShown): JSX.Element {
  const words = () => wordsOf(props.language);
  const standing = () => standingOf(props.slip);
  const latest = (): number => Math.max(...props.slip.versions.map(({ version }) => version));
  return (
    <article class={`slip ${standing()}`} lang={props.language}>
      <SlipMasthead {...props} words={words()} />
      <Show when={!props.slip.intact}>
        <p class="slip-banner alarm" role="alert">
          <Icon name="alarm" /> <strong>{words().slip.altered}</strong> {words().slip.alteredLead}
        </p>
      </Show>
      <Switch>
        <Match when={standing() === 'superseded'}>
          <p class="slip-banner warning">
            <Icon name="replaced" /> <strong>{words().slip.supersededBy(latest())}</strong>{' '}
            {words().slip.supersededLead}
          </p>
        </Match>
        <Match when={standing() === 'cancelled'}>
          <p class="slip-banner alarm">
            <Icon name="close" /> <strong>{words().slip.cancelledTitle}</strong>{' '}
            {words().slip.cancelledWhy(issueReason(words(), props.slip.content.reason))}
          </p>
        </Match>
      </Switch>
      <SlipWeights {...props} words={words()} />
      <SlipGrades {...props} words={words()} />
      <Show when={standing() === 'issued'}>
        <SlipSignatures words={words()} />
      </Show>
      <SlipPhotos {...props} words={words()} />
      <SlipRecord {...props} words={words()} />
    </article>
  );
}
