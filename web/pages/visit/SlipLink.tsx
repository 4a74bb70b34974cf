import { A } from '@solidjs/router';
import { createMemo, type JSX, Show } from 'solid-js';
import type { VisitDetail } from '../../../domain/wire/http-api.ts';
import { createAnswer } from '../../api/create-answer.ts';
import { findSlipOf } from '../../api/slips.ts';
import { maySeeFlows, useSession } from '../../desk/session.ts';
import { text } from '../../text/language.ts';
import { Icon } from '../../ui/Icon.tsx';

/** The way to the slip of a visit that has left the scale for good, with its number once it has one. */
export function SlipLink(props: { visit: Pick<VisitDetail, 'id' | 'status' | 'revision'> }): JSX.Element {
  const session = useSession();
  const asked = createMemo(() =>
    props.visit.status === 'open' || !maySeeFlows(session)
      ? null
      : `${props.visit.id} ${props.visit.status} ${props.visit.revision}`,
  );
  const slip = createAnswer(asked, () => findSlipOf(props.visit.id));
  return (
    <Show when={asked() !== null && (props.visit.status === 'closed' || slip.value())}>
      <A class="button" href={`/visits/${encodeURIComponent(props.visit.id)}/slip`}>
        <Icon name="document" />
        <Show when={slip.value()} fallback={text().slip.link}>
          {(known) => text().slip.linkNumbered(known().number)}
        </Show>
      </A>
    </Show>
  );
}
