import { createSignal, For, type JSX, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { maySayAfter } from '../../../domain/programme/kpi.ts';
import type { KpiTable } from '../../../domain/wire/programme-api.ts';
import { saveKpis } from '../../api/programme.ts';
import { createAction } from '../../desk/create-action.ts';
import { Drawer } from '../../desk/programme/Drawer.tsx';
import { Refusals } from '../../desk/programme/Refusals.tsx';
import { text } from '../../text/language.ts';
import { Field } from './Field.tsx';
import { kpisOf, type TypedKpi, typedKpi } from './kpi-form.ts';

const FIELDS = ['before', 'target', 'after', 'weight'] as const;

/** Every KPI of the programme with what is agreed on it; what the ledger counts whole is not typed. */
export function KpiDrawer(props: {
  project: string;
  table: KpiTable;
  changed: () => void;
  close: () => void;
}): JSX.Element {
  const rows = props.table.rows;
  const [typed, setTyped] = createStore<{ -readonly [Name in keyof TypedKpi]: string }[]>(rows.map(typedKpi));
  const [reason, setReason] = createSignal('');
  const [problems, setProblems] = createSignal<Readonly<Record<string, string>>>({});
  const action = createAction();
  const names = () => ({
    before: text().project.before,
    target: text().project.kpiTarget,
    after: text().project.after,
    weight: text().project.weight,
  });
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const read = kpisOf(typed);
    const missing = reason().trim() === '' ? { reason: 'REASON_MISSING' } : {};
    setProblems({ ...read.problems, ...missing });
    if (read.kpis === null || reason().trim() === '') return;
    const { revision } = props.table;
    const worked = await action.run(async () => {
      await saveKpis(props.project, { revision, reason: reason().trim(), kpis: read.kpis });
    });
    if (!worked) return;
    props.changed();
    props.close();
  };
  return (
    <Drawer title={text().project.editKpis} class="kpi-drawer" close={() => props.close()}>
      <form class="programme-form" onSubmit={(event) => void submit(event)} noValidate>
        <p class="quiet small-note">{text().project.kpiRule}</p>
        <div class="table-scroll">
          <table class="tight">
            <thead>
              <tr>
                <th>{text().project.kpi}</th>
                <For each={FIELDS}>{(field) => <th>{names()[field]}</th>}</For>
              </tr>
            </thead>
            <tbody>
              <For each={rows}>
                {(row, place) => (
                  <tr>
                    <td>
                      {text().programme.nameOf(row)} <small class="quiet">{row.unit}</small>
                    </td>
                    <For each={FIELDS}>
                      {(field) => (
                        <td>
                          <Show
                            when={field !== 'after' || maySayAfter(row.fromLedger)}
                            fallback={<small class="quiet">{text().project.fromLedger}</small>}
                          >
                            <input
                              class="input number"
                              inputmode="decimal"
                              aria-label={`${text().programme.nameOf(row)} ${names()[field]}`}
                              aria-invalid={problems()[`${row.kpi}.${field}`] !== undefined}
                              title={text().projectForm.problems[problems()[`${row.kpi}.${field}`] ?? ''] ?? ''}
                              value={typed[place()]?.[field] ?? ''}
                              onInput={(event) => setTyped(place(), field, event.currentTarget.value)}
                            />
                          </Show>
                        </td>
                      )}
                    </For>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
        <Field name={text().programme.reason} problem={problems().reason} note={text().programme.reasonHint}>
          <input
            name="reason"
            class="input"
            maxlength="500"
            value={reason()}
            onInput={(event) => setReason(event.currentTarget.value)}
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
