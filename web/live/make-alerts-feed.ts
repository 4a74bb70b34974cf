import type { ServerEvents } from '../../domain/wire/socket-events.ts';

/** What the feed needs of a socket; socket.io-client's has it. */
export interface AlertsSocket {
  /** false when the server closed the door, which the socket then leaves closed */
  readonly active: boolean;
  connect(): unknown;
  disconnect(): unknown;
  on(event: 'disconnect' | 'connect_error', listener: () => void): unknown;
  on(event: 'alerts:changed', listener: ServerEvents['alerts:changed']): unknown;
}

const RETRY_MS = 3_000;

/**
 * Says whenever alerts were raised, seen or resolved, and on every connection. It knocks again when the server closed
 * the door, spread out by `random`, and does not hold the alerts; call the returned function to stop it.
 */
export function makeAlertsFeed(socket: AlertsSocket, changed: () => void, random = Math.random): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;
  const reopen = (): void => {
    if (isStopped || socket.active) return;
    clearTimeout(timer);
    timer = setTimeout(() => socket.connect(), RETRY_MS * (0.5 + random()));
  };
  socket.on('alerts:changed', () => {
    if (!isStopped) changed();
  });
  socket.on('disconnect', reopen);
  socket.on('connect_error', reopen);
  socket.connect();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    socket.disconnect();
  };
}
