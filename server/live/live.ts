import type { IncomingMessage, Server } from 'node:http';
import type { Logger } from 'pino';
import type { Alert } from '../../domain/wire/http-api.ts';
import type { VisitOwner } from '../accounts/authorization.ts';
import type { LiveSession, Sessions } from '../accounts/sessions.ts';
import type { SummaryStore } from '../stores/summary.ts';
import type { VisitStore } from '../stores/visits.ts';
import type { YardStore } from '../stores/yards.ts';
import { BrokerLink, type BrokerLinkOptions } from './broker-link.ts';
import { FlowChanges } from './flow-changes.ts';
import type { HeardState } from './heard-state.ts';
import { openLiveSocket } from './live-socket.ts';
import { YardBoards } from './yard-boards.ts';

export interface LiveOptions {
  readonly server: Server;
  readonly broker: Omit<BrokerLinkOptions, 'logger'>;
  readonly heard: HeardState;
  readonly summaries: SummaryStore;
  readonly yards: YardStore;
  readonly visits: VisitStore;
  readonly sessions: Sessions;
  readonly sessionOf: (request: IncomingMessage) => LiveSession | null;
  /** the open alerts that a session may see */
  readonly alertsOf: (session: LiveSession) => readonly Alert[];
  readonly logger: Logger;
}

export interface Live {
  readonly isBrokerConnected: () => boolean;
  /** @throws DomainError `COLLECTOR_AWAY` when the broker does not take it */
  readonly publish: (topic: string, body: unknown) => Promise<void>;
  /** closes the sockets of sessions that have just ended */
  readonly sessionEnded: () => void;
  /** tells clients the alerts that are open now */
  readonly tellAlerts: () => void;
  readonly clientCount: () => number;
  /** lets every client go, before the server stops listening */
  readonly disconnect: () => void;
  readonly stop: () => Promise<void>;
}

/** Joins the broker, the yards' boards and the clients' socket. */
export function startLive(options: LiveOptions): Live {
  const { heard, summaries, yards, visits, sessions, sessionOf, alertsOf, server, logger } = options;
  const isYardOf = (yard: string, tenant: string) => yards.find(yard)?.tenant === tenant;
  const flows = new FlowChanges((changed) => socket.tellFlows(changed));
  const visitChanged = (owner: VisitOwner) => flows.note(owner);
  const boards = new YardBoards({ summaries, heard, isYardOf, visitChanged, logger });
  const broker = new BrokerLink({ ...options.broker, logger }, (topic, payload, isRetained) =>
    boards.hear(topic, payload, isRetained),
  );
  const works = () => yards.works();
  const visitOf = (id: string) => visits.find(id);
  const socket = openLiveSocket({ server, boards, sessions, sessionOf, alertsOf, visitOf, works, logger });
  return {
    isBrokerConnected: () => broker.isConnected,
    publish: (topic, body) => broker.publish(topic, body),
    sessionEnded: () => socket.recheck(),
    tellAlerts: () => socket.tellAlerts(),
    clientCount: () => socket.clientCount,
    disconnect: () => socket.stop(),
    stop: async () => {
      boards.stop();
      flows.stop();
      await broker.stop();
    },
  };
}
