import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import { type Answer, createAnswer } from './create-answer.ts';
import { createSteady } from './create-steady.ts';

export type SendState = 'idle' | 'sent' | 'arrived' | 'late';

const POLL_MS = 1_000;
const LATE_AFTER_POLLS = 15;

export interface Followed<Value> {
  readonly answer: Answer<Value>;
  /** where the last thing sent stands; it has arrived when the ledger shows it */
  readonly sendState: Accessor<SendState>;
  /** Sends something and asks until what it changes is seen; a refusal is thrown. */
  readonly send: (act: () => Promise<unknown>, hasArrived: (value: Value) => boolean) => Promise<void>;
}

/** An answer that commands change: the collector takes them in its own time, so it is asked for until that shows. */
export function createFollowed<Key, Value>(
  key: Accessor<Key | null>,
  ask: (key: Key) => Promise<Value>,
): Followed<Value> {
  const answer = createAnswer(key, ask);
  const [sendState, setSendState] = createSignal<SendState>('idle');
  let waitsFor: ((value: Value) => boolean) | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;
  onCleanup(() => clearInterval(timer));
  createEffect(
    on(answer.value, (value) => {
      if (value === undefined || waitsFor === undefined || !waitsFor(value)) return;
      clearInterval(timer);
      waitsFor = undefined;
      setSendState('arrived');
    }),
  );
  const send: Followed<Value>['send'] = async (act, hasArrived) => {
    await act();
    waitsFor = hasArrived;
    let polls = 0;
    setSendState('sent');
    clearInterval(timer);
    timer = setInterval(() => {
      polls += 1;
      if (polls === LATE_AFTER_POLLS) setSendState('late');
      answer.ask();
    }, POLL_MS);
  };
  return { answer: createSteady<Value, Answer<Value>>(answer), sendState, send };
}
