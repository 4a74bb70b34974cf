import { createMemo, For, type JSX, Show } from 'solid-js';
import { inOrderOfWorth } from '../../charts/hour-stacks.ts';
import { ChoiceMenu } from '../../desk/procurement/ChoiceMenu.tsx';
import { text } from '../../text/language.ts';
import { Icon } from '../../ui/Icon.tsx';
import type { Cube } from './cube.ts';
import { cutName } from './flow-names.ts';
import { COMPARES, CUTS, type Cut, type FlowView, isNarrowed, without } from './flow-view.ts';

/** What the flows are narrowed to and compared with; each choice goes into the address and stands as a chip below. */
export function FlowFilters(props: {
  view: FlowView;
  cube: Cube | undefined;
  yards: ReadonlyMap<string, string>;
  show: (view: FlowView) => void;
}): JSX.Element {
  const names = createMemo((): Record<Cut, readonly string[]> => {
    const cube = props.cube;
    if (cube === undefined) return { yards: [], suppliers: [], grades: [], works: [] };
    const sums = { inbound: new Map<string, number>(), outbound: new Map<string, number>() };
    for (let row = 0; row < cube.length; row += 1) {
      const direction = cube.direction.names[cube.direction.codes[row] ?? -1];
      if (direction !== 'inbound' && direction !== 'outbound') continue;
      const name = cube.partner.names[cube.partner.codes[row] ?? -1] ?? '';
      sums[direction].set(name, (sums[direction].get(name) ?? 0) + (cube.kg[row] ?? 0));
    }
    const bySize = (map: ReadonlyMap<string, number>): string[] =>
      [...map].sort((a, b) => b[1] - a[1]).map(([name]) => name);
    return {
      yards: cube.yard.names,
      suppliers: bySize(sums.inbound),
      grades: inOrderOfWorth(cube.grade.names),
      works: bySize(sums.outbound),
    };
  });
  const nameOf = (cut: Cut) => (name: string) => cutName(text(), props.yards, cut, name);
  return (
    <>
      <div class="flow-filters">
        <For each={CUTS}>
          {(cut) => (
            <ChoiceMenu
              label={text().flows.filters[cut]}
              names={names()[cut]}
              chosen={props.view[cut]}
              nameOf={nameOf(cut)}
              choose={(chosen) => props.show({ ...props.view, [cut]: chosen })}
            />
          )}
        </For>
        <label class="flow-compare">
          <span class="quiet">{text().flows.compare}</span>
          <select
            class="input"
            value={props.view.compare}
            onChange={(event) =>
              props.show({
                ...props.view,
                compare: COMPARES.find((one) => one === event.currentTarget.value) ?? 'none',
              })
            }
          >
            <For each={COMPARES}>
              {(compare) => (
                <option value={compare} selected={compare === props.view.compare}>
                  {text().flows.compares[compare]}
                </option>
              )}
            </For>
          </select>
        </label>
      </div>
      <Show when={isNarrowed(props.view)}>
        <ul class="chips">
          <For each={CUTS}>
            {(cut) => (
              <For each={props.view[cut]}>
                {(name) => (
                  <li>
                    <button
                      type="button"
                      class="chip"
                      aria-label={text().procurement.remove(nameOf(cut)(name))}
                      onClick={() => props.show(without(props.view, cut, name))}
                    >
                      <span class="quiet">{text().flows.filters[cut]}</span> {nameOf(cut)(name)} <Icon name="close" />
                    </button>
                  </li>
                )}
              </For>
            )}
          </For>
          <li>
            <button
              type="button"
              class="button plain small"
              onClick={() => props.show({ ...props.view, yards: [], suppliers: [], grades: [], works: [] })}
            >
              {text().procurement.clear}
            </button>
          </li>
        </ul>
      </Show>
    </>
  );
}
