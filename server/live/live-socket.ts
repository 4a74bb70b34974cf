import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import { Server, type Socket } from 'socket.io';
import type { Alert, Visit } from '../../domain/wire/http-api.ts';
import { NAME_PATTERN } from '../../domain/wire/mqtt-topics.ts';
import type { ClientEvents, JoinAnswer, ServerEvents } from '../../domain/wire/socket-events.ts';
import { authorize, rowScope, seesVisit, type VisitOwner } from '../accounts/authorization.ts';
import { isOwnOrigin } from '../accounts/origin.ts';
import type { LiveSession, Sessions } from '../accounts/sessions.ts';
import { Follower } from './follower.ts';
import type { YardBoards } from './yard-boards.ts';

/** Clients only say which yard they want. */
const MAX_REQUEST_BYTES = 4_096;
const JOIN_EVERY_MS = 250;
/** A socket with more unsent packets than this does not read what it asks for. */
const UNSENT_AT_MOST = 16;
/** A client that has said nothing of a frame for this long is broken; it may connect anew. */
const UNACKNOWLEDGED_MS = 30_000;
/** How soon a revoked or expired session loses its sockets, beside the immediate call on revocation. */
const RECHECK_MS = 5_000;

const NAME = new RegExp(NAME_PATTERN);

type LiveSocketServer = Server<ClientEvents, ServerEvents, Record<string, never>, { session: LiveSession }>;
type LiveClient = Socket<ClientEvents, ServerEvents, Record<string, never>, { session: LiveSession }>;

export interface LiveSocketOptions {
  readonly server: HttpServer;
  readonly boards: YardBoards;
  readonly sessions: Sessions;
  readonly sessionOf: (request: IncomingMessage) => LiveSession | null;
  readonly visitOf: (id: string) => Visit | null;
  /** the open alerts that a session may see */
  readonly alertsOf: (session: LiveSession) => readonly Alert[];
  /** partners that are the buyer's own works */
  readonly works: () => readonly string[];
  readonly logger: Logger;
}

export interface LiveSocket {
  /** Closes the sockets of sessions that are no longer valid. */
  recheck(): void;
  /** Tells every client that may know the alerts that are open now. */
  tellAlerts(): void;
  /** Tells every client whose flows these visits are part of in which yards they were. */
  tellFlows(visits: readonly VisitOwner[]): void;
  readonly clientCount: number;
  stop(): void;
}

/** The live socket: one yard per client, decided by the same authorization as the routes. */
export function openLiveSocket(options: LiveSocketOptions): LiveSocket {
  const io: LiveSocketServer = new Server(options.server, {
    serveClient: false,
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: MAX_REQUEST_BYTES,
    allowRequest: (request, decide) => {
      const { origin, host } = request.headers;
      if (!isOwnOrigin(origin, host)) decide('FORBIDDEN', false);
      else if (!options.sessionOf(request)) decide('LOGIN_REQUIRED', false);
      else decide(null, true);
    },
  });
  io.use((socket, next) => {
    const session = options.sessionOf(socket.request);
    if (!session) return next(new Error('LOGIN_REQUIRED'));
    socket.data.session = session;
    next();
  });
  io.on('connection', (socket) => {
    serve(socket, options);
    tellAlerts(socket, options);
  });
  const recheck = () => {
    for (const socket of io.sockets.sockets.values()) {
      if (!options.sessions.findByKey(socket.data.session.key)) socket.disconnect(true);
    }
  };
  const timer = setInterval(recheck, RECHECK_MS);
  return {
    recheck,
    tellAlerts: () => {
      for (const socket of io.sockets.sockets.values()) tellAlerts(socket, options);
    },
    tellFlows: (visits) => {
      for (const socket of io.sockets.sockets.values()) tellFlows(socket, visits, options);
    },
    get clientCount() {
      return io.engine.clientsCount;
    },
    stop: () => {
      clearInterval(timer);
      io.disconnectSockets(true);
      io.engine.close();
    },
  };
}

function serve(socket: LiveClient, { boards, sessions, visitOf, logger }: LiveSocketOptions): void {
  let follower: Follower | null = null;
  let waiting: NodeJS.Timeout | null = null;
  let joinedAt = Number.NEGATIVE_INFINITY;

  const leave = () => {
    if (waiting) clearTimeout(waiting);
    waiting = null;
    follower?.stop();
    follower = null;
  };

  // a ledger that cannot be read costs this client its socket, never the server its life
  const guarded = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      logger.error({ err: error }, 'live client failed');
      socket.disconnect(true);
      return undefined;
    }
  };

  const join = (yard: string): JoinAnswer => {
    leave();
    joinedAt = performance.now();
    const session = sessions.findByKey(socket.data.session.key);
    if (!session || !authorize(session, 'yard:read', { yard })) return { ok: false, code: 'FORBIDDEN' };
    const board = boards.open(yard);
    if (!board) return { ok: false, code: 'NOT_FOUND' };
    follower = new Follower({
      board,
      visitOf: (id) => guarded(() => visibleVisit(session, yard, visitOf(id))) ?? null,
      send: (change, received) =>
        socket.timeout(UNACKNOWLEDGED_MS).emit('yard:changed', change, (tooLate) => {
          if (tooLate) socket.disconnect(true);
          else received();
        }),
    });
    return { ok: true, snapshot: follower.snapshot() };
  };

  socket.on('yard:join', (yard, answer) => {
    if (typeof yard !== 'string' || !NAME.test(yard) || typeof answer !== 'function') return;
    if (unsentPackets(socket) > UNSENT_AT_MOST) {
      socket.disconnect(true);
      return;
    }
    // a client that asks faster than it may gets one answer, to its latest question
    if (waiting) clearTimeout(waiting);
    const wait = Math.max(0, joinedAt + JOIN_EVERY_MS - performance.now());
    const reply = () => guarded(() => answer(join(yard)));
    if (wait === 0) reply();
    else waiting = setTimeout(reply, wait);
  });
  socket.on('yard:leave', leave);
  socket.on('disconnect', leave);
}

function tellAlerts(socket: LiveClient, { sessions, alertsOf, logger }: LiveSocketOptions): void {
  try {
    const session = sessions.findByKey(socket.data.session.key);
    if (!session || !authorize(session, 'alert:read')) return;
    // a client that takes nothing gets them when it connects anew
    if (unsentPackets(socket) <= UNSENT_AT_MOST) socket.emit('alerts:changed', { alerts: alertsOf(session) });
  } catch (error) {
    // alerts that cannot be read now are told with the next change
    logger.error({ err: error }, 'alerts could not be told');
  }
}

function tellFlows(
  socket: LiveClient,
  visits: readonly VisitOwner[],
  { sessions, works, logger }: LiveSocketOptions,
): void {
  try {
    const session = sessions.findByKey(socket.data.session.key);
    if (!session || !authorize(session, 'flow:read')) return;
    const scope = rowScope(session, works());
    const yards = [...new Set(visits.flatMap((visit) => (seesVisit(scope, visit) ? [visit.yard] : [])))];
    if (yards.length > 0 && unsentPackets(socket) <= UNSENT_AT_MOST) socket.emit('flows:changed', { yards });
  } catch (error) {
    // whoever was not told asks again with the next change
    logger.error({ err: error }, 'changed flows could not be told');
  }
}

/** A visit that moved to another yard is none of this screen's business. */
function visibleVisit(session: LiveSession, yard: string, visit: Visit | null): Visit | null {
  return visit !== null && visit.yard === yard && authorize(session, 'yard:read', { yard: visit.yard }) ? visit : null;
}

/** engine.io keeps what the transport has not taken yet here. */
function unsentPackets(socket: LiveClient): number {
  const { writeBuffer } = socket.conn as unknown as { writeBuffer?: unknown[] };
  return writeBuffer?.length ?? 0;
}
