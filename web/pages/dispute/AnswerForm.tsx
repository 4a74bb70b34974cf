import { createSignal, For, type JSX, Show } from 'solid-js';
import type { DisputeAnswerRequest } from '../../../domain/wire/slips-api.ts';
import { Failure } from '../../desk/Answered.tsx';
import { createAction } from '../../desk/create-action.ts';
import { text } from '../../text/language.ts';
import { Notice } from '../../ui/Notice.tsx';
import { answerOf, VERDICTS, type Verdict } from './answer-form.ts';

/** The yard's verdict with its words; it ends the dispute. */
export function AnswerForm(props: { send: (answer: DisputeAnswerRequest) => Promise<void> }): JSX.Element {
  const [verdict, setVerdict] = createSignal<Verdict>();
  const [words, setWords] = createSignal('');
  const [problem, setProblem] = createSignal<'needVerdict' | 'needWords'>();
  const action = createAction();
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const answer = answerOf(verdict(), words());
    setProblem(typeof answer === 'string' ? answer : undefined);
    if (typeof answer !== 'string') await action.run(() => props.send(answer));
  };
  return (
    <form class="answer-form" onSubmit={(event) => void submit(event)}>
      <fieldset>
        <legend>{text().disputes.verdict}</legend>
        <For each={VERDICTS}>
          {(one) => (
            <label class="verdict-choice">
              <input
                type="radio"
                name="verdict"
                value={one}
                checked={verdict() === one}
                onChange={() => setVerdict(one)}
              />
              <span>
                <strong>{text().disputes.verdicts[one]}</strong>{' '}
                <span class="quiet">{text().disputes.verdictLead[one]}</span>
              </span>
            </label>
          )}
        </For>
      </fieldset>
      <label class="field">
        <span>{text().disputes.words}</span>
        <textarea
          class="input"
          name="answer"
          rows="3"
          maxlength="2000"
          value={words()}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
      </label>
      <Show when={problem()}>{(key) => <Notice level="warning">{text().disputes[key()]}</Notice>}</Show>
      <Show when={action.failure()}>{(error) => <Failure error={error()} />}</Show>
      <button type="submit" class="button primary" disabled={action.isBusy()}>
        {text().disputes.send}
      </button>
    </form>
  );
}
