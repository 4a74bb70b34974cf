import { For, type JSX } from 'solid-js';
import { DAY_MS } from '../../../domain/units.ts';
import { text } from '../../text/language.ts';
import { startOf, type Window } from './grain.ts';
import { daysOf, panned, zoomed } from './history-address.ts';

const PRESETS = { week: 7, month: 30, quarter: 91, year: 365, three: 1_096 } as const;
type Preset = keyof typeof PRESETS;

/** The span that is shown, in steps and in spans up to today. */
export function WindowBar(props: { window: Window; choose: (window: Window) => void }): JSX.Element {
  const span = (): number => props.window.to - props.window.from;
  const preset = (name: Preset): Window => {
    const to = startOf(Date.now(), '1d') + DAY_MS;
    return { from: to - PRESETS[name] * DAY_MS, to };
  };
  const isPressed = (name: Preset): boolean => span() === PRESETS[name] * DAY_MS;
  const middle = (): number => props.window.from + span() / 2;
  const days = () => daysOf(props.window);
  return (
    <div class="window-bar">
      <fieldset class="segments">
        <legend class="visually-hidden">{text().past.presetLabel}</legend>
        <For each={Object.keys(PRESETS) as Preset[]}>
          {(name) => (
            <button type="button" aria-pressed={isPressed(name)} onClick={() => props.choose(preset(name))}>
              {text().past.presets[name]}
            </button>
          )}
        </For>
      </fieldset>
      <div class="window-steps">
        <Step
          label={text().past.earlier}
          sign="‹"
          act={() => props.choose(panned(props.window, -span() / 2, Date.now()))}
        />
        <b>{text().procurement.yearSpan(days().from, days().to)}</b>
        <Step
          label={text().past.later}
          sign="›"
          act={() => props.choose(panned(props.window, span() / 2, Date.now()))}
        />
        <Step label={text().past.closer} sign="+" act={() => props.choose(zoomed(props.window, 0.5, middle()))} />
        <Step label={text().past.wider} sign="−" act={() => props.choose(zoomed(props.window, 2, middle()))} />
      </div>
    </div>
  );
}

function Step(props: { label: string; sign: string; act: () => void }): JSX.Element {
  return (
    <button type="button" class="button" aria-label={props.label} title={props.label} onClick={() => props.act()}>
      {props.sign}
    </button>
  );
}
