import { createSignal, type JSX, Show } from 'solid-js';
import { addEvidence, storeAttachment } from '../../api/programme.ts';
import { createAction } from '../../desk/create-action.ts';
import { ACCEPTED, fileProblem } from '../../desk/programme/attachment-check.ts';
import { Drawer } from '../../desk/programme/Drawer.tsx';
import { Refusals } from '../../desk/programme/Refusals.tsx';
import { text } from '../../text/language.ts';

/** A document or an assessor's remark for an item; the latest remark decides over all else. */
export function EvidenceDrawer(props: {
  project: string;
  item: { readonly id: string; readonly name: string; readonly nameEn: string };
  /** the most points of an item of the thousand; null: an item of the system scale */
  points: number | null;
  changed: () => void;
  close: () => void;
}): JSX.Element {
  const action = createAction();
  const [kind, setKind] = createSignal<'remark' | 'document'>('remark');
  const [words, setWords] = createSignal('');
  const [isMet, setMet] = createSignal(true);
  const [points, setPoints] = createSignal('');
  const [file, setFile] = createSignal<File>();
  const [problem, setProblem] = createSignal<string>();

  const check = (): string | null => {
    if (kind() === 'document') return fileProblem(file());
    if (props.points !== null && !isPoints(points(), props.points)) return 'NUMBER_INVALID';
    return words().trim() === '' ? 'TEXT_MISSING' : null;
  };
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const wrong = check();
    setProblem(wrong ?? undefined);
    if (wrong !== null) return;
    const chosen = kind() === 'document' ? file() : undefined;
    const isRemark = kind() === 'remark';
    const worked = await action.run(async () => {
      const document = chosen === undefined ? null : (await storeAttachment(props.project, chosen)).digest;
      await addEvidence(props.project, {
        item: props.item.id,
        kind: kind(),
        document,
        text: words().trim(),
        isMet: isRemark && props.points === null ? isMet() : null,
        points: isRemark && props.points !== null ? Number(points()) : null,
      });
    });
    if (!worked) return;
    props.changed();
    props.close();
  };

  return (
    <Drawer title={text().programme.nameOf(props.item)} close={() => props.close()}>
      <form class="programme-form" onSubmit={(event) => void submit(event)} noValidate>
        <div class="segments">
          <button type="button" aria-pressed={kind() === 'remark'} onClick={() => setKind('remark')}>
            {text().levelPage.addRemark}
          </button>
          <button type="button" aria-pressed={kind() === 'document'} onClick={() => setKind('document')}>
            {text().levelPage.addDocument}
          </button>
        </div>
        <Show when={kind() === 'document'}>
          <label class="field">
            <span>{text().programme.file}</span>
            <input
              class="input"
              type="file"
              accept={ACCEPTED}
              onChange={(event) => setFile(event.currentTarget.files?.[0])}
            />
            <span class="field-note">{text().programme.fileHint}</span>
          </label>
        </Show>
        <Show when={kind() === 'remark' && props.points === null}>
          <label class="field">
            <span>{text().levelPage.isMet}</span>
            <select
              class="input"
              value={isMet() ? 'met' : 'unmet'}
              onChange={(event) => setMet(event.currentTarget.value === 'met')}
            >
              <option value="met">{text().levelPage.states.met}</option>
              <option value="unmet">{text().levelPage.states.unmet}</option>
            </select>
          </label>
        </Show>
        <Show when={kind() === 'remark' && props.points !== null}>
          <label class="field">
            <span>
              {text().levelPage.points} ({text().levelPage.pointsOf(props.points ?? 0)})
            </span>
            <input
              class="input number"
              inputmode="numeric"
              value={points()}
              onInput={(event) => setPoints(event.currentTarget.value)}
            />
          </label>
        </Show>
        <label class="field">
          <span>{text().levelPage.remark}</span>
          <textarea
            class="input"
            rows="4"
            maxlength="2000"
            value={words()}
            onInput={(event) => setWords(event.currentTarget.value)}
          />
        </label>
        <Show when={problem()}>
          {(code) => <span class="field-problem">{text().projectForm.problems[code()] ?? code()}</span>}
        </Show>
        <Show when={action.failure()}>{(error) => <Refusals error={error()} />}</Show>
        <div class="form-actions">
          <button type="submit" class="button primary" disabled={action.isBusy()}>
            {text().common.save}
          </button>
        </div>
      </form>
    </Drawer>
  );
}

/** True for a whole number from 0 to the most points. */
function isPoints(typed: string, most: number): boolean {
  return /^\d+$/u.test(typed.trim()) && Number(typed) <= most;
}
