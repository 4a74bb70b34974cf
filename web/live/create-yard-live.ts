import { createSignal, onCleanup } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { parseEventTime } from '../../domain/kst-time.ts';
import type { Visit, YardSummary } from '../../domain/wire/http-api.ts';
import { makeYardFeed, type YardSocket } from './make-yard-feed.ts';
import { openSocket } from './open-socket.ts';

export interface YardLive {
  /** the last known state of the yard; `null` until the first snapshot */
  readonly summary: YardSummary | null;
  /** server clock time since when nothing came; `null` while frames come */
  readonly staleSince: number | null;
  readonly refused: 'FORBIDDEN' | 'NOT_FOUND' | null;
  /** what the server's clock is ahead of this machine's, in milliseconds */
  readonly clockAhead: number;
}

/** Sections whose rows have an id; rows of the others keep their place. */
const KEYED_BY_ID: ReadonlySet<string> = new Set(['openVisits', 'judged']);

/**
 * The live state of a yard, kept up to date until its owner is disposed. Changed visits go to `onVisits` and are not
 * kept here, so that a screen may stay open for months; `onSnapshot` says that changes may have been missed before.
 */
export function createYardLive(
  yard: string,
  listeners: { onVisits?: (visits: readonly Visit[]) => void; onSnapshot?: () => void } = {},
  socket: YardSocket = openSocket(),
): YardLive {
  const [live, setLive] = createStore<{ -readonly [Key in keyof YardLive]: YardLive[Key] }>({
    summary: null,
    staleSince: null,
    refused: null,
    clockAhead: 0,
  });
  const [clock, setClock] = createSignal(0);
  const readClock = (at: string): void => {
    const server = parseEventTime(at);
    if (server === null) return;
    const ahead = server - Date.now();
    if (Math.abs(ahead - clock()) > 250) {
      setClock(ahead);
      setLive('clockAhead', ahead);
    }
  };
  const stop = makeYardFeed(socket, yard, {
    snapshot({ summary }) {
      readClock(summary.at);
      setLive('summary', reconcile(summary));
      setLive('refused', null);
      listeners.onSnapshot?.();
    },
    change({ at, seq, sections, visits }) {
      readClock(at);
      setLive('summary', { at, seq } as YardSummary); // a store merges an object into the one it holds
      for (const [section, value] of Object.entries(sections)) {
        const how = KEYED_BY_ID.has(section) ? { key: 'id' } : { key: null, merge: true };
        setLive('summary', section as 'openVisits', reconcile(value as Visit[], how));
      }
      if (visits.length > 0) listeners.onVisits?.(visits);
    },
    refused: (code) => setLive('refused', code),
    stale: (since) => setLive('staleSince', since === null ? null : since + clock()),
  });
  onCleanup(stop);
  return live;
}
