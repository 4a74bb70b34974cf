import { createMemo, createSignal, For, type JSX, onCleanup, onMount, Show } from 'solid-js';
import { text } from '../../text/language.ts';
import { Icon } from '../../ui/Icon.tsx';

/** From this many on a list can be searched. */
const SEARCHED_FROM = 9;

/** A list of names of which several may be chosen; none chosen means all. */
export function ChoiceMenu(props: {
  label: string;
  names: readonly string[];
  chosen: readonly string[];
  nameOf: (name: string) => string;
  choose: (names: readonly string[]) => void;
}): JSX.Element {
  const [isOpen, setOpen] = createSignal(false);
  const [find, setFind] = createSignal('');
  let frame: HTMLDivElement | undefined;
  let button: HTMLButtonElement | undefined;
  const away = (event: Event): void => {
    if (event.target instanceof Node && !frame?.contains(event.target)) setOpen(false);
  };
  onMount(() => document.addEventListener('pointerdown', away));
  onCleanup(() => document.removeEventListener('pointerdown', away));
  const shown = createMemo(() => {
    const all = [...new Set([...props.names, ...props.chosen])];
    const wanted = find().replace(/\s+/gu, '').toLowerCase();
    return all.filter((name) => props.nameOf(name).replace(/\s+/gu, '').toLowerCase().includes(wanted));
  });
  const words = (): string => {
    if (props.chosen.length === 0) return text().procurement.all;
    return props.chosen.length === 1 ? props.nameOf(props.chosen[0] ?? '') : String(props.chosen.length);
  };
  const turn = (name: string): void =>
    props.choose(props.chosen.includes(name) ? props.chosen.filter((one) => one !== name) : [...props.chosen, name]);
  const closed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !isOpen()) return;
    event.stopPropagation();
    setOpen(false);
    button?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes what the button opened
    <div ref={frame} class="choice-menu" onKeyDown={closed}>
      <button
        ref={button}
        type="button"
        class="button"
        classList={{ chosen: props.chosen.length > 0 }}
        aria-expanded={isOpen()}
        onClick={() => setOpen(!isOpen())}
      >
        <span class="quiet">{props.label}</span> <b>{words()}</b> <Icon name="down" />
      </button>
      <Show when={isOpen()}>
        <div class="choice-list">
          <Show when={props.names.length >= SEARCHED_FROM}>
            <input
              class="input"
              type="search"
              aria-label={text().procurement.search}
              placeholder={text().procurement.search}
              value={find()}
              onInput={(event) => setFind(event.currentTarget.value)}
            />
          </Show>
          <ul>
            <For each={shown()} fallback={<li class="quiet">{text().procurement.noMatch}</li>}>
              {(name) => (
                <li>
                  <label>
                    <input type="checkbox" checked={props.chosen.includes(name)} onChange={() => turn(name)} />
                    <span>{props.nameOf(name)}</span>
                  </label>
                </li>
              )}
            </For>
          </ul>
        </div>
      </Show>
    </div>
  );
}
