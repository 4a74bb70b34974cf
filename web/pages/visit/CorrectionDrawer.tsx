import { createSignal, For, type JSX, onMount, Show } from 'solid-js';
import { GRADES } from '../../../domain/grades.ts';
import type { CorrectionRequest, VisitDetail, VisitFrame } from '../../../domain/wire/http-api.ts';
import { ApiError } from '../../api/request.ts';
import { frameUrl } from '../../api/visits.ts';
import { Failure } from '../../desk/Answered.tsx';
import { text } from '../../text/language.ts';
import { gradeName } from '../../text/phrases.ts';
import { GradeSwatch } from '../../ui/GradeSwatch.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { correctionOf } from './correction-of.ts';

/** Another grade or deduction, with the reason the ledger keeps. */
export function CorrectionDrawer(props: {
  visit: VisitDetail;
  frame: VisitFrame | null;
  send: (correction: CorrectionRequest) => Promise<void>;
  close: () => void;
}): JSX.Element {
  let dialog: HTMLDialogElement | undefined;
  const [grade, setGrade] = createSignal('');
  const [reason, setReason] = createSignal(props.frame === null ? '' : (text().visit.reasons[0] ?? ''));
  const [deduction, setDeduction] = createSignal(String(props.visit.deduction));
  const [problem, setProblem] = createSignal<'reasonNeeded' | 'changeNeeded'>();
  const [failure, setFailure] = createSignal<ApiError>();
  const [isBusy, setBusy] = createSignal(false);
  onMount(() => dialog?.showModal());

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setFailure(undefined);
    const wish = correctionOf(props.visit, props.frame, { grade: grade(), deduction: deduction(), reason: reason() });
    if (typeof wish === 'string') return void setProblem(wish);
    setProblem(undefined);
    setBusy(true);
    try {
      await props.send(wish);
      dialog?.close();
    } catch (error) {
      setFailure(error instanceof ApiError ? error : new ApiError('INTERNAL', undefined, { cause: error }));
    } finally {
      setBusy(false);
    }
  };

  return (
    <dialog ref={dialog} class="drawer correction" onClose={() => props.close()}>
      <form onSubmit={(event) => void submit(event)}>
        <h2>{text().visit.correctTitle}</h2>
        <p class="quiet">{props.frame === null ? text().visit.wholeVisit : text().visit.onePhoto}</p>
        <Show when={props.frame}>{(frame) => <img src={frameUrl(frame().sha256, 480)} alt="" />}</Show>
        <fieldset>
          <legend>{text().visit.newGrade}</legend>
          <For each={props.frame === null ? ['', ...GRADES] : GRADES}>
            {(code) => (
              <label class="grade-choice">
                <input type="radio" name="grade" checked={grade() === code} onChange={() => setGrade(code)} />
                <Show when={code !== ''} fallback={text().visit.keepGrade}>
                  <GradeSwatch bucket={code} /> {gradeName(text(), code)}
                </Show>
              </label>
            )}
          </For>
        </fieldset>
        <Show when={props.frame === null && props.visit.net !== null}>
          <label class="field">
            <span>{text().visit.deductionKg}</span>
            <input
              class="input"
              type="number"
              min="0"
              max={props.visit.net ?? 0}
              step="1"
              value={deduction()}
              onInput={(event) => setDeduction(event.currentTarget.value)}
            />
          </label>
        </Show>
        <label class="field">
          <span>{text().visit.reason}</span>
          <textarea
            class="input"
            rows="2"
            maxlength="500"
            value={reason()}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </label>
        <div class="reasons">
          <For each={text().visit.reasons}>
            {(words) => (
              <button type="button" class="button small" onClick={() => setReason(words)}>
                {words}
              </button>
            )}
          </For>
        </div>
        <Show when={problem()}>{(key) => <Notice level="warning">{text().visit[key()]}</Notice>}</Show>
        <Show when={failure()}>{(error) => <Failure error={error()} />}</Show>
        <div class="drawer-actions">
          <button type="submit" class="button primary" disabled={isBusy()}>
            {text().common.save}
          </button>
          <button type="button" class="button" onClick={() => dialog?.close()}>
            {text().common.cancel}
          </button>
        </div>
      </form>
    </dialog>
  );
}
