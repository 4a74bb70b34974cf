import { createMemo, For, type JSX, Show } from 'solid-js';
import { AreaChart } from '../../charts/AreaChart.tsx';
import type { AreaBand } from '../../charts/area-option.ts';
import { text } from '../../text/language.ts';
import { kilograms, tonnes } from '../../text/weights.ts';
import { deskColours } from '../../ui/desk-colours.ts';
import { gradePattern } from '../../ui/grade-colours.ts';
import { keyColours } from '../../ui/key-colours.ts';
import { Panel } from '../../ui/Panel.tsx';
import { AreaTable } from './AreaTable.tsx';
import { axisName, bucketName } from './bucket-words.ts';
import { directionOf } from './cube.ts';
import type { BodyProps } from './FlowBody.tsx';
import { areaOf, OTHER_NAMES, sumsOf } from './flow-figures.ts';
import { CUT_OF_SPLIT, cutName } from './flow-names.ts';
import { narrowed, SPLITS } from './flow-view.ts';

/** The view over time, split by one thing; a band and a name of the legend narrow the page. */
export function AreaPanel(props: BodyProps): JSX.Element {
  const every = () => props.flows.every();
  const nameOf = (key: string): string =>
    key === OTHER_NAMES ? text().wall.others : cutName(text(), props.yards, CUT_OF_SPLIT[props.view.split], key);
  const colourOf = (keys: readonly string[]) => {
    const colour = keyColours(props.view.split === 'grade' ? 'grade' : 'partner', keys);
    return (key: string): string => colour(key === OTHER_NAMES ? 'others' : key);
  };
  const compared = () => {
    if (props.view.compare === 'none') return null;
    const isBefore = props.view.compare === 'before';
    const { before, lastYear } = props.flows.compared();
    return {
      cube: (isBefore ? props.flows.before : props.flows.lastYear)() ?? null,
      span: isBefore ? before : lastYear,
      name: text().flows.compares[props.view.compare],
    };
  };
  const area = createMemo(() =>
    areaOf(
      [props.cube, compared()?.cube ?? null],
      props.view,
      {
        span: props.flows.span(),
        other: compared()?.span ?? props.flows.span(),
        every: every(),
        now: props.now,
      },
      { nameOf, colourOf, compared: (isEvened) => text().flows.comparedLine(compared()?.name ?? '', isEvened) },
    ),
  );
  const dress = createMemo(() => ({
    ...deskColours(),
    axisName: (time: number) => axisName(text(), every(), time, props.flows.span()),
    bucketName: (time: number) => bucketName(text(), every(), time, props.now),
    kilograms,
    total: text().flows.total,
  }));
  const title = (): string => {
    const kind = text().flows.kinds[directionOf(props.view.split, props.view)];
    return text().flows.areaOf(text().flows.areaTitle[every()] ?? '', kind);
  };
  const narrow = (band: AreaBand): void => {
    const cut = CUT_OF_SPLIT[props.view.split];
    const kept = new Set(area().bands.map(({ key }) => key));
    const names = band.key === OTHER_NAMES ? othersBeside(kept, props) : [band.key];
    props.show(narrowed(props.view, cut, names));
  };
  return (
    <Panel
      class="area-panel"
      title={title()}
      note={
        <label class="split">
          {text().flows.by}{' '}
          <select
            class="input"
            onChange={(event) =>
              props.show({
                ...props.view,
                split: SPLITS.find((split) => split === event.currentTarget.value) ?? 'grade',
              })
            }
          >
            <For each={SPLITS}>
              {(split) => (
                <option value={split} selected={split === props.view.split}>
                  {text().flows.bys[split]}
                </option>
              )}
            </For>
          </select>
        </label>
      }
      failed={text().common.panelFailed}
      retry={text().common.retry}
    >
      <Show
        when={props.view.isTable}
        fallback={<AreaChart area={area()} dress={dress()} label={title()} onBand={narrow} />}
      >
        <AreaTable area={area()} bucketName={dress().bucketName} />
      </Show>
      <ul class="area-legend">
        <For each={[...area().bands].reverse()}>
          {(band) => (
            <li>
              <button type="button" title={text().flows.narrowTo(band.name)} onClick={() => narrow(band)}>
                <i
                  class={`swatch ${props.view.split === 'grade' ? gradePattern(band.key) : ''}`}
                  style={{ 'background-color': band.colour }}
                />
                {band.name} <span class="quiet">{tonnes(band.kg.reduce((sum, kg) => sum + kg, 0))}</span>
              </button>
            </li>
          )}
        </For>
        {area().compared === null ? null : (
          <li class="compared-line">
            <i /> {area().compared?.name}
          </li>
        )}
      </ul>
      <button
        type="button"
        class="button small"
        onClick={() => props.show({ ...props.view, isTable: !props.view.isTable })}
      >
        {props.view.isTable ? text().common.chart : text().common.table}
      </button>
    </Panel>
  );
}

/** The names that the largest have been folded beside. */
function othersBeside(kept: ReadonlySet<string>, { cube, view }: BodyProps): string[] {
  const direction = directionOf(view.split, view);
  const names = sumsOf(cube, view)
    .filter((sum) => sum.direction === direction)
    .map((sum) => (view.split === 'yard' ? sum.yard : sum.partner));
  return [...new Set(names)].filter((name) => !kept.has(name));
}
