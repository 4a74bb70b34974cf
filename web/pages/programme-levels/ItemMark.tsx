import type { JSX } from 'solid-js';
import type { LevelItemState } from '../../../domain/wire/programme-api.ts';
import { text } from '../../text/language.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';

const LOOK: Readonly<Record<LevelItemState['state'], readonly [string, IconName]>> = {
  met: ['good', 'stable'],
  unmet: ['alarm', 'alarm'],
  unproven: ['warning', 'warning'],
};

/** Whether an item is met, as a sign and a word. */
export function ItemMark(props: { state: LevelItemState['state'] }): JSX.Element {
  return (
    <span class={`item-state ${LOOK[props.state][0]}`}>
      <Icon name={LOOK[props.state][1]} />
      {text().levelPage.states[props.state]}
    </span>
  );
}
