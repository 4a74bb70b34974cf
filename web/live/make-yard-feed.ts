import type {
  ClientEvents,
  JoinAnswer,
  ServerEvents,
  YardChange,
  YardSnapshot,
} from '../../domain/wire/socket-events.ts';

/** What the feed needs of a socket; socket.io-client's has it. */
export interface YardSocket {
  /** false when the server closed the door, which the socket then leaves closed */
  readonly active: boolean;
  connect(): unknown;
  disconnect(): unknown;
  emit<Event extends keyof ClientEvents>(event: Event, ...args: Parameters<ClientEvents[Event]>): unknown;
  on(event: 'connect' | 'disconnect' | 'connect_error', listener: () => void): unknown;
  on(event: 'yard:changed', listener: ServerEvents['yard:changed']): unknown;
}

/** Where what the feed learns goes. */
export interface YardFeedSink {
  snapshot(snapshot: YardSnapshot): void;
  change(change: YardChange): void;
  refused(code: 'FORBIDDEN' | 'NOT_FOUND'): void;
  /** no frame came since this instant; `null` when frames come again */
  stale(since: number | null): void;
}

export const STALE_AFTER_MS = 4_000;
const CHECK_MS = 500;
const RETRY_MS = 3_000;
const JOIN_TIMEOUT_MS = 10_000;

/**
 * Follows one yard: joins on every connection, lets changes through only in an unbroken row of frames, asks for a new
 * snapshot on a gap, answers each change with `received`, and says when nothing has come for 4 s. It never gives up.
 * It does not hold the data; call the returned function to stop it.
 */
export function makeYardFeed(socket: YardSocket, yard: string, sink: YardFeedSink, random = Math.random): () => void {
  /** number of the last frame applied; `null` while a snapshot is on its way */
  let frame: number | null = null;
  let heardAt = Date.now();
  let isStale = false;
  let isStopped = false;
  let joinTimer: ReturnType<typeof setTimeout> | undefined;
  let reopenTimer: ReturnType<typeof setTimeout> | undefined;
  let joinNumber = 0;

  const heard = (): void => {
    heardAt = Date.now();
    if (!isStale) return;
    isStale = false;
    sink.stale(null);
  };

  const join = (): void => {
    if (isStopped) return;
    frame = null;
    joinNumber += 1;
    const thisJoin = joinNumber;
    clearTimeout(joinTimer);
    joinTimer = setTimeout(join, JOIN_TIMEOUT_MS);
    socket.emit('yard:join', yard, (answer: JoinAnswer) => {
      if (isStopped || thisJoin !== joinNumber) return;
      clearTimeout(joinTimer);
      if (!answer.ok) {
        sink.refused(answer.code);
        joinTimer = setTimeout(join, JOIN_TIMEOUT_MS);
        return;
      }
      frame = answer.snapshot.frame;
      sink.snapshot(answer.snapshot);
      heard();
    });
  };

  socket.on('connect', join);
  socket.on('disconnect', () => {
    frame = null;
    clearTimeout(joinTimer);
    reopen();
  });
  socket.on('connect_error', () => reopen());

  /** socket.io reconnects by itself except when the server closed the door; a wall must knock again then too. */
  function reopen(): void {
    if (isStopped || socket.active) return;
    clearTimeout(reopenTimer);
    reopenTimer = setTimeout(() => socket.connect(), RETRY_MS * (0.5 + random()));
  }

  socket.on('yard:changed', (change, received) => {
    received?.();
    if (isStopped || frame === null || change.frame <= frame) return;
    if (change.frame !== frame + 1) {
      join();
      return;
    }
    frame = change.frame;
    sink.change(change);
    heard();
  });

  const watch = setInterval(() => {
    if (isStale || Date.now() - heardAt < STALE_AFTER_MS) return;
    isStale = true;
    sink.stale(heardAt);
  }, CHECK_MS);

  socket.connect();

  return () => {
    isStopped = true;
    clearInterval(watch);
    clearTimeout(joinTimer);
    clearTimeout(reopenTimer);
    socket.emit('yard:leave');
    socket.disconnect();
  };
}
