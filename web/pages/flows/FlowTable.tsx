import { createMemo, For, type JSX, Show } from 'solid-js';
import type { FlowSum } from '../../../domain/flows/sankey.ts';
import { text } from '../../text/language.ts';
import { count, kilograms, signedKilograms } from '../../text/weights.ts';
import { GradeSwatch } from '../../ui/GradeSwatch.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { directionOf } from './cube.ts';
import { rowName } from './flow-names.ts';
import { type Cut, type FlowView, narrowedTo, ROW_KINDS, type Sort } from './flow-view.ts';
import { sortedRows, type TableRow, tableRows } from './table-rows.ts';

const COLUMNS = ['name', 'kg', 'share', 'before', 'lastYear'] as const;

/** Every supplier, grade, yard or works of the view in figures; each head sorts, each row narrows the page. */
export function FlowTable(props: {
  sums: readonly FlowSum[];
  before: readonly FlowSum[] | null;
  lastYear: readonly FlowSum[] | null;
  view: FlowView;
  yards: ReadonlyMap<string, string>;
  show: (view: FlowView, options?: { replace?: boolean }) => void;
}): JSX.Element {
  const nameOf = (row: TableRow): string => rowName(text(), props.yards, row);
  const all = createMemo(() => tableRows(props.view, props.sums, props.before, props.lastYear));
  const rows = createMemo(() => sortedRows(all(), props.view, nameOf));
  const sortBy = (sort: Sort): void => {
    const isSame = props.view.sort === sort;
    props.show({ ...props.view, sort, isDown: isSame ? !props.view.isDown : sort !== 'name' }, { replace: true });
  };
  const sorted = (column: Sort): 'ascending' | 'descending' | 'none' => {
    if (props.view.sort !== column) return 'none';
    return props.view.isDown ? 'descending' : 'ascending';
  };
  const title = (): string =>
    `${text().flows.rowKinds[props.view.rows]} · ${text().flows.kinds[directionOf(props.view.rows, props.view)]}`;
  return (
    <Panel
      class="flow-table-panel"
      title={title()}
      note={text().flows.rowCount(count(rows().length))}
      failed={text().common.panelFailed}
      retry={text().common.retry}
    >
      <div class="flow-table-tools">
        <label>
          <span class="quiet">{text().flows.rows}</span>{' '}
          <select
            class="input"
            onChange={(event) =>
              props.show({
                ...props.view,
                rows: ROW_KINDS.find((kind) => kind === event.currentTarget.value) ?? 'supplier-grade',
              })
            }
          >
            <For each={ROW_KINDS}>
              {(kind) => (
                <option value={kind} selected={kind === props.view.rows}>
                  {text().flows.rowKinds[kind]}
                </option>
              )}
            </For>
          </select>
        </label>
        <input
          class="input find"
          type="search"
          aria-label={text().flows.find}
          placeholder={text().flows.find}
          value={props.view.find}
          onInput={(event) => props.show({ ...props.view, find: event.currentTarget.value }, { replace: true })}
        />
      </div>
      <Show when={rows().length > 0} fallback={<Notice level="quiet">{text().flows.noRows}</Notice>}>
        <div class="table-scroll flow-table">
          <table>
            <thead>
              <tr>
                <For each={COLUMNS}>
                  {(column) => (
                    <th classList={{ number: column !== 'name' }} aria-sort={sorted(column)}>
                      <button
                        type="button"
                        class="sort"
                        title={text().procurement.sortBy(text().flows.tableColumns[column])}
                        onClick={() => sortBy(column)}
                      >
                        {column === 'name' ? text().flows.rowKinds[props.view.rows] : text().flows.tableColumns[column]}
                        <Show when={props.view.sort === column}>
                          <Icon name={props.view.isDown ? 'down' : 'up'} />
                        </Show>
                      </button>
                    </th>
                  )}
                </For>
              </tr>
            </thead>
            <tbody>
              <For each={rows()}>
                {(row) => (
                  <Row row={row} name={nameOf(row)} narrow={() => props.show(narrowedTo(props.view, cutsOf(row)))} />
                )}
              </For>
            </tbody>
          </table>
        </div>
      </Show>
    </Panel>
  );
}

function Row(props: { row: TableRow; name: string; narrow: () => void }): JSX.Element {
  const percent = (share: number): string => (share * 100).toFixed(1);
  return (
    // the button in the row serves the keyboard; the row itself only widens what a mouse may hit
    <tr onClick={() => props.narrow()}>
      <td>
        <button
          type="button"
          class="row-name"
          title={text().flows.narrowTo(props.name)}
          onClick={(event) => {
            event.stopPropagation();
            props.narrow();
          }}
        >
          <Show when={props.row.grade}>{(grade) => <GradeSwatch bucket={grade()} />}</Show> {props.name}
        </button>
      </td>
      <td class="number">
        <b>{kilograms(props.row.kg)}</b>
      </td>
      <td class="number">{percent(props.row.share)}</td>
      <Difference kg={props.row.kg} other={props.row.before} />
      <Difference kg={props.row.kg} other={props.row.lastYear} />
    </tr>
  );
}

/** The difference with its sign and direction; what was not there before says so. */
function Difference(props: { kg: number; other: number | null }): JSX.Element {
  const difference = (): number => props.kg - (props.other ?? 0);
  return (
    <td class="number difference">
      <Show when={props.other !== null} fallback={<span class="quiet">–</span>}>
        <Show when={props.other !== 0 || props.kg === 0} fallback={<span class="quiet">{text().flows.firstTime}</span>}>
          <Show when={difference() !== 0}>
            <Icon name={difference() > 0 ? 'up' : 'down'} />
          </Show>{' '}
          {signedKilograms(difference())}
        </Show>
      </Show>
    </td>
  );
}

/** What a row narrows to. */
function cutsOf(row: TableRow): Partial<Record<Cut, readonly string[]>> {
  return {
    ...(row.supplier === null ? {} : { suppliers: [row.supplier] }),
    ...(row.works === null ? {} : { works: [row.works] }),
    ...(row.grade === null ? {} : { grades: [row.grade] }),
    ...(row.yard === null ? {} : { yards: [row.yard] }),
  };
}
