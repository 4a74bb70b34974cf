import { type JSX, Match, Switch } from 'solid-js';
import { formatKst } from '../../../domain/kst-time.ts';
import { agoWords } from '../../text/ages.ts';
import { clockMinutes } from '../../text/dates.ts';
import { text } from '../../text/language.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Notice } from '../../ui/Notice.tsx';
import type { Flows } from './create-flows.ts';

const JUST_NOW_MS = 15_000;

/** Whether what is shown still grows, and how old it is when nothing new comes. */
export function LiveMark(props: { flows: Flows; now: number }): JSX.Element {
  const age = (): string => {
    const heard = props.flows.heardAt();
    if (heard !== null && props.now - heard < JUST_NOW_MS) return text().date.justNow;
    return agoWords(text(), heard === null ? null : formatKst(heard), Math.max(props.now, heard ?? 0));
  };
  return (
    <Switch>
      <Match when={props.flows.isStale()}>
        <Notice level="warning">{text().flows.stale(clockMinutes(props.flows.heardAt() ?? props.now))}</Notice>
      </Match>
      <Match when={props.flows.isLive() && props.flows.heardAt() !== null}>
        <span class="live-mark">
          <Icon name="stable" /> {text().flows.live} <span class="quiet">{text().flows.liveAge(age())}</span>
        </span>
      </Match>
    </Switch>
  );
}
