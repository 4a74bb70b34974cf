import type { Accessor } from 'solid-js';
import type { CorrectionRequest, VisitDetail } from '../../../domain/wire/http-api.ts';
import { createFollowed, type Followed } from '../../api/create-followed.ts';
import { fetchVisit, sendCorrection } from '../../api/visits.ts';

export interface VisitState extends Pick<Followed<VisitDetail>, 'answer' | 'sendState'> {
  readonly correct: (correction: CorrectionRequest) => Promise<void>;
}

/** A visit with its evidence; after a correction it is asked for until the new ledger row shows. */
export function createVisit(id: Accessor<string>): VisitState {
  const { answer, sendState, send } = createFollowed(id, fetchVisit);
  const correct = (correction: CorrectionRequest): Promise<void> => {
    const before = answer.value()?.corrections.length ?? 0;
    return send(
      () => sendCorrection(id(), correction),
      ({ corrections }) => corrections.length > before,
    );
  };
  return { answer, sendState, correct };
}
