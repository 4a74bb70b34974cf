import { A } from '@solidjs/router';
import { type JSX, Show } from 'solid-js';
import type { Dispute } from '../../domain/wire/slips-api.ts';
import { text } from '../text/language.ts';
import { Icon } from '../ui/Icon.tsx';

/** That a newer version of the slip followed the objection, with the way to it. */
export function NewVersion(props: {
  dispute: Pick<Dispute, 'slipVersion' | 'latestVersion'>;
  address: string;
}): JSX.Element {
  return (
    <Show when={props.dispute.latestVersion > props.dispute.slipVersion}>
      <p class="new-version">
        <Icon name="replaced" /> {text().disputes.newVersion(props.dispute.latestVersion)}{' '}
        <A href={props.address}>{text().disputes.newVersionLink}</A>
      </p>
    </Show>
  );
}
