import { type JSX, Show } from 'solid-js';
import { text } from '../../text/language.ts';
import { Notice } from '../../ui/Notice.tsx';
import { maySeeProgramme, useSession } from '../session.ts';
import './programme.css';

/** Pages of the grant programme for those who may see it; everyone else is told whom to ask. */
export function ProgrammeGate(props: { children: JSX.Element }): JSX.Element {
  const session = useSession();
  return (
    <Show when={maySeeProgramme(session)} fallback={<Notice level="warning">{text().programme.forbidden}</Notice>}>
      {props.children}
    </Show>
  );
}
