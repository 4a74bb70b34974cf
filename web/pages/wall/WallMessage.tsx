import type { JSX } from 'solid-js';

/** What a wall says when it has no figures yet. */
export function WallMessage(props: { title: string; advice?: string }): JSX.Element {
  return (
    <main class="wall-message" role="status">
      <h1>{props.title}</h1>
      <p>{props.advice}</p>
    </main>
  );
}
