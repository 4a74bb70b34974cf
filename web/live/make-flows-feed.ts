import type { ServerEvents } from '../../domain/wire/socket-events.ts';

/** What the feed needs of a socket; socket.io-client's has it. */
export interface FlowsSocket {
  /** false when the server closed the door, which the socket then leaves closed */
  readonly active: boolean;
  connect(): unknown;
  disconnect(): unknown;
  on(event: 'connect' | 'disconnect' | 'connect_error', listener: () => void): unknown;
  on(event: 'flows:changed', listener: ServerEvents['flows:changed']): unknown;
}

const RETRY_MS = 3_000;

/**
 * Says when flows of yards changed, and whether the line stands; on every connection it says so as well, since changes
 * may have been missed before. It knocks again when the server closed the door, spread out by `random`.
 * Call the returned function to stop it.
 */
export function makeFlowsFeed(
  socket: FlowsSocket,
  sink: { readonly changed: () => void; readonly connected: (isConnected: boolean) => void },
  random = Math.random,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;
  const lost = (): void => {
    if (isStopped) return;
    sink.connected(false);
    if (socket.active) return;
    clearTimeout(timer);
    timer = setTimeout(() => socket.connect(), RETRY_MS * (0.5 + random()));
  };
  socket.on('connect', () => {
    if (isStopped) return;
    sink.connected(true);
    sink.changed();
  });
  socket.on('flows:changed', () => {
    if (!isStopped) sink.changed();
  });
  socket.on('disconnect', lost);
  socket.on('connect_error', lost);
  socket.connect();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    socket.disconnect();
  };
}
