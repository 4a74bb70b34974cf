import { createSignal, For, type JSX, Match, onCleanup, onMount, Show, Switch } from 'solid-js';
import type { ExportKind, ExportSize } from '../../domain/wire/flows-api.ts';
import { createAnswer } from '../api/create-answer.ts';
import { type ExportSelection, exportAddress, fetchExportSize } from '../api/exports.ts';
import { language, text } from '../text/language.ts';
import { Failure } from './Answered.tsx';
import './export-menu.css';

/**
 * The menu that exports what a page shows: `selection` is what the page is narrowed to, by the names of ExportQuery
 * (lists joined with commas). Opening it asks how many rows that is; a format they do not fit says how to divide them.
 */
export function ExportMenu(props: { kind: ExportKind; selection: ExportSelection }): JSX.Element {
  const [isOpen, setOpen] = createSignal(false);
  let frame: HTMLDivElement | undefined;
  let button: HTMLButtonElement | undefined;
  const away = (event: Event): void => {
    if (event.target instanceof Node && !frame?.contains(event.target)) setOpen(false);
  };
  onMount(() => document.addEventListener('pointerdown', away));
  onCleanup(() => document.removeEventListener('pointerdown', away));
  const close = (): void => {
    setOpen(false);
    button?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes what the button opened
    <div ref={frame} class="export-menu" onKeyDown={(event) => event.key === 'Escape' && close()}>
      <button
        ref={button}
        type="button"
        class="button"
        aria-expanded={isOpen()}
        aria-haspopup="true"
        onClick={() => setOpen(!isOpen())}
      >
        {text().exporting.open}
      </button>
      <Show when={isOpen()}>
        <Choices kind={props.kind} selection={props.selection} chosen={close} />
      </Show>
    </div>
  );
}

function Choices(props: { kind: ExportKind; selection: ExportSelection; chosen: () => void }): JSX.Element {
  const size = createAnswer(
    () => JSON.stringify([props.kind, props.selection]),
    () => fetchExportSize(props.kind, props.selection),
  );
  return (
    <div class="export-choices">
      <p class="export-title">{text().exporting.title}</p>
      <Switch fallback={<p class="quiet">{text().exporting.counting}…</p>}>
        <Match when={size.error()}>{(error) => <Failure error={error()} retry={size.ask} />}</Match>
        <Match when={size.value()?.rows === 0}>
          <p class="quiet">{text().exporting.nothing}</p>
        </Match>
        <Match when={size.value()}>
          {(known) => (
            <>
              <p class="export-rows">{text().exporting.rows(known().rows, known().isExact)}</p>
              <ul>
                <For each={known().formats}>{(format) => <Format {...props} format={format} />}</For>
              </ul>
            </>
          )}
        </Match>
      </Switch>
    </div>
  );
}

function Format(props: {
  kind: ExportKind;
  selection: ExportSelection;
  format: ExportSize['formats'][number];
  chosen: () => void;
}): JSX.Element {
  const words = () => text().exporting;
  const span = (): string | null => (props.format.advice === null ? null : words().spans[props.format.advice]);
  return (
    <li>
      <Show
        when={props.format.fits}
        fallback={
          <div class="export-format">
            <b>{words().formats[props.format.format]}</b>
            <span>{words().tooMany(props.format.limit, span())}</span>
          </div>
        }
      >
        <a
          class="export-format"
          download=""
          href={exportAddress(props.kind, props.selection, { format: props.format.format, language: language() })}
          onClick={() => queueMicrotask(props.chosen)}
        >
          <b>{words().formats[props.format.format]}</b>
          <span>{words().hints[props.format.format]}</span>
        </a>
      </Show>
    </li>
  );
}
