import { createSignal, type JSX, Show } from 'solid-js';
import type { DisputeSayRequest } from '../../domain/wire/slips-api.ts';
import { Failure } from '../desk/Answered.tsx';
import { createAction } from '../desk/create-action.ts';
import { text } from '../text/language.ts';
import { Notice } from '../ui/Notice.tsx';
import { createEvidence } from './create-evidence.ts';
import { EvidencePicker } from './EvidencePicker.tsx';

/** Words and photos that either party adds to an open dispute. */
export function SayForm(props: { visit: string; send: (said: DisputeSayRequest) => Promise<void> }): JSX.Element {
  const evidence = createEvidence(() => props.visit);
  const [words, setWords] = createSignal('');
  const [problem, setProblem] = createSignal<string>();
  const action = createAction();
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setProblem(undefined);
    if (words().trim() === '') return void setProblem(text().disputes.needWords);
    if (evidence.isUploading()) return void setProblem(text().partnerPage.problems.UPLOADING);
    const said = { text: words().trim(), photos: evidence.taken() };
    if (!(await action.run(() => props.send(said)))) return;
    setWords('');
    evidence.clear();
  };
  return (
    <form class="say-form" onSubmit={(event) => void submit(event)}>
      <p class="quiet">{text().disputes.sayLead}</p>
      <label class="field">
        <span>{text().disputes.sayWords}</span>
        <textarea
          class="input"
          name="say"
          rows="3"
          maxlength="2000"
          value={words()}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
      </label>
      <EvidencePicker evidence={evidence} />
      <Show when={problem()}>{(sentence) => <Notice level="warning">{sentence()}</Notice>}</Show>
      <Show when={action.failure()}>{(error) => <Failure error={error()} />}</Show>
      <button type="submit" class="button" disabled={action.isBusy()}>
        {text().disputes.say}
      </button>
    </form>
  );
}
