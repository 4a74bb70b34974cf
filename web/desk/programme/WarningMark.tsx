import type { JSX } from 'solid-js';
import type { Warning } from '../../../domain/wire/programme-api.ts';
import { text } from '../../text/language.ts';
import { warningSentence } from '../../text/programme-phrases.ts';
import { Icon } from '../../ui/Icon.tsx';

const STATE = { alarm: 'alarm', warning: 'warning', note: 'quiet' } as const;
const ICON = { alarm: 'alarm', warning: 'warning', note: 'bell' } as const;

/** A warning as one sentence with the sign and word of its level. */
export function WarningMark(props: { warning: Warning }): JSX.Element {
  return (
    <span class={`warning-mark ${STATE[props.warning.level]}`}>
      <Icon name={ICON[props.warning.level]} />
      <span>
        <span class="visually-hidden">{text().warningLevels[props.warning.level]}: </span>
        {warningSentence(text(), props.warning)}
      </span>
    </span>
  );
}
