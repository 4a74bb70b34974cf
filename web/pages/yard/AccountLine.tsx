import { type JSX, Show } from 'solid-js';
import type { YardSummary } from '../../../domain/wire/http-api.ts';
import { text } from '../../text/language.ts';
import { count } from '../../text/weights.ts';

/** Every message received is written, pending or rejected: the account that shows no kilogram was lost. */
export function AccountLine(props: { summary: YardSummary }): JSX.Element {
  const account = () => props.summary.account;
  const grading = () => props.summary.collector.grading;
  return (
    <p class="account-line">
      <strong>{text().yard.account}</strong>{' '}
      {text().yard.accountLine(
        count(account().received),
        count(account().written),
        count(account().pending),
        count(account().rejected),
      )}
      <Show when={account().duplicates > 0}>
        <span>{text().yard.duplicates(count(account().duplicates))}</span>
      </Show>
      <Show when={props.summary.unassigned.lifts + props.summary.unassigned.frames > 0}>
        <span>{text().yard.unassigned(props.summary.unassigned.lifts, props.summary.unassigned.frames)}</span>
      </Show>
      <span>
        {grading().ready
          ? text().yard.grading(grading().waiting, grading().p50Ms === null ? '–' : count(grading().p50Ms ?? 0))
          : text().yard.gradingOff}
      </span>
    </p>
  );
}
