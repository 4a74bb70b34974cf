import { type JSX, Show } from 'solid-js';
import { text } from '../../text/language.ts';
import { Notice } from '../../ui/Notice.tsx';
import { maySeeFlows, useSession } from '../session.ts';
import './procurement.css';

/** Lets procurement and those who run a yard in; everyone else is told whom to ask. */
export function ProcurementGate(props: { children: JSX.Element }): JSX.Element {
  const session = useSession();
  return (
    <Show when={maySeeFlows(session)} fallback={<Notice level="warning">{text().procurement.forbidden}</Notice>}>
      {props.children}
    </Show>
  );
}
