import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type Server as HttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { Server } from 'socket.io';
import type { WallTokenGrant } from '../../../domain/wire/http-api.ts';
import type { ClientEvents, ServerEvents } from '../../../domain/wire/socket-events.ts';
import { ARROW_STREAM } from '../../../server/routes/send-table.ts';
import { arrowStream } from '../../../server/stores/series/arrow-stream.ts';
import type { ColumnTable } from '../../../server/stores/series/column-table.ts';
import { makeMadeUpAlerts } from './made-up-alerts.ts';
import { makeMadeUpCommands } from './made-up-commands.ts';
import {
  askedOf,
  availabilityTable,
  daysOf,
  inspectionTable,
  restatementsOf,
  throughputTable,
} from './made-up-history.ts';
import { makeMadeUpLetters } from './made-up-letters.ts';
import { makeMadeUpModels } from './made-up-models.ts';
import { noticeMockRoutes } from './made-up-notices.ts';
import { makeMadeUpReview } from './made-up-review.ts';
import { isMadeUpState, systemOf } from './made-up-system.ts';
import { madeUpDetail } from './made-up-visits.ts';
import { isScenario, SCENARIOS, type Scenario, summaryOf, totals, visitsOf } from './made-up-yard.ts';

import { procurementMockRoutes } from './procurement-routes.ts';
import { programmeMockRoutes, type Route } from './programme-routes.ts';
import { slipMockRoutes } from './slip-routes.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** A server that looks like the real one to a browser and knows nothing: its yards are scenarios, its password is anything but `wrong`. */
export function startMockServer(options: {
  webDir: string;
  photos: ReadonlyMap<string, Buffer>;
  now?: () => number;
}): HttpServer {
  const { webDir, photos, now = Date.now } = options;
  const hashes = [...photos.keys()];
  const tokens: WallTokenGrant[] = [];
  const reviewOf = keptBy((yard) => makeMadeUpReview(() => visitsOf(yard, now()), hashes));
  const commandsOf = keptBy((yard) => makeMadeUpCommands(yard, now));
  const modelsOf = keptBy((yard) => makeMadeUpModels(yard, hashes, now));

  /** how often a page that is to lose its server has asked */
  let cut = 0;
  const alerts = makeMadeUpAlerts(now);
  const letters = makeMadeUpLetters(now);

  const routes: readonly Route[] = [
    ...programmeMockRoutes(now),
    ...slipMockRoutes(now, hashes),
    ...procurementMockRoutes(now, hashes),
    ...noticeMockRoutes(now),
    [
      /^\/api\/session$/,
      'POST',
      (_, __, body) => {
        if (body.includes('"wrong"')) throw Object.assign(new Error('LOGIN_FAILED'), { status: 401 });
        return { user: 'admin', role: 'admin', yards: null };
      },
    ],
    [/^\/api\/session$/, 'DELETE', () => null],
    [/^\/api\/wall-session$/, 'POST', () => ({ user: 'wall', role: 'wall', yards: null })],
    [/^\/api\/health$/, 'GET', () => ({ status: 'ok', version: '0.1.0', uptimeS: 1, parts: {} })],
    [
      /^\/api\/yards$/,
      'GET',
      () => ({ yards: Object.entries(SCENARIOS).map(([id, name]) => ({ id, name, tenant: 'hanbit' })) }),
    ],
    [/^\/api\/yards\/([^/]+)\/summary$/, 'GET', ([, yard = '']) => summaryOf(known(yard), now(), hashes)],
    [
      /^\/api\/visits$/,
      'GET',
      (_, url) => {
        const start = Date.parse(url.searchParams.get('from') ?? '');
        const isToday = start + 86_400_000 > now();
        const visits = visitsOf(known(url.searchParams.get('yard') ?? ''), isToday ? now() : start + 86_399_000);
        return { visits: visits.reverse(), next: null };
      },
    ],
    [
      /^\/api\/visits\/([^/]+)$/,
      'GET',
      ([, id = '']) => {
        const visits = visitsOf(known(id.split('-')[0] ?? ''), now());
        const visit = visits.find((candidate) => candidate.id === id);
        if (visit === undefined) throw Object.assign(new Error('NOT_FOUND'), { status: 404 });
        return madeUpDetail(visit, hashes);
      },
    ],
    [
      /^\/api\/visits\/([^/]+)\/corrections$/,
      'POST',
      ([, id = ''], _, body) => {
        const yard = known(id.split('-')[0] ?? '');
        if (yard === 'away') throw Object.assign(new Error('COLLECTOR_AWAY'), { status: 503 });
        return reviewOf(yard).correct(id, JSON.parse(body));
      },
    ],
    [
      /^\/api\/review$/,
      'GET',
      (_, url) =>
        reviewOf(known(url.searchParams.get('yard') ?? '')).queue(Number(url.searchParams.get('limit') ?? 50)),
    ],
    [
      /^\/api\/yards\/([^/]+)\/commands$/,
      'GET',
      ([, yard = ''], url) =>
        commandsOf(known(yard)).list(url.searchParams.get('from') ?? '', url.searchParams.get('to') ?? ''),
    ],
    [
      /^\/api\/yards\/([^/]+)\/commands\/([^/]+)\/release$/,
      'POST',
      ([, yard = '', id = ''], _, body) =>
        commandsOf(known(yard)).release(id, (JSON.parse(body) as { reason: string }).reason),
    ],
    [/^\/api\/yards\/([^/]+)\/models$/, 'GET', ([, yard = '']) => modelsOf(known(yard)).all()],
    [
      /^\/api\/yards\/([^/]+)\/models\/(refit|shadow|promote|roll-back)$/,
      'POST',
      ([, yard = '', command = ''], _, body) => modelsOf(known(yard)).act(command, JSON.parse(body)),
    ],
    [
      /^\/api\/yards\/([^/]+)\/cameras\/[^/]+\/([^/]+)\/region$/,
      'PUT',
      ([, yard = '', device = ''], _, body) => modelsOf(known(yard)).region(device, JSON.parse(body)),
    ],
    [
      /^\/api\/series\/(throughput|inspections|availability)$/,
      'GET',
      ([, series], url) => {
        const yard = known(url.searchParams.get('yard') ?? '');
        const asked = askedOf(url, summaryOf(yard, now(), hashes).shifts, now());
        if (series === 'inspections') return inspectionTable(asked);
        if (series === 'availability') return availabilityTable(asked);
        return throughputTable(asked, url.searchParams.get('by') ?? 'grade');
      },
    ],
    [
      /^\/api\/yards\/([^/]+)\/days$/,
      'GET',
      ([, yard = ''], url) => {
        const [from, to] = [url.searchParams.get('from') ?? '', url.searchParams.get('to') ?? ''];
        return daysOf(known(yard), from, to, now(), totals);
      },
    ],
    [
      /^\/api\/yards\/([^/]+)\/restatements$/,
      'GET',
      ([, yard = ''], url) => restatementsOf(known(yard), url.searchParams.get('from') ?? ''),
    ],
    [
      /^\/api\/system$/,
      'GET',
      (_, __, ___, page) => {
        if (page.searchParams.get('mock') === 'cut' && cut++ > 0)
          throw Object.assign(new Error('INTERNAL'), { status: 503 });
        return systemOf(stateAsked(page), now());
      },
    ],
    [
      /^\/api\/alerts$/,
      'GET',
      (_, url, __, page) =>
        alerts.list(url.searchParams.get('state') ?? 'open', page.searchParams.get('mock') === 'well'),
    ],
    [
      /^\/api\/alerts\/(\d+)\/seen$/,
      'POST',
      ([, id]) => {
        alerts.see(Number(id));
        io.emit('alerts:changed', alerts.list('open', false));
      },
    ],
    [
      /^\/api\/dead-letters$/,
      'GET',
      (_, url, __, page) => letters.list(url.searchParams, page.searchParams.get('mock') === 'plain'),
    ],
    [
      /^\/api\/dead-letters\/(\d+)\/retry$/,
      'POST',
      ([, seq], _, body) => letters.retry(Number(seq), (JSON.parse(body) as { reason: string }).reason),
    ],
    [
      /^\/api\/rejected-points$/,
      'GET',
      (_, __, ___, page) => letters.points(page.searchParams.get('mock') === 'plain'),
    ],
    [/^\/api\/wall-tokens$/, 'GET', () => ({ tokens })],
    [
      /^\/api\/wall-tokens$/,
      'POST',
      (_, __, body) => {
        const wanted = JSON.parse(body) as { yard: string; name: string };
        const grant = {
          id: String(tokens.length),
          ...wanted,
          createdAt: '2026-11-22T09:00:00.000+09:00',
          createdBy: 'admin',
          usedAt: null,
          token: 'kT4x-made-up',
        };
        tokens.push(grant);
        return grant;
      },
    ],
    [
      /^\/api\/wall-tokens\/(\d+)$/,
      'DELETE',
      ([, id]) =>
        void tokens.splice(
          tokens.findIndex((token) => token.id === id),
          1,
        ),
    ],
  ];

  const server = createServer((request, response) => {
    void answer(request, response);
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://mock');
    const photo = /^\/api\/(?:frames|evidence)\/([0-9a-f]{64})$/.exec(url.pathname);
    const bytes = photo?.[1] === undefined ? undefined : photos.get(photo[1]);
    if (bytes !== undefined) return void response.writeHead(200, { 'content-type': 'image/jpeg' }).end(bytes);
    let body = '';
    for await (const chunk of request) body += String(chunk);
    for (const [pattern, method, act] of routes) {
      const match = pattern.exec(url.pathname);
      if (match === null || method !== request.method) continue;
      try {
        const content = act(match, url, body, new URL(request.headers.referer ?? '/', 'http://mock'));
        if (url.pathname.startsWith('/api/series/') || url.pathname === '/api/flows') {
          response.writeHead(200, { 'content-type': ARROW_STREAM, 'x-series-source': 'influx' });
          return void arrowStream(content as ColumnTable).pipe(response);
        }
        return void response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify(content ?? null));
      } catch (error) {
        const { message, status = 404, more } = error as Error & { status?: number; more?: object };
        return void response
          .writeHead(status, { 'content-type': 'application/json' })
          .end(JSON.stringify({ code: message, message, requestId: 'req-1', ...more }));
      }
    }
    const asked = join(webDir, normalize(decodeURIComponent(url.pathname)));
    const file = existsSync(asked) && statSync(asked).isFile() ? asked : join(webDir, 'index.html');
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response);
  }

  const io = new Server<ClientEvents, ServerEvents>(server, { serveClient: false });
  io.on('connection', (socket) => {
    let timer: NodeJS.Timeout | undefined;
    socket.on('yard:join', (yard, joined) => {
      clearInterval(timer);
      if (!isScenario(yard)) return joined({ ok: false, code: 'NOT_FOUND' });
      let frame = 1;
      joined({ ok: true, snapshot: { frame, summary: summaryOf(yard, now(), hashes) } });
      if (yard === 'stale') return;
      timer = setInterval(() => {
        frame += 1;
        const summary = summaryOf(yard, now(), hashes);
        socket.emit(
          'yard:changed',
          { frame, seq: summary.seq, at: summary.at, sections: summary, visits: [] },
          () => undefined,
        );
      }, 500);
    });
    socket.on('disconnect', () => clearInterval(timer));
  });
  server.on('close', () => void io.close());
  return server;
}

/** Makes what a yard remembers when it is first asked for. */
function keptBy<Memory>(make: (yard: Scenario) => Memory): (yard: Scenario) => Memory {
  const kept = new Map<Scenario, Memory>();
  return (yard) => {
    const memory = kept.get(yard) ?? make(yard);
    kept.set(yard, memory);
    return memory;
  };
}

function known(yard: string) {
  if (!isScenario(yard)) throw Object.assign(new Error('NOT_FOUND'), { status: 404 });
  return yard;
}

/** The state that the page asks for in its own address, `?mock=database-away`. */
function stateAsked(page: URL) {
  const name = page.searchParams.get('mock') ?? '';
  return isMadeUpState(name) ? name : 'well';
}
