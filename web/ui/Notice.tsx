import type { JSX } from 'solid-js';
import { Icon } from './Icon.tsx';

/** One sentence about something that needs attention, with its sign. */
export function Notice(props: { level: 'alarm' | 'warning' | 'quiet'; children: JSX.Element }): JSX.Element {
  return (
    <div class={`notice ${props.level}`} role={props.level === 'alarm' ? 'alert' : 'status'}>
      {props.level === 'quiet' ? null : <Icon name={props.level} />}
      <div>{props.children}</div>
    </div>
  );
}
