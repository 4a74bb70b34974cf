import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Settings } from '../domain/settings.ts';
import { openAccountsFile } from './accounts/accounts-file.ts';
import { Audit } from './accounts/audit.ts';
import { SESSION_COOKIE, Sessions } from './accounts/sessions.ts';
import { Users } from './accounts/users.ts';
import { WallTokens } from './accounts/wall-tokens.ts';
import { BrokerLink } from './live/broker-link.ts';
import { HeardState } from './live/heard-state.ts';
import { openLiveSocket } from './live/live-socket.ts';
import { YardBoards } from './live/yard-boards.ts';
import { apiDocs } from './plugins/api-docs.ts';
import { compression } from './plugins/compression.ts';
import { errorAnswers } from './plugins/error-answers.ts';
import { rateLimits } from './plugins/rate-limit.ts';
import { securityHeaders } from './plugins/security-headers.ts';
import { sessionCookie } from './plugins/session-cookie.ts';
import { staticWeb } from './plugins/static-web.ts';
import { accountRoutes } from './routes/account.ts';
import { frameRoutes } from './routes/frames.ts';
import { openGate } from './routes/gate.ts';
import { healthRoutes } from './routes/health.ts';
import { seriesRoutes } from './routes/series.ts';
import { sessionRoutes } from './routes/session.ts';
import { userRoutes } from './routes/users.ts';
import { visitCommandRoutes } from './routes/visit-commands.ts';
import { visitRoutes } from './routes/visits.ts';
import { wallTokenRoutes } from './routes/wall-tokens.ts';
import { yardRoutes } from './routes/yards.ts';
import { EmbeddedSeries } from './stores/embedded-series.ts';
import { Ledger } from './stores/ledger.ts';
import { PhotoStore } from './stores/photos.ts';
import { SummaryStore } from './stores/summary.ts';
import { VisitStore } from './stores/visits.ts';
import { YardStore } from './stores/yards.ts';
import { YardsFileStore } from './stores/yards-file.ts';

export interface AppOptions {
  readonly settings: Settings;
  readonly version: string;
  readonly logger: Logger;
  /** 4 for a broker that knows only MQTT 3.1.1 */
  readonly mqttVersion?: 4 | 5;
}

export interface App {
  readonly http: FastifyInstance;
  /** password of the first administrator, when it was generated just now */
  readonly firstPassword: string | null;
}

/**
 * The whole server, wired by hand and not listening yet; `http.close()` stops all of it.
 * @throws DomainError `SETTING_INVALID` for a wrong file of yards
 */
export async function buildApp({ settings, version, logger, mqttVersion = 5 }: AppOptions): Promise<App> {
  const { dataDir, mqttUsername: username, mqttPassword: password } = settings;
  const ledger = new Ledger(dataDir);
  const yards = new YardStore(ledger, new YardsFileStore(dataDir, settings.yardsFile));
  const visits = new VisitStore(ledger);
  const live = new HeardState();
  const summaries = new SummaryStore(ledger, yards, live);

  const accounts = openAccountsFile(dataDir);
  const users = new Users(accounts);
  const sessions = new Sessions(accounts);
  const wallTokens = new WallTokens(accounts);
  const audit = new Audit(accounts);
  const firstPassword = await users.ensureFirstAdmin(settings.adminPassword);

  const loggerInstance: FastifyBaseLogger = logger;
  const http: FastifyInstance = fastify({ loggerInstance, disableRequestLogging: true, trustProxy: 'loopback' });
  http.setValidatorCompiler(TypeBoxValidatorCompiler as never);
  errorAnswers(http);
  await securityHeaders(http);
  await compression(http);
  await sessionCookie(http);
  const gate = openGate(http, sessions);
  await rateLimits(http);
  await apiDocs(http, { version });
  await staticWeb(http, settings);

  const isYardOf = (yard: string, tenant: string) => yards.find(yard)?.tenant === tenant;
  const boards = new YardBoards({ summaries, heard: live, isYardOf, logger });
  const url = settings.mqttUrl ?? `mqtt://127.0.0.1:${settings.mqttPort}`;
  const broker = new BrokerLink({ url, username, password, protocolVersion: mqttVersion, logger }, (...heard) =>
    boards.hear(...heard),
  );
  const socket = openLiveSocket({
    server: http.server,
    boards,
    sessions,
    sessionOf: ({ headers }) => sessions.find(http.parseCookie(headers.cookie ?? '')[SESSION_COOKIE] ?? ''),
    visitOf: (id) => visits.find(id),
  });
  const sessionEnded = () => socket.recheck();

  await http.register(healthRoutes, { version, ledger, live, isBrokerConnected: () => broker.isConnected });
  await http.register(sessionRoutes, { gate, users, sessions, wallTokens, audit, sessionEnded });
  await http.register(yardRoutes, { gate, yards, summaries });
  await http.register(visitRoutes, { gate, visits });
  await http.register(visitCommandRoutes, {
    gate,
    visits,
    audit,
    publish: (topic, body) => broker.publish(topic, body),
  });
  await http.register(frameRoutes, { gate, photos: new PhotoStore(dataDir, ledger) });
  await http.register(seriesRoutes, { gate, yards, series: new EmbeddedSeries(ledger) });
  await http.register(accountRoutes, { gate, ledger, pendingOf: live.pendingOf });
  await http.register(wallTokenRoutes, { gate, yards, wallTokens, audit, sessionEnded });
  await http.register(userRoutes, { gate, users, sessions, audit, sessionEnded });

  http.addHook('preClose', (done) => {
    socket.stop();
    done();
  });
  http.addHook('onClose', async () => {
    boards.stop();
    await broker.stop();
    ledger.close();
    accounts.close();
  });
  return { http, firstPassword };
}
