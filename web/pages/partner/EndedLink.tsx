import { For, type JSX } from 'solid-js';
import { text } from '../../text/language.ts';
import { Icon } from '../../ui/Icon.tsx';

/** What a partner sees whose link is over, and what to do about it. */
export function EndedLink(): JSX.Element {
  return (
    <section class="ended-link">
      <Icon name="clock" />
      <h1>{text().partnerPage.ended}</h1>
      <p class="quiet">{text().partnerPage.endedLead}</p>
      <ul>
        <For each={text().partnerPage.endedSteps}>{(step) => <li>{step}</li>}</For>
      </ul>
    </section>
  );
}
