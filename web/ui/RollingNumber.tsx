import { createEffect, createSignal, type JSX, on, onCleanup } from 'solid-js';

const ROLL_MS = 300;

/** A figure that rolls from its last value to the new one in 300 ms, and rests otherwise. */
export function RollingNumber(props: { value: number; format: (value: number) => string }): JSX.Element {
  const [shown, setShown] = createSignal(props.value);
  let frame = 0;
  createEffect(
    on(
      () => props.value,
      (target, previous) => {
        cancelAnimationFrame(frame);
        if (previous === undefined || matchMedia('(prefers-reduced-motion: reduce)').matches || document.hidden) {
          setShown(target);
          return;
        }
        const from = shown();
        const start = performance.now();
        const step = (now: number): void => {
          const part = Math.min(1, (now - start) / ROLL_MS);
          setShown(part === 1 ? target : from + (target - from) * (1 - (1 - part) ** 3));
          if (part < 1) frame = requestAnimationFrame(step);
        };
        frame = requestAnimationFrame(step);
      },
    ),
  );
  onCleanup(() => cancelAnimationFrame(frame));
  return <>{props.format(shown())}</>;
}
