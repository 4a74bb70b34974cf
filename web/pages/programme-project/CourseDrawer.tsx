import { createSignal, type JSX, Show } from 'solid-js';
import type { CourseState } from '../../../domain/wire/programme-api.ts';
import { setCourse, storeAttachment } from '../../api/programme.ts';
import { createAction } from '../../desk/create-action.ts';
import { ACCEPTED, fileProblem } from '../../desk/programme/attachment-check.ts';
import { Drawer } from '../../desk/programme/Drawer.tsx';
import { Refusals } from '../../desk/programme/Refusals.tsx';
import { text } from '../../text/language.ts';
import { Field } from './Field.tsx';

/** A course: the day it was completed and its certificate. */
export function CourseDrawer(props: {
  project: string;
  course: CourseState;
  changed: () => void;
  close: () => void;
}): JSX.Element {
  const action = createAction();
  const [file, setFile] = createSignal<File>();
  const [day, setDay] = createSignal(props.course.completedOn ?? '');
  const [problem, setProblem] = createSignal<string>();
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const chosen = file();
    const wrong = chosen === undefined ? null : fileProblem(chosen);
    setProblem(wrong ?? undefined);
    if (wrong !== null) return;
    const worked = await action.run(async () => {
      const certificate =
        chosen === undefined ? props.course.certificate : (await storeAttachment(props.project, chosen)).digest;
      await setCourse(props.project, { course: props.course.id, completedOn: day() || null, certificate });
    });
    if (!worked) return;
    props.changed();
    props.close();
  };
  return (
    <Drawer title={text().programme.nameOf(props.course)} close={() => props.close()}>
      <form class="programme-form" onSubmit={(event) => void submit(event)} noValidate>
        <Field name={text().project.completedOn}>
          <input
            name="completedOn"
            class="input"
            type="date"
            value={day()}
            onInput={(event) => setDay(event.currentTarget.value)}
          />
        </Field>
        <Field name={text().project.certificate} problem={problem()} note={text().programme.fileHint}>
          <input
            name="file"
            class="input"
            type="file"
            accept={ACCEPTED}
            onChange={(event) => setFile(event.currentTarget.files?.[0])}
          />
        </Field>
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
