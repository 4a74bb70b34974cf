import { createSignal, type JSX, onCleanup, Show } from 'solid-js';
import { fetchAlerts } from '../api/alerts.ts';
import { createPolled } from '../api/create-polled.ts';
import { makeAlertsFeed } from '../live/make-alerts-feed.ts';
import { openSocket } from '../live/open-socket.ts';
import { text } from '../text/language.ts';
import { Icon } from '../ui/Icon.tsx';
import { AlertDrawer } from './AlertDrawer.tsx';
import './alerts.css';

/** The live line tells at once; this is for when it is cut. */
const REFRESH_MS = 10_000;
const LIMIT = 200;

/** How many alerts are open, and the way to them; it says so when it could not ask. */
export function AlertBell(): JSX.Element {
  const open = createPolled(
    () => 'open',
    () => fetchAlerts({ state: 'open', limit: LIMIT }),
    REFRESH_MS,
  );
  onCleanup(makeAlertsFeed(openSocket(), open.ask));
  const [isShown, setShown] = createSignal(false);
  const alerts = () => open.value()?.alerts ?? [];
  const level = (): string => {
    if (open.error() !== undefined) return 'unknown';
    if (alerts().some((alert) => alert.level === 'alarm')) return 'alarm';
    return alerts().length > 0 ? 'warning' : 'quiet';
  };
  const words = (): string => {
    if (open.error() !== undefined) return text().alerts.unknown;
    return alerts().length === 0 ? text().alerts.none : text().alerts.open(alerts().length);
  };
  return (
    <>
      <button
        type="button"
        class={`button plain small alert-bell ${level()}`}
        aria-haspopup="dialog"
        onClick={() => setShown(true)}
      >
        <Icon name={level() === 'alarm' ? 'alarm' : level() === 'unknown' ? 'offline' : 'bell'} />
        <span>{words()}</span>
      </button>
      <Show when={isShown()}>
        <AlertDrawer open={open} close={() => setShown(false)} />
      </Show>
    </>
  );
}
