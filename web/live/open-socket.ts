import { io } from 'socket.io-client';
import type { AlertsSocket } from './make-alerts-feed.ts';
import type { FlowsSocket } from './make-flows-feed.ts';
import type { YardSocket } from './make-yard-feed.ts';

/** A socket to the server the page came from; it reconnects for ever, spread out so that many screens do not return at once. */
export function openSocket(): YardSocket & AlertsSocket & FlowsSocket {
  return io({
    autoConnect: false,
    forceNew: true,
    transports: ['websocket', 'polling'],
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
    randomizationFactor: 0.6,
    timeout: 5_000,
  }) as unknown as YardSocket & AlertsSocket & FlowsSocket;
}
