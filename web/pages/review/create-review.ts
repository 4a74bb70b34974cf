import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from 'solid-js';
import type { CorrectionRequest, ReviewQueue } from '../../../domain/wire/http-api.ts';
import { type Answer, createAnswer } from '../../api/create-answer.ts';
import { ApiError } from '../../api/request.ts';
import { fetchReview } from '../../api/review.ts';
import { sendCorrection } from '../../api/visits.ts';
import { type Doubt, gradeRequest, keepRequest } from './doubts.ts';
import {
  currentDoubt,
  type Decision,
  doubtsLeft,
  EMPTY,
  type ReviewEvent,
  type ReviewState,
  reviewAfter,
} from './review-state.ts';

const POLL_MS = 10_000;
/** A truck's rows come in a burst; one question answers for all of them. */
const SETTLE_MS = 300;
const LIMIT = 100;
const WITHDRAW_ATTEMPTS = 8;
const WITHDRAW_PAUSE_MS = 500;

export interface Review {
  readonly answer: Answer<ReviewQueue>;
  readonly state: Accessor<ReviewState>;
  readonly left: Accessor<readonly Doubt[]>;
  readonly current: Accessor<Doubt | null>;
  /** photos and visits judged in this session */
  readonly done: Accessor<number>;
  readonly choose: (key: string) => void;
  readonly step: (by: 1 | -1) => void;
  readonly grade: (doubt: Doubt, grade: string, reason: string) => void;
  /** false when the model gave no grade to keep */
  readonly keep: (doubt: Doubt) => boolean;
  readonly deduct: (doubt: Doubt, deductionKg: number, reason: string) => void;
  /** takes the last decision back and says which; null when there is none */
  readonly undo: () => Decision | null;
  readonly dismiss: () => void;
  /** something changed in the yard: asks for the list again soon */
  readonly refresh: () => void;
}

/** The review queue of a yard: judged here at once, told to the server behind it, put back when that fails. */
export function createReview(yard: Accessor<string>): Review {
  const answer = createAnswer(yard, (name) => fetchReview(name, LIMIT));
  const [state, setState] = createSignal<ReviewState>(EMPTY);
  const dispatch = (event: ReviewEvent): void => void setState((before) => reviewAfter(before, event));
  /** by number of the decision: the id of its correction, or null when it was refused */
  const sending = new Map<number, Promise<string | null>>();
  let number = 0;
  let soon: ReturnType<typeof setTimeout> | undefined;
  const refresh = (): void => {
    clearTimeout(soon);
    soon = setTimeout(answer.ask, SETTLE_MS);
  };
  const timer = setInterval(answer.ask, POLL_MS);
  onCleanup(() => {
    clearInterval(timer);
    clearTimeout(soon);
  });
  createEffect(() => {
    const queue = answer.value();
    if (queue !== undefined) dispatch({ type: 'listed', items: queue.items, now: Date.now() });
  });

  const send = (doubt: Doubt, kind: Decision['kind'], wish: CorrectionRequest): void => {
    number += 1;
    const mine = number;
    dispatch({ type: 'decided', number: mine, doubt, kind });
    sending.set(
      mine,
      sendCorrection(doubt.item.visit.id, wish).then(
        ({ id }) => {
          dispatch({ type: 'accepted', number: mine, correction: id, now: Date.now() });
          refresh();
          return id;
        },
        (error: unknown) => {
          dispatch({ type: 'refused', number: mine, code: codeOf(error) });
          return null;
        },
      ),
    );
  };

  const withdraw = async (decision: Decision): Promise<void> => {
    const correction = await sending.get(decision.number);
    sending.delete(decision.number);
    if (typeof correction !== 'string') return; // it was refused, so there is nothing to take back
    try {
      await sendWithdrawal(decision.doubt.item.visit.id, correction);
      refresh();
    } catch (error) {
      sending.set(decision.number, Promise.resolve(correction));
      dispatch({ type: 'undo-refused', decision: { ...decision, state: 'sent', correction }, code: codeOf(error) });
    }
  };

  return {
    answer,
    state,
    left: createMemo(() => doubtsLeft(state())),
    current: createMemo(() => currentDoubt(state())),
    done: () => state().decisions.filter(({ kind }) => kind === 'grade').length,
    choose: (key) => dispatch({ type: 'chosen', key }),
    step: (by) => dispatch({ type: 'stepped', by }),
    grade: (doubt, grade, reason) => send(doubt, 'grade', gradeRequest(doubt, grade, reason)),
    keep: (doubt) => {
      const wish = keepRequest(doubt);
      if (wish !== null) send(doubt, 'grade', wish);
      return wish !== null;
    },
    deduct: (doubt, deductionKg, reason) => send(doubt, 'deduction', { deductionKg, reason }),
    undo: () => {
      const last = state().decisions.at(-1) ?? null;
      if (last !== null) {
        dispatch({ type: 'undone', number: last.number });
        void withdraw(last);
      }
      return last;
    },
    dismiss: () => dispatch({ type: 'dismissed' }),
    refresh,
  };
}

/** Takes a correction back; while the ledger does not have it yet the server refuses, so it is asked again. */
async function sendWithdrawal(visit: string, correction: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await sendCorrection(visit, { withdraws: correction, reason: 'WITHDRAWN' });
      return;
    } catch (error) {
      if (codeOf(error) !== 'CORRECTION_INVALID' || attempt === WITHDRAW_ATTEMPTS) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, WITHDRAW_PAUSE_MS));
  }
}

function codeOf(error: unknown): string {
  return error instanceof ApiError ? error.code : 'INTERNAL';
}
