import { createSignal, type JSX, Show } from 'solid-js';
import type { DocumentState } from '../../../domain/wire/programme-api.ts';
import { setDocument, storeAttachment } from '../../api/programme.ts';
import { createAction } from '../../desk/create-action.ts';
import { ACCEPTED, fileProblem } from '../../desk/programme/attachment-check.ts';
import { Drawer } from '../../desk/programme/Drawer.tsx';
import { Refusals } from '../../desk/programme/Refusals.tsx';
import { text } from '../../text/language.ts';
import { Field } from './Field.tsx';

/** One document of the checklist: hand it in, replace it, take it back. */
export function DocumentDrawer(props: {
  project: string;
  item: DocumentState;
  changed: () => void;
  close: () => void;
}): JSX.Element {
  const action = createAction();
  const [file, setFile] = createSignal<File>();
  const [issuedOn, setIssuedOn] = createSignal('');
  const [validUntil, setValidUntil] = createSignal('');
  const [problem, setProblem] = createSignal<string>();
  const send = async (chosen: File | null): Promise<void> => {
    const worked = await action.run(async () => {
      const stored = chosen === null ? null : await storeAttachment(props.project, chosen);
      await setDocument(props.project, {
        item: props.item.id,
        document: stored?.digest ?? null,
        fileName: stored?.name ?? '',
        issuedOn: issuedOn() || null,
        validUntil: validUntil() || null,
      });
    });
    if (!worked) return;
    props.changed();
    props.close();
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const chosen = file();
    const wrong = fileProblem(chosen);
    setProblem(wrong ?? undefined);
    if (wrong === null && chosen !== undefined) void send(chosen);
  };
  return (
    <Drawer title={text().programme.nameOf(props.item)} close={() => props.close()}>
      <form class="programme-form" onSubmit={submit} noValidate>
        <Field name={text().programme.file} problem={problem()} note={text().programme.fileHint}>
          <input
            name="file"
            class="input"
            type="file"
            accept={ACCEPTED}
            onChange={(event) => setFile(event.currentTarget.files?.[0])}
          />
        </Field>
        <div class="form-pair">
          <Field name={text().project.issuedOn}>
            <input
              name="issuedOn"
              class="input"
              type="date"
              value={issuedOn()}
              onInput={(event) => setIssuedOn(event.currentTarget.value)}
            />
          </Field>
          <Field name={text().project.validUntil}>
            <input
              name="validUntil"
              class="input"
              type="date"
              value={validUntil()}
              onInput={(event) => setValidUntil(event.currentTarget.value)}
            />
          </Field>
        </div>
        <Show when={action.failure()}>{(error) => <Refusals error={error()} />}</Show>
        <div class="form-actions">
          <button type="submit" class="button primary" disabled={action.isBusy()}>
            {text().project.upload}
          </button>
          <Show when={props.item.document !== null}>
            <button type="button" class="button" disabled={action.isBusy()} onClick={() => void send(null)}>
              {text().project.takeBack}
            </button>
          </Show>
        </div>
      </form>
    </Drawer>
  );
}
