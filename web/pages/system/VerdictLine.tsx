import type { JSX } from 'solid-js';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import type { Verdict } from './verdict.ts';

const SIGNS: Record<Verdict['level'], IconName> = { good: 'stable', warning: 'warning', alarm: 'alarm' };

/** The sentence an operator reads first, and what to do. */
export function VerdictLine(props: { verdict: Verdict }): JSX.Element {
  return (
    <div class={`verdict ${props.verdict.level}`} role={props.verdict.level === 'alarm' ? 'alert' : 'status'}>
      <Icon name={SIGNS[props.verdict.level]} />
      <div>
        <p class="verdict-sentence">{props.verdict.sentence}</p>
        <p>{props.verdict.advice}</p>
      </div>
    </div>
  );
}
