import { A } from '@solidjs/router';
import { type JSX, Show } from 'solid-js';
import { changeSentence } from '../../../domain/flows/sentences.ts';
import type { Change } from '../../../domain/wire/flows-api.ts';
import { WeekStrip } from '../../charts/WeekStrip.tsx';
import { flowsAddress } from '../../desk/procurement/flows-address.ts';
import type { RangeChoice } from '../../desk/procurement/spans.ts';
import { language, text } from '../../text/language.ts';
import { count, percent, tonnes } from '../../text/weights.ts';
import { Icon } from '../../ui/Icon.tsx';
import { isShare, levelOf } from './change-kinds.ts';

/** One thing that is out of the usual: its sentence, the weeks it is measured by, and the way to the flows behind it. */
export function ChangeLine(props: { change: Change; from: string }): JSX.Element {
  const week = (): RangeChoice => ({ range: 'week', day: props.from, to: props.from });
  const value = (amount: number): string =>
    isShare(props.change.kind) ? `${percent(amount)}%` : `${tonnes(amount)} t`;
  const suppliers = (): readonly string[] =>
    props.change.partner === null ? props.change.suppliers : [props.change.partner];
  const address = (): string =>
    flowsAddress(week(), {
      suppliers: suppliers(),
      grades: props.change.grade === null ? [] : [props.change.grade],
    });
  return (
    <li class={`change ${levelOf(props.change.kind)}`}>
      <WeekStrip
        change={props.change}
        label={text().changes.strip(
          count(props.change.weeks.length),
          value(props.change.low),
          value(props.change.high),
          value(props.change.value),
        )}
      />
      <div class="change-words">
        <span class="change-kind">
          <Show when={levelOf(props.change.kind) === 'warning'}>
            <Icon name="warning" />
          </Show>
          {text().changes.kinds[props.change.kind]}
        </span>
        <p>{changeSentence(props.change, language())}</p>
        <p class="change-links">
          <A href={address()}>{text().changes.see}</A>
          <Show when={props.change.partner}>
            {(partner) => <A href={`/suppliers/${encodeURIComponent(partner())}`}>{text().changes.seeSupplier}</A>}
          </Show>
          <Show when={props.change.suppliers.length > 0}>
            <span class="quiet" title={props.change.suppliers.join(', ')}>
              {text().changes.others(count(props.change.suppliers.length))}
            </span>
          </Show>
        </p>
      </div>
    </li>
  );
}
