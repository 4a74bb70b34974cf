import { type JSX, Show } from 'solid-js';
import type { VisitDetail } from '../../../domain/wire/http-api.ts';
import { text } from '../../text/language.ts';
import { kilograms } from '../../text/weights.ts';
import { Notice } from '../../ui/Notice.tsx';

/** gross − tare = net, net − deduction = accepted, as one line to be read aloud. */
export function Equation(props: { visit: VisitDetail }): JSX.Element {
  const term = (name: string, kg: number, isResult = false): JSX.Element => (
    <div classList={{ result: isResult }}>
      <span>{name}</span>
      <b>
        {kilograms(kg)} <small>{text().common.kg}</small>
      </b>
    </div>
  );
  return (
    <section class="panel equation" aria-label={text().visit.equation}>
      <Show
        when={props.visit.net !== null && props.visit.gross !== null}
        fallback={
          <>
            {term(text().wall.first, props.visit.firstKg, true)}
            <Notice level="quiet">{text().visit.stillOpen}</Notice>
          </>
        }
      >
        {term(text().visit.gross, props.visit.gross ?? 0)}
        <i>−</i>
        {term(text().visit.tare, props.visit.tare ?? 0)}
        <i>=</i>
        {term(text().visit.net, props.visit.net ?? 0, true)}
        <i>−</i>
        {term(text().visit.deduction, props.visit.deduction)}
        <i>=</i>
        {term(text().visit.accepted, props.visit.accepted ?? 0, true)}
      </Show>
    </section>
  );
}
