import { A } from '@solidjs/router';
import { type JSX, Show } from 'solid-js';
import type { Dispute } from '../../../domain/wire/slips-api.ts';
import { mayManage, useSession } from '../../desk/session.ts';
import { text } from '../../text/language.ts';
import { Notice } from '../../ui/Notice.tsx';
import { needsCorrection } from './answer-form.ts';

/** After a dispute was upheld: that the visit has to be corrected, and the way there, until a new version is out. */
export function CorrectNext(props: { dispute: Dispute }): JSX.Element {
  const session = useSession();
  return (
    <Show when={needsCorrection(props.dispute) && mayManage(session)}>
      <Notice level="warning">
        {text().disputes.correctLead}{' '}
        <A class="button small" href={`/visits/${encodeURIComponent(props.dispute.visit)}`}>
          {text().disputes.correct}
        </A>
      </Notice>
    </Show>
  );
}
