import type { Accessor } from 'solid-js';
import type { DisputeDetail } from '../../domain/wire/slips-api.ts';
import { createFollowed, type Followed } from '../api/create-followed.ts';
import { fetchDispute } from '../api/disputes.ts';

export interface DisputeView extends Pick<Followed<DisputeDetail>, 'answer' | 'sendState'> {
  /** takes a step; it has arrived when the thread is longer */
  readonly send: (act: () => Promise<unknown>) => Promise<void>;
}

/** A dispute with everything said of it; after a step it is asked for until the ledger has it. */
export function createDispute(id: Accessor<string>): DisputeView {
  const { answer, sendState, send } = createFollowed(id, fetchDispute);
  return {
    answer,
    sendState,
    send: (act) => {
      const before = answer.value()?.steps.length ?? 0;
      return send(act, ({ steps }) => steps.length > before);
    },
  };
}
