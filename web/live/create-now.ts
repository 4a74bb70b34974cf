import { type Accessor, createSignal, onCleanup } from 'solid-js';

/** This machine's time, renewed every `every` milliseconds until its owner is disposed. */
export function createNow(every = 1_000): Accessor<number> {
  const [now, setNow] = createSignal(Date.now());
  const timer = setInterval(() => setNow(Date.now()), every);
  onCleanup(() => clearInterval(timer));
  return now;
}
