import { type JSX, Match, Show, Switch } from 'solid-js';
import type { VisitDetail } from '../../../domain/wire/http-api.ts';
import { text } from '../../text/language.ts';
import { judgedBesideBooked, ruleKind } from './judged-mix.ts';
import { MixLine } from './MixLine.tsx';

/** Grades that are told apart; what is less is folded into one. */
const GRADES_OF_VISIT = 4;

/** The mix as the photos show it, where the kilograms above are divided otherwise, and why they are. */
export function JudgedMix(props: { visit: VisitDetail }): JSX.Element {
  const beside = () => judgedBesideBooked(props.visit);
  const rule = (): string => text().judged.rules[ruleKind(props.visit.rule)] ?? props.visit.rule;
  return (
    <Switch>
      <Match when={beside() === 'same'}>
        <p class="quiet judged-note">{text().judged.same}</p>
      </Match>
      <Match when={beside() !== 'nothing'}>
        <section class="judged-mix">
          <h3>{text().judged.title}</h3>
          <MixLine
            shares={props.visit.probabilities}
            most={GRADES_OF_VISIT}
            label={(words) => `${text().judged.title}: ${words}`}
          />
          <p class="quiet judged-note">
            <Show when={beside() === 'byRule'} fallback={text().judged.whyPerson}>
              {text().judged.whyPhotos(rule())}
            </Show>
          </p>
        </section>
      </Match>
    </Switch>
  );
}
