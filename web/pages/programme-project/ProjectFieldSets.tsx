import { For, type JSX } from 'solid-js';
import { AI_TRACK_2026 } from '../../../domain/programme/data/ai-track-2026.ts';
import { SYSTEM_LEVELS } from '../../../domain/programme/levels.ts';
import { text } from '../../text/language.ts';
import { columnName, levelName, milestoneName } from '../../text/programme-phrases.ts';
import { Field } from './Field.tsx';
import { REACHABLE, type TypedName, type TypedProject } from './project-form.ts';

const LABELS: Readonly<Partial<Record<TypedName, string>>> = {
  extensionOn: 'extension.requestedOn',
  extensionMonths: 'extension.months',
  extensionCause: 'extension.cause',
};

/** The fields of a project in three groups: who, when, how much and how far. */
export function ProjectFieldSets(props: {
  typed: TypedProject;
  set: (name: TypedName, value: string) => void;
  problems: Readonly<Record<string, string>>;
  preview: string | undefined;
}): JSX.Element {
  const label = (name: TypedName): string =>
    name.startsWith('reached:')
      ? milestoneName(text(), name.slice('reached:'.length))
      : (text().projectForm.fields[LABELS[name] ?? name] ?? name);
  const problem = (name: TypedName): string | undefined =>
    props.problems[name] ??
    (name === 'extensionOn' ? props.problems.extension : undefined) ??
    (name.startsWith('reached:') ? props.problems.reached : undefined);
  const Typed = (own: { name: TypedName; type?: 'date'; number?: boolean; note?: string | undefined }): JSX.Element => (
    <Field name={label(own.name)} problem={problem(own.name)} {...(own.note === undefined ? {} : { note: own.note })}>
      <input
        name={own.name}
        class={own.number ? 'input number' : 'input'}
        type={own.type ?? 'text'}
        autocomplete="off"
        aria-invalid={problem(own.name) !== undefined}
        {...(own.number ? { inputmode: 'numeric' as const } : {})}
        value={props.typed[own.name]}
        onInput={(event) => props.set(own.name, event.currentTarget.value)}
      />
    </Field>
  );
  const Chosen = (own: { name: TypedName; options: readonly (readonly [string, string])[] }): JSX.Element => (
    <Field name={label(own.name)} problem={problem(own.name)}>
      <select
        name={own.name}
        class="input"
        value={props.typed[own.name]}
        onChange={(event) => props.set(own.name, event.currentTarget.value)}
      >
        <For each={own.options}>{([value, words]) => <option value={value}>{words}</option>}</For>
      </select>
    </Field>
  );
  const levels = () => SYSTEM_LEVELS.map((level) => [level, levelName(text(), level)] as const);
  return (
    <>
      <fieldset>
        <legend>{text().projectForm.groups.who}</legend>
        <Typed name="name" />
        <div class="form-pair">
          <Typed name="adopter" />
          <Typed name="supplier" />
          <Typed name="tenant" />
          <Typed name="yards" note={text().projectForm.yardsHint} />
        </div>
      </fieldset>
      <fieldset>
        <legend>{text().projectForm.groups.what}</legend>
        <div class="form-pair">
          <Typed name="totalCost" number note={props.preview} />
          <Chosen name="state" options={AI_TRACK_2026.columns.map(({ id }) => [id, columnName(text(), id)] as const)} />
          <Chosen name="targetLevel" options={levels()} />
          <Chosen name="measuredLevel" options={[['', text().common.none] as const, ...levels()]} />
        </div>
      </fieldset>
      <fieldset>
        <legend>{text().projectForm.groups.when}</legend>
        <div class="form-pair">
          <Typed name="appliedOn" type="date" />
          <Typed name="agreedOn" type="date" />
          <Typed name="startedOn" type="date" />
          <Typed name="termMonths" number />
          <Typed name="buildEndAgreed" type="date" />
          <Typed name="logDutyStart" type="date" />
          <Typed name="extensionOn" type="date" />
          <Typed name="extensionMonths" number />
          <Chosen
            name="extensionCause"
            options={(['ordinary', 'hardware'] as const).map(
              (cause) => [cause, text().projectForm.causes[cause]] as const,
            )}
          />
        </div>
      </fieldset>
      <fieldset>
        <legend>{text().projectForm.fields.reached}</legend>
        <div class="form-pair">
          <For each={REACHABLE}>{(milestone) => <Typed name={`reached:${milestone}`} type="date" />}</For>
        </div>
      </fieldset>
    </>
  );
}
