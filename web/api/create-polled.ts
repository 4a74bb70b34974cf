import { type Accessor, createSignal, onCleanup } from 'solid-js';
import { type Answer, createAnswer } from './create-answer.ts';

export interface Polled<Value> extends Answer<Value> {
  /** this machine's time at which the shown answer came; `null` before the first */
  readonly heardAt: Accessor<number | null>;
}

/** Asks at once, every `everyMs` and whenever `key` changes, until its owner is disposed; the last answer stays. */
export function createPolled<Key, Value>(
  key: Accessor<Key | null>,
  ask: (key: Key) => Promise<Value>,
  everyMs: number,
): Polled<Value> {
  const [heardAt, setHeardAt] = createSignal<number | null>(null);
  const answer = createAnswer(key, async (current: Key) => {
    const value = await ask(current);
    setHeardAt(Date.now());
    return value;
  });
  const timer = setInterval(answer.ask, everyMs);
  onCleanup(() => clearInterval(timer));
  return { ...answer, heardAt };
}
