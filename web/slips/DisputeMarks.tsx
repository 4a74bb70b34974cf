import { type JSX, Match, Show, Switch } from 'solid-js';
import type { Dispute } from '../../domain/wire/slips-api.ts';
import { createNow } from '../live/create-now.ts';
import { text } from '../text/language.ts';
import { momentWords } from '../text/moments.ts';
import { Icon } from '../ui/Icon.tsx';
import { deadlineOf, deadlineWords } from './dispute-words.ts';

const MINUTE_MS = 60_000;

/** How a dispute stands: open, withdrawn, or what the yard answered. */
export function DisputeState(props: {
  dispute: Pick<Dispute, 'state' | 'verdict'>;
  forPartner?: boolean;
}): JSX.Element {
  const states = () => (props.forPartner ? text().disputes.statesPartner : text().disputes.states);
  return (
    <Switch fallback={<span class="state">{states()[props.dispute.state]}</span>}>
      <Match when={props.dispute.verdict}>
        {(verdict) => (
          <span class={`state ${verdict() === 'dismissed' ? '' : 'good'}`}>
            <Icon name={verdict() === 'dismissed' ? 'close' : 'stable'} /> {text().disputes.verdicts[verdict()]}
          </span>
        )}
      </Match>
      <Match when={props.dispute.state === 'open'}>
        <span class="state warning">
          <Icon name="speech" /> {states().open}
        </span>
      </Match>
    </Switch>
  );
}

/** By when the yard should answer an open dispute, with how long that is; of an ended one when it ended. */
export function Deadline(props: { dispute: Pick<Dispute, 'state' | 'deadline' | 'endedAt'> }): JSX.Element {
  const now = createNow(MINUTE_MS);
  const urgency = () => deadlineOf(props.dispute.deadline, now()).urgency;
  return (
    <Show
      when={props.dispute.state === 'open'}
      fallback={<span class="quiet">{momentWords(text(), props.dispute.endedAt, now())}</span>}
    >
      <span class={`state deadline ${urgency() === 'overdue' ? 'alarm' : urgency() === 'near' ? 'warning' : ''}`}>
        <Icon name={urgency() === 'overdue' ? 'alarm' : 'clock'} />{' '}
        {deadlineWords(text(), props.dispute.deadline, now())}
      </span>
    </Show>
  );
}
