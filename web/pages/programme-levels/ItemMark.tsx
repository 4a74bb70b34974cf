import type { JSX } from 'solid-js';
import type { LevelItemState } from '../../../domain/wire/programme-api.ts';
import { text } from '../../text/language.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';

const LOOK: Readonly<Record<LevelItemState['state'], readonly [string, IconName]>> = {
  met: ['good', 'stable'],
  unmet: ['alarm', 'alarm'],
  unproven: ['warning', 'warning'],
};

const QUIET = ['quiet', 'empty'] as const;

/** Whether an item is met, as a sign and a word; quiet where the level does not hang on it. */
export function ItemMark(props: { state: LevelItemState['state']; isQuiet?: boolean }): JSX.Element {
  const look = () => (props.isQuiet === true && props.state !== 'met' ? QUIET : LOOK[props.state]);
  return (
    <span class={`item-state ${look()[0]}`}>
      <Icon name={look()[1]} />
      {text().levelPage.states[props.state]}
    </span>
  );
}
