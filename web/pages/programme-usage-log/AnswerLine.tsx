import { type JSX, Show } from 'solid-js';
import type { PortalAnswer } from '../../../domain/wire/usage-log-api.ts';
import { text } from '../../text/language.ts';
import { momentWords } from '../../text/moments.ts';

/** What the portal said, in words first, then its code. */
export function AnswerLine(props: { answer: PortalAnswer }): JSX.Element {
  return (
    <div class="answer-line">
      <p>
        <strong>{text().usageLog.outcomes[props.answer.outcome] ?? props.answer.outcome}</strong>
      </p>
      <p class="quiet">
        {momentWords(text(), props.answer.at, Date.now())}, <code>{props.answer.code}</code>
        <Show when={props.answer.words}>{(words) => <> {words()}</>}</Show>
        {props.answer.isTest ? `, ${text().usageLog.test}` : ''}
      </p>
    </div>
  );
}
