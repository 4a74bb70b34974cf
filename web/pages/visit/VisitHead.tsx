import { type JSX, Show } from 'solid-js';
import type { VisitDetail } from '../../../domain/wire/http-api.ts';
import { timeOf } from '../../text/dates.ts';
import { text } from '../../text/language.ts';

/** Which truck, whose, when; the one action of the page stands at the right. */
export function VisitHead(props: { visit: VisitDetail; children: JSX.Element }): JSX.Element {
  const direction = (): string => text().direction[props.visit.direction ?? 'unknown'];
  return (
    <header class="visit-head">
      <h1>
        {props.visit.plate} <span class="quiet">{direction()}</span>
      </h1>
      <p class="quiet">
        {text().date.day(props.visit.openedAt.slice(0, 10))} {timeOf(props.visit.openedAt)}
        {' – '}
        {props.visit.closedAt === null ? text().status[props.visit.status] : timeOf(props.visit.closedAt)}
        <Show when={props.visit.partner}>{(partner) => <> · {partner()}</>}</Show>
        <Show when={props.visit.ticket}>
          {(ticket) => (
            <>
              {' '}
              · {text().visit.ticket} {ticket()}
            </>
          )}
        </Show>
      </p>
      <div class="visit-action">{props.children}</div>
    </header>
  );
}
