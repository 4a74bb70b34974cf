import { createSignal, For, type JSX, onMount, Show } from 'solid-js';
import { GRADES } from '../../../domain/grades.ts';
import type { DisputeRequest, SlipContent } from '../../../domain/wire/slips-api.ts';
import { Failure } from '../../desk/Answered.tsx';
import { createAction } from '../../desk/create-action.ts';
import { createEvidence } from '../../slips/create-evidence.ts';
import type { Subject } from '../../slips/dispute-words.ts';
import { EvidencePicker } from '../../slips/EvidencePicker.tsx';
import { SubjectCard } from '../../slips/SubjectCard.tsx';
import { text } from '../../text/language.ts';
import { gradeName } from '../../text/phrases.ts';
import { Notice } from '../../ui/Notice.tsx';
import { type ObjectionProblem, objectionOf } from './objection-form.ts';

/** What is wrong at a place on a slip: what it should be, why, and one's own photos of it. */
export function ObjectionDrawer(props: {
  content: SlipContent;
  subject: Subject;
  send: (wish: DisputeRequest) => Promise<void>;
  close: () => void;
}): JSX.Element {
  let dialog: HTMLDialogElement | undefined;
  const words = () => text().partnerPage;
  const evidence = createEvidence(() => props.content.visit);
  const [grade, setGrade] = createSignal('');
  const [kg, setKg] = createSignal('');
  const [reason, setReason] = createSignal('');
  const [problem, setProblem] = createSignal<ObjectionProblem>();
  const action = createAction();
  onMount(() => dialog?.showModal());
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setProblem(undefined);
    const form = { grade: grade(), kg: kg(), reason: reason() };
    const photos = { photos: evidence.taken(), isUploading: evidence.isUploading() };
    const wish = objectionOf(props.subject, { ...form, ...photos }, props.content);
    if (typeof wish === 'string') return void setProblem(wish);
    if (await action.run(() => props.send(wish))) dialog?.close();
  };
  return (
    <dialog ref={dialog} class="drawer objection" aria-label={words().object} onClose={() => props.close()}>
      <form onSubmit={(event) => void submit(event)}>
        <h2>{words().object}</h2>
        <SubjectCard dispute={{ subject: props.subject }} content={props.content} />
        <Show
          when={props.subject.kind === 'weight'}
          fallback={
            <label class="field">
              <span>{words().wantedGrade}</span>
              <select class="input" name="wanted" onChange={(event) => setGrade(event.currentTarget.value)}>
                <option value="">{words().wantedGradeNone}</option>
                <For each={GRADES}>{(code) => <option value={code}>{gradeName(text(), code)}</option>}</For>
              </select>
            </label>
          }
        >
          <label class="field">
            <span>
              {words().wantedKg} <small>{words().wantedKgHint}</small>
            </span>
            <input
              class="input"
              name="wantedKg"
              inputmode="numeric"
              value={kg()}
              onInput={(event) => setKg(event.currentTarget.value)}
            />
          </label>
        </Show>
        <label class="field">
          <span>{words().reason}</span>
          <textarea
            class="input"
            name="reason"
            rows="4"
            maxlength="2000"
            placeholder={words().reasonHint}
            value={reason()}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </label>
        <EvidencePicker evidence={evidence} />
        <Show when={problem()}>{(code) => <Notice level="warning">{words().problems[code()]}</Notice>}</Show>
        <Show when={action.failure()}>{(error) => <Failure error={error()} />}</Show>
        <div class="objection-actions">
          <button type="submit" class="button primary" disabled={action.isBusy()}>
            {words().send}
          </button>
          <button type="button" class="button" onClick={() => dialog?.close()}>
            {text().common.cancel}
          </button>
        </div>
      </form>
    </dialog>
  );
}
