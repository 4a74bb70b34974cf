import { ErrorBoundary, type JSX, Show } from 'solid-js';

/** A part of a page with its own title; what breaks inside it stays inside it. */
export function Panel(props: {
  title: string;
  note?: JSX.Element;
  class?: string;
  failed: string;
  retry: string;
  children: JSX.Element;
}): JSX.Element {
  return (
    <section class={`panel ${props.class ?? ''}`}>
      <header>
        <h2>{props.title}</h2>
        <Show when={props.note}>
          <div class="panel-note">{props.note}</div>
        </Show>
      </header>
      <ErrorBoundary
        fallback={(_, reset) => (
          <p class="panel-failed">
            {props.failed}{' '}
            <button type="button" class="button small" onClick={reset}>
              {props.retry}
            </button>
          </p>
        )}
      >
        {props.children}
      </ErrorBoundary>
    </section>
  );
}
