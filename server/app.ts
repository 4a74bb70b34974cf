import { randomUUID } from 'node:crypto';
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { Logger } from 'pino';
import type { Settings } from '../domain/settings.ts';
import { openAccounts } from './accounts/accounts.ts';
import { scopeOf } from './accounts/authorization.ts';
import { SESSION_COOKIE } from './accounts/sessions.ts';
import { startAlerts } from './alerts/alerts.ts';
import { Evidence } from './evidence/evidence.ts';
import { ExportThread } from './exports/export-thread.ts';
import { HeardState } from './live/heard-state.ts';
import { startLive } from './live/live.ts';
import { SessionCounts } from './live/session-counts.ts';
import { measure } from './metrics/measure.ts';
import { OwnNumbers } from './metrics/own-numbers.ts';
import { startNotices } from './notices/notices.ts';
import { reportMaker } from './notices/reports/make-report.ts';
import { apiDocs } from './plugins/api-docs.ts';
import { compression } from './plugins/compression.ts';
import { errorAnswers } from './plugins/error-answers.ts';
import { rateLimits } from './plugins/rate-limit.ts';
import { securityHeaders } from './plugins/security-headers.ts';
import { sharedSerializers } from './plugins/serializers.ts';
import { sessionCookie } from './plugins/session-cookie.ts';
import { staticWeb } from './plugins/static-web.ts';
import { NeedStore } from './procurement/need-store.ts';
import { startProgramme } from './program/programme.ts';
import { accountRoutes } from './routes/account.ts';
import { alertRoutes } from './routes/alerts.ts';
import { changeRoutes } from './routes/changes.ts';
import { columnRoutes } from './routes/columns.ts';
import { commandRoutes } from './routes/commands.ts';
import { deadLetterRoutes } from './routes/dead-letters.ts';
import { disputeRoutes } from './routes/disputes.ts';
import { evidenceRoutes } from './routes/evidence.ts';
import { exportRoutes } from './routes/exports.ts';
import { flowRoutes } from './routes/flows.ts';
import { frameRoutes } from './routes/frames.ts';
import { openGate } from './routes/gate.ts';
import { healthRoutes } from './routes/health.ts';
import { indicatorRoutes } from './routes/indicators.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { modelCommandRoutes } from './routes/model-commands.ts';
import { modelRoutes } from './routes/models.ts';
import { needRoutes } from './routes/needs.ts';
import { noticeRoutes } from './routes/notices.ts';
import { officeCommands } from './routes/office-commands.ts';
import { partnerLinkRoutes } from './routes/partner-links.ts';
import { programmeRoutes } from './routes/programme.ts';
import { programmeFileRoutes } from './routes/programme-files.ts';
import { programmeMoneyRoutes } from './routes/programme-money.ts';
import { programmePaperRoutes } from './routes/programme-papers.ts';
import { restatementRoutes } from './routes/restatements.ts';
import { reviewRoutes } from './routes/review.ts';
import { visitDoor } from './routes/seen-visit.ts';
import { seriesRoutes } from './routes/series.ts';
import { sessionRoutes } from './routes/session.ts';
import { slipRoutes } from './routes/slips.ts';
import { stockRoutes } from './routes/stock.ts';
import { supplierRoutes } from './routes/suppliers.ts';
import { systemRoutes } from './routes/system.ts';
import { usageLogRoutes } from './routes/usage-log.ts';
import { recordUse } from './routes/use-hook.ts';
import { userRoutes } from './routes/users.ts';
import { verifyRoutes } from './routes/verify.ts';
import { visitCommandRoutes } from './routes/visit-commands.ts';
import { visitRoutes } from './routes/visits.ts';
import { wallTokenRoutes } from './routes/wall-tokens.ts';
import { yardRoutes } from './routes/yards.ts';
import { SlipPrint } from './slips/slip-print.ts';
import { accountOf } from './stores/account.ts';
import { ChangeStore } from './stores/flows/changes.ts';
import { SupplierStore } from './stores/flows/suppliers.ts';
import { openStores } from './stores/stores.ts';
import { healthParts } from './stores/system/health-parts.ts';
import { startUsageLog, type UsageLog } from './usage-log/usage-log.ts';

/** Open alerts that a screen is told; whoever has more than these looks at the page of alerts. */
const ALERTS_TOLD = 200;
/** A partner's name in an address: 64 characters, each of up to four bytes of UTF-8 that are written as `%EA`. */
const LONGEST_PARAM = 1_000;

export interface AppOptions {
  readonly settings: Settings;
  readonly version: string;
  readonly logger: Logger;
  /** 4 for a broker that knows only MQTT 3.1.1 */
  readonly mqttVersion?: 4 | 5;
}

export interface App {
  readonly http: FastifyInstance;
  /** makes the first administrator where there is nobody, and returns the password this once */
  readonly makeFirstAdmin: () => Promise<string | null>;
  readonly usageLog: Pick<UsageLog, 'turn'>;
}

/**
 * The whole server, wired by hand and not listening yet; `http.close()` stops all of it.
 * @throws DomainError `SETTING_INVALID` for a wrong file of yards, of notices, of the usage log or of a secret
 */
export async function buildApp({ settings, version, logger, mqttVersion = 5 }: AppOptions): Promise<App> {
  const heard = new HeardState();
  const stores = openStores(settings, heard, (err) => logger.warn({ err }, 'InfluxDB is away; the ledger answers'));
  const { ledger, yards, visits, review, models, photos, history, flows, summaries, signs, system, deadLetters } =
    stores;
  const { slips, slipList, verdicts, disputes } = stores.paper;
  const exports = new ExportThread(settings.dataDir);
  const accounts = await openAccounts(settings.dataDir, settings.adminPassword);
  const { users, sessions, wallTokens, partnerLinks, audit } = accounts;
  const evidence = new Evidence(settings.dataDir);
  const print = new SlipPrint(photos);

  const usageLog = startUsageLog({ settings, logger });
  const changes = new ChangeStore(flows);
  const reported = {
    ledger,
    yards,
    flows,
    disputes,
    changes,
    pendingOf: heard.pendingOf,
    publicUrl: settings.publicUrl,
  };
  const notices = startNotices({ settings, ledger, make: reportMaker(reported), logger });

  const loggerInstance: FastifyBaseLogger = logger;
  const logController = new LogController({ disableRequestLogging: true });
  const genReqId = () => randomUUID();
  const routerOptions = { maxParamLength: LONGEST_PARAM };
  const http: FastifyInstance = fastify({
    ...{ loggerInstance, logController, genReqId, routerOptions, trustProxy: 'loopback' },
  });
  http.setValidatorCompiler(TypeBoxValidatorCompiler as never);
  sharedSerializers(http);
  errorAnswers(http);
  await securityHeaders(http);
  await compression(http);
  await sessionCookie(http);
  const gate = openGate(http, sessions);
  recordUse(http, { gate, usageLog });
  await rateLimits(http);
  await apiDocs(http, { version });
  await staticWeb(http, settings);

  const { mqttUrl, mqttPort, mqttUsername: username, mqttPassword: password } = settings;
  const broker = { url: mqttUrl ?? `mqtt://127.0.0.1:${mqttPort}`, username, password, protocolVersion: mqttVersion };
  const live = startLive({
    ...{ server: http.server, broker, heard, summaries, yards, visits, sessions, logger },
    alertsOf: (session) => alerts.store.list({ scope: scopeOf(session), state: 'open', limit: ALERTS_TOLD }),
    sessionOf: ({ headers }) => sessions.find(http.parseCookie(headers.cookie ?? '')[SESSION_COOKIE] ?? ''),
  });
  const { publish, sessionEnded, isBrokerConnected, tellAlerts } = live;
  const alerts = startAlerts({
    ...{ dataDir: settings.dataDir, webhook: settings.alertWebhook, logger, onChanged: tellAlerts },
    signs: (now) => ({ ...signs.signs(now), givenUpNotices: notices.givenUp(now) }),
    nameOf: (yard) => yards.name(yard),
  });
  const numbers = new OwnNumbers(version);
  const own = () => ({ history: history.source, server: { ...numbers.read(), clients: live.clientCount() } });
  const isProjecting = settings.influx !== null;
  const parts = () => healthParts({ ledger, heard, isBrokerConnected, isProjecting });
  const account = () => accountOf(ledger, null, heard.pendingOf);
  const measured = () =>
    measure(
      { system, account: account(), alerts: alerts.store, own: own(), parts: parts(), notices: notices.counts() },
      Date.now(),
    );
  const programme = startProgramme({ dataDir: settings.dataDir, ledger, yards, publish, isBrokerConnected, logger });
  const yardsOfProject = (project: string) => programme.projects.find(project)?.fields.yards ?? [];
  const sendCommand = officeCommands({ gate, audit, publish });
  const door = visitDoor({ gate, visits, yards });
  const verifyUrl = (sha256: string) => `${settings.publicUrl}/verify/${sha256}`;
  const linkUrl = (token: string) => `${settings.publicUrl}/partner#${token}`;
  const needs = new NeedStore(settings.dataDir);
  const sessionCounts = new SessionCounts({ audit, yards, publish, logger });

  await http.register(healthRoutes, { version, healthParts: parts });
  await http.register(sessionRoutes, { gate, users, sessions, wallTokens, audit, sessionEnded });
  await http.register(yardRoutes, { gate, yards, summaries });
  await http.register(visitRoutes, { gate, door, visits });
  await http.register(visitCommandRoutes, { gate, door, visits, sendCommand });
  await http.register(reviewRoutes, { gate, review });
  await http.register(modelRoutes, { gate, yards, models });
  await http.register(modelCommandRoutes, { gate, yards, models, sendCommand });
  await http.register(frameRoutes, { door, photos });
  await http.register(seriesRoutes, { gate, yards, history, yardsOfProject });
  await http.register(flowRoutes, { gate, yards, flows });
  await http.register(supplierRoutes, { gate, yards, suppliers: new SupplierStore(flows) });
  await http.register(changeRoutes, { gate, yards, changes });
  await http.register(stockRoutes, { gate, yards, flows, needs, sendCommand });
  await http.register(needRoutes, { gate, yards, needs, audit });
  await http.register(columnRoutes, { gate, yards, exports });
  await http.register(exportRoutes, { gate, yards, exports });
  await http.register(accountRoutes, { gate, ledger, pendingOf: heard.pendingOf });
  await http.register(restatementRoutes, { gate, yards, ledger });
  await http.register(systemRoutes, { gate, system, own, countAlerts: (scope) => alerts.store.countOpen(scope) });
  await http.register(alertRoutes, { gate, alerts: alerts.store, audit, tellAlerts });
  await http.register(deadLetterRoutes, { gate, yards, deadLetters, sendCommand });
  await http.register(commandRoutes, { gate, yards, ledger, sendCommand });
  await http.register(indicatorRoutes, { gate, yards, ledger, figures: programme.figures });
  await http.register(metricsRoutes, { token: settings.metricsToken, measured });
  await http.register(programmeRoutes, { gate, programme, yards });
  await http.register(programmeMoneyRoutes, { gate, programme });
  await http.register(programmeFileRoutes, { gate, programme, yards });
  await http.register(programmePaperRoutes, { gate, programme });
  await http.register(wallTokenRoutes, { gate, yards, wallTokens, audit, sessionEnded });
  await http.register(slipRoutes, { gate, door, slips, slipList, print, verifyUrl, sendCommand });
  await http.register(verifyRoutes, { verdicts });
  await http.register(partnerLinkRoutes, { gate, yards, sessions, partnerLinks, audit, linkUrl, sessionEnded });
  await http.register(disputeRoutes, { gate, door, slips, disputes, evidence, sendCommand });
  await http.register(evidenceRoutes, { gate, door, disputes, evidence, audit });
  await http.register(usageLogRoutes, { gate, usageLog, audit });
  await http.register(noticeRoutes, { gate, notices, audit });
  await http.register(userRoutes, { gate, users, audit, sessionEnded });

  http.addHook('preClose', (done) => {
    live.disconnect();
    done();
  });
  http.addHook('onClose', async () => {
    numbers.stop();
    sessionCounts.stop();
    await alerts.stop();
    await notices.stop();
    await programme.stop();
    await usageLog.stop();
    await live.stop();
    await exports.close();
    await stores.close();
    needs.close();
    accounts.close();
    evidence.close();
    await print.close();
  });
  return { http, makeFirstAdmin: () => users.makeFirstAdmin(), usageLog };
}
