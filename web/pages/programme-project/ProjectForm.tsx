import { createMemo, createSignal, type JSX, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { AI_TRACK_2026 } from '../../../domain/programme/data/ai-track-2026.ts';
import { fundingOf } from '../../../domain/programme/funding.ts';
import type { Conflict, Project, ProjectFields } from '../../../domain/wire/programme-api.ts';
import { fetchProject } from '../../api/programme.ts';
import { createAction } from '../../desk/create-action.ts';
import { Refusals } from '../../desk/programme/Refusals.tsx';
import { text } from '../../text/language.ts';
import { ConflictNotice } from './ConflictNotice.tsx';
import { Field } from './Field.tsx';
import { readWon } from './form-values.ts';
import { ProjectFieldSets } from './ProjectFieldSets.tsx';
import { mergedProject, projectOf, type TypedName, type TypedProject, typedProject } from './project-form.ts';

/** A project as a form: a new one, or a change with its reason; when another editor was first nothing typed is lost. */
export function ProjectForm(props: {
  project: Project | null;
  save: (fields: ProjectFields, revision: number, reason: string) => Promise<void>;
}): JSX.Element {
  const [base, setBase] = createSignal<{ typed: TypedProject; project: Project | null }>({
    typed: typedProject(props.project?.fields ?? null),
    project: props.project,
  });
  const [typed, setTyped] = createStore<Record<TypedName, string>>({ ...base().typed });
  const [reason, setReason] = createSignal('');
  const [problems, setProblems] = createSignal<Readonly<Record<string, string>>>({});
  const [conflict, setConflict] = createSignal<{ by: Conflict; theirs: TypedProject; both: readonly TypedName[] }>();
  const action = createAction();

  /** puts their untouched fields under mine; from then on a save is made from their revision */
  const meet = async (by: Conflict): Promise<void> => {
    const { project } = await fetchProject(props.project?.id ?? '');
    const theirs = typedProject(project.fields);
    const { merged, both } = mergedProject(base().typed, { ...typed }, theirs);
    setTyped(merged);
    setBase({ typed: theirs, project });
    setConflict({ by, theirs, both });
  };

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const known = base().project;
    const read = projectOf(typed, known?.fields ?? null);
    const needsReason = known !== null && reason().trim() === '';
    setProblems({ ...read.problems, ...(needsReason ? { reason: 'REASON_MISSING' } : {}) });
    if (read.values === null || needsReason) return;
    const { values } = read;
    const worked = await action.run(() => props.save(values, known?.revision ?? 0, reason().trim()));
    if (worked) return;
    const by = action.failure()?.details.conflict;
    if (by !== undefined && known !== null) await action.run(() => meet(by));
  };

  const preview = createMemo((): string | undefined => {
    const cost = readWon(typed.totalCost);
    if ('problem' in cost || cost.value < 1 || cost.value > 1_000_000_000_000) return undefined;
    const { government, posco, adopter } = fundingOf(cost.value, AI_TRACK_2026);
    const { won } = text().programme;
    return text().projectForm.preview(won(government), won(posco), won(adopter));
  });

  return (
    <form class="programme-form project-form" onSubmit={(event) => void submit(event)} noValidate>
      <ProjectFieldSets typed={typed} set={setTyped} problems={problems()} preview={preview()} />
      <Show when={props.project !== null}>
        <fieldset>
          <Field name={text().programme.reason} problem={problems().reason} note={text().programme.reasonHint}>
            <input
              name="reason"
              class="input"
              maxlength="500"
              value={reason()}
              onInput={(event) => setReason(event.currentTarget.value)}
            />
          </Field>
        </fieldset>
      </Show>
      <Show when={conflict()}>
        {(found) => (
          <ConflictNotice
            conflict={found().by}
            theirs={found().theirs}
            mine={typed}
            both={found().both}
            take={(name) => setTyped(name, found().theirs[name])}
          />
        )}
      </Show>
      <Show when={action.failure()}>{(error) => <Refusals error={error()} />}</Show>
      <div class="form-actions">
        <button type="submit" class="button primary" disabled={action.isBusy()}>
          {conflict() === undefined ? text().common.save : text().projectForm.saveOver}
        </button>
      </div>
    </form>
  );
}
