import type { JSX } from 'solid-js';
import { createYardLive } from '../../live/create-yard-live.ts';

/** Says when the visit changed in the ledger while its page is open. It shows nothing. */
export function FollowVisit(props: { yard: string; id: string; changed: () => void }): JSX.Element {
  createYardLive(props.yard, {
    onVisits: (visits) => {
      if (visits.some(({ id }) => id === props.id)) props.changed();
    },
  });
  return null;
}
