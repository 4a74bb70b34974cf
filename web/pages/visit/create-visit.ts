import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import type { CorrectionRequest, VisitDetail } from '../../../domain/wire/http-api.ts';
import { type Answer, createAnswer } from '../../api/create-answer.ts';
import { fetchVisit, sendCorrection } from '../../api/visits.ts';

export type SendState = 'idle' | 'sent' | 'arrived' | 'late';

const POLL_MS = 1_000;
const LATE_AFTER_POLLS = 15;

export interface VisitState {
  readonly answer: Answer<VisitDetail>;
  /** where the last correction stands; it has arrived when the ledger has a newer row */
  readonly sendState: Accessor<SendState>;
  readonly correct: (correction: CorrectionRequest) => Promise<void>;
}

/** A visit with its evidence; after a correction it is asked for until the new ledger row shows. */
export function createVisit(id: Accessor<string>): VisitState {
  const answer = createAnswer(id, fetchVisit);
  const [sendState, setSendState] = createSignal<SendState>('idle');
  let waitsFor = Number.POSITIVE_INFINITY;
  let polls = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  onCleanup(() => clearInterval(timer));

  createEffect(
    on(answer.value, (visit) => {
      if (visit === undefined || visit.corrections.length < waitsFor) return;
      clearInterval(timer);
      waitsFor = Number.POSITIVE_INFINITY;
      setSendState('arrived');
    }),
  );

  const correct = async (correction: CorrectionRequest): Promise<void> => {
    const before = answer.value()?.corrections.length ?? 0;
    await sendCorrection(id(), correction);
    waitsFor = before + 1;
    polls = 0;
    setSendState('sent');
    clearInterval(timer);
    timer = setInterval(() => {
      polls += 1;
      if (polls === LATE_AFTER_POLLS) setSendState('late');
      answer.ask();
    }, POLL_MS);
  };

  return { answer, sendState, correct };
}
