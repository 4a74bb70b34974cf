import type { JSX } from 'solid-js';
import { Show } from 'solid-js';
import { ChoiceMenu } from '../../desk/procurement/ChoiceMenu.tsx';
import { text } from '../../text/language.ts';
import { gradeName } from '../../text/phrases.ts';
import type { HistoryParts } from './HistoryPage.tsx';
import { type HistoryView, MARKS, type Mark } from './history-address.ts';

const DIRECTIONS = ['inbound', 'outbound'] as const;

/** What the page is narrowed to; the menus list what occurs. */
export function FilterBar(
  props: HistoryParts & {
    partners: readonly string[];
    grades: readonly string[];
    /** of photos alone */
    cameras?: readonly string[];
    children?: JSX.Element;
  },
): JSX.Element {
  const words = () => text().past;
  const isNarrowed = (): boolean => {
    const { yards, partners, grades, direction, cameras, confidence, marks } = props.view();
    const lists = [yards, partners, grades, cameras, marks];
    return lists.some((list) => list.length > 0) || direction !== null || confidence !== null;
  };
  const clear: Partial<HistoryView> = {
    ...{ yards: [], partners: [], grades: [], direction: null, cameras: [], confidence: null, marks: [] },
  };
  return (
    <div class="history-filters">
      <ChoiceMenu
        label={words().yards}
        names={props.yards()}
        chosen={props.view().yards}
        nameOf={props.yardName}
        choose={(yards) => props.turn({ yards }, true)}
      />
      <ChoiceMenu
        label={words().partners}
        names={props.partners}
        chosen={props.view().partners}
        nameOf={(name) => (name === '' ? words().noPartner : name)}
        choose={(partners) => props.turn({ partners }, true)}
      />
      <ChoiceMenu
        label={words().grades}
        names={props.grades}
        chosen={props.view().grades}
        nameOf={(grade) => gradeName(text(), grade)}
        choose={(grades) => props.turn({ grades }, true)}
      />
      <fieldset class="segments">
        <legend class="visually-hidden">{words().directions}</legend>
        {DIRECTIONS.map((direction) => (
          <button
            type="button"
            aria-pressed={props.view().direction === direction}
            onClick={() => props.turn({ direction: props.view().direction === direction ? null : direction }, true)}
          >
            {text().direction[direction]}
          </button>
        ))}
      </fieldset>
      <Show when={props.cameras}>
        {(cameras) => (
          <>
            <ChoiceMenu
              label={words().cameras}
              names={cameras()}
              chosen={props.view().cameras}
              nameOf={(camera) => camera}
              choose={(names) => props.turn({ cameras: names }, true)}
            />
            <ChoiceMenu
              label={words().marks}
              names={MARKS}
              chosen={props.view().marks}
              nameOf={(mark) => words().marksNames[mark as Mark]}
              choose={(marks) => props.turn({ marks: MARKS.filter((mark) => marks.includes(mark)) }, true)}
            />
          </>
        )}
      </Show>
      <Show when={isNarrowed()}>
        <button type="button" class="button plain small" onClick={() => props.turn(clear, true)}>
          {words().clear}
        </button>
      </Show>
      <span class="spring" />
      {props.children}
    </div>
  );
}
