import { Index, type JSX } from 'solid-js';
import { text } from '../../text/language.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import type { Link } from './chain.ts';

const SIGNS: Record<Link['state'], IconName> = { good: 'stable', warning: 'warning', alarm: 'alarm', quiet: 'empty' };

/** From the device to the screen: where the line is cut shows at a glance. */
export function Chain(props: { links: readonly Link[] }): JSX.Element {
  return (
    <ol class="chain" aria-label={text().system.title}>
      <Index each={props.links}>
        {(link) => (
          <li class={link().state}>
            <span class="chain-name">
              <Icon name={SIGNS[link().state]} /> {link().name}
            </span>
            <span class="chain-note">{link().note}</span>
          </li>
        )}
      </Index>
    </ol>
  );
}
