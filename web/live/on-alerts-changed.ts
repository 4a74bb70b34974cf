import { onCleanup } from 'solid-js';

const NAME = 'alerts-changed';
const heard = new EventTarget();

/** Calls `act` when the live line says that alerts were raised, seen or resolved, until its owner is disposed. */
export function onAlertsChanged(act: () => void): void {
  heard.addEventListener(NAME, act);
  onCleanup(() => heard.removeEventListener(NAME, act));
}

/** Tells everyone who shows alerts that they changed. */
export function alertsChanged(): void {
  heard.dispatchEvent(new Event(NAME));
}
