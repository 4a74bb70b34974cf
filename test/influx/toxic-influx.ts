import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import type { InfluxSettings } from '../../domain/settings.ts';
import type { RealInflux } from './real-influx.ts';

/**
 * How it treats requests. `reset` drops the connection, before or after the store has the points: in the second case
 * the client cannot know. `refuse` answers a status. `slow` answers late.
 */
export type Mood =
  | { readonly kind: 'well' }
  | { readonly kind: 'hang' }
  | { readonly kind: 'reset'; readonly when: 'before' | 'after' }
  | { readonly kind: 'refuse'; readonly status: number; readonly retryAfter?: string }
  | { readonly kind: 'slow'; readonly ms: number };

/** A line that the store will not take: what it contains, and whether the batch's other lines are written all the same. */
export interface BadLines {
  readonly marker: string;
  /** InfluxDB 1.x and 3 Core write the others (`partial write`), 2.x may write none */
  readonly others: 'written' | 'dropped';
  /** another way to tell such a line than by the marker */
  readonly isBad?: (line: string) => boolean;
}

/** What it saw, in the order in which it answered. */
export interface Seen {
  readonly path: string;
  /** 0: no answer was given */
  readonly status: number;
  readonly lines: number;
}

export interface ToxicInflux {
  readonly url: string;
  readonly token: string;
  /** settings that write by /api/v2/write with a token, as for InfluxDB 2.x and 3 Core */
  settings(overrides?: Partial<InfluxSettings>): InfluxSettings;
  /** The next `times` requests find this mood (all from now on, when it is left out), then it is well again. */
  be(mood: Mood, times?: number): void;
  /** null: every line is good again */
  refuseLines(bad: BadLines | null): void;
  /** Closes the port and every connection. */
  goAway(): Promise<void>;
  /** Listens again at the same address. */
  comeBack(): Promise<void>;
  /** Gives what it has seen since it was last asked. */
  takeSeen(): Seen[];
  stop(): Promise<void>;
}

/**
 * A door in front of a real influxd that answers as InfluxDB 2.x does (`version: 3`: as 3 Core, which cannot delete)
 * and turns to /write and /query of 1.x behind it. It can be made to fail in every way a client has to survive.
 */
export async function startToxic(real: RealInflux, { version = 2 }: { version?: 2 | 3 } = {}): Promise<ToxicInflux> {
  const token = 'a token; of "nobody"';
  let mood: Mood = { kind: 'well' };
  let moodLeft = Number.POSITIVE_INFINITY;
  let bad: BadLines | null = null;
  const tagsOfTables: TagsOfTables | null = version === 3 ? new Map() : null;
  let seen: Seen[] = [];
  let server: Server | null = null;

  const takeMood = (): Mood => {
    const found = mood;
    moodLeft -= 1;
    if (moodLeft <= 0) mood = { kind: 'well' };
    return found;
  };
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', real.url);
    const body = await buffer(request);
    const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString();
    const isWrite = url.pathname === '/api/v2/write' || url.pathname === '/write';
    const lines = isWrite ? text.split('\n').filter((line) => line !== '').length : 0;
    const note = (status: number) => seen.push({ path: url.pathname, status, lines });
    const now = takeMood();
    if (now.kind === 'hang') return void note(0);
    if (now.kind === 'reset' && now.when === 'before') {
      note(0);
      return void request.socket.resetAndDestroy();
    }
    if (now.kind === 'slow') await sleep(now.ms, undefined, { ref: false });
    const answer =
      now.kind === 'refuse'
        ? { status: now.status, body: JSON.stringify({ code: 'unavailable', message: `told to answer ${now.status}` }) }
        : await answerOf(request, url, text);
    if (now.kind === 'reset') {
      note(0);
      return void request.socket.resetAndDestroy();
    }
    note(answer.status);
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (now.kind === 'refuse' && now.retryAfter !== undefined) headers['retry-after'] = now.retryAfter;
    response.writeHead(answer.status, headers).end(answer.body);
  };

  const answerOf = (request: IncomingMessage, url: URL, text: string): Answer | Promise<Answer> => {
    if (url.pathname === '/ping' || url.pathname === '/write') return forward(real, request, url, text);
    const { authorization } = request.headers;
    const isKnown = authorization === `Token ${token}` || (version === 3 && authorization === `Bearer ${token}`);
    if (!isKnown) return failure(401, 'unauthorized', 'unauthorized access');
    if (tagsOfTables !== null && url.pathname.startsWith('/api/v3/configure/'))
      return configure(tagsOfTables, url, text);
    if (url.pathname === '/query') {
      const statement = url.searchParams.get('q') ?? new URLSearchParams(text).get('q') ?? '';
      if (version === 3 && /^\s*DELETE/i.test(statement))
        return { status: 200, body: '{"results":[{"error":"not implemented: DELETE"}]}' };
      return forward(real, request, url, text);
    }
    if (url.pathname === '/api/v2/delete' && version === 2) return deletePoints(real, url, text);
    if (url.pathname !== '/api/v2/write') return failure(404, 'not found', 'path not found');
    if (url.searchParams.get('bucket') !== real.database) return failure(404, 'not found', 'bucket not found');
    return writePoints(real, url, text, tagsOfTables === null ? bad : firstTagsOnly(tagsOfTables, bad));
  };

  const listen = async (port: number) => {
    server = createServer((request, response) => {
      handle(request, response).catch(() => request.socket.destroy());
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const close = async () => {
    const closing = server;
    server = null;
    if (closing === null) return;
    closing.closeAllConnections();
    closing.close();
    await once(closing, 'close');
  };

  const port = await listen(0);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    token,
    settings: (overrides = {}) => ({ ...real.settings({ url, token, writePath: null }), ...overrides }),
    be: (next, times = Number.POSITIVE_INFINITY) => {
      mood = next;
      moodLeft = times;
    },
    refuseLines: (next) => {
      bad = next;
    },
    goAway: close,
    comeBack: async () => {
      await listen(port);
    },
    takeSeen: () => {
      const taken = seen;
      seen = [];
      return taken;
    },
    stop: close,
  };
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

function failure(status: number, code: string, message: string): Answer {
  return { status, body: JSON.stringify({ code, message }) };
}

async function forward(real: RealInflux, request: IncomingMessage, url: URL, text: string): Promise<Answer> {
  const isGet = request.method === 'GET' || request.method === 'HEAD';
  const answer = await fetch(`${real.url}${url.pathname}${url.search}`, {
    method: request.method ?? 'GET',
    ...(isGet ? {} : { body: text, headers: { 'content-type': request.headers['content-type'] ?? 'text/plain' } }),
  });
  return { status: answer.status, body: await answer.text() };
}

/** Keyed by table: the tags that its first line or its declaration gave it. */
type TagsOfTables = Map<string, ReadonlySet<string>>;

/** /api/v3/configure of 3 Core: a database is made or there; a table is made once. */
function configure(tables: TagsOfTables, url: URL, text: string): Answer {
  const { table, tags = [] } = JSON.parse(text) as { table?: string; tags?: string[] };
  if (url.pathname.endsWith('/database') || table === undefined) return { status: 200, body: '' };
  if (tables.has(table)) return failure(409, 'conflict', 'attempted to create a resource that already exists');
  tables.set(table, new Set(tags));
  return { status: 200, body: '' };
}

/** 3 Core takes no tag that a table did not have from the first. */
function firstTagsOnly(tables: TagsOfTables, bad: BadLines | null): BadLines {
  return {
    marker: bad?.marker ?? 'a new tag',
    others: bad?.others ?? 'written',
    isBad: (line) => {
      const [table = '', ...tags] = (line.split(/(?<!\\) /)[0] ?? '').split(/(?<!\\),/);
      const names = tags.map((tag) => tag.split('=')[0] ?? '');
      const known = tables.get(table);
      if (known === undefined) tables.set(table, new Set(names));
      return (bad !== null && line.includes(bad.marker)) || names.some((name) => known?.has(name) === false);
    },
  };
}

async function writePoints(real: RealInflux, url: URL, text: string, bad: BadLines | null): Promise<Answer> {
  const lines = text.split('\n').filter((line) => line !== '');
  const isBad = bad?.isBad ?? ((line: string) => bad !== null && line.includes(bad.marker));
  const good = lines.filter((line) => !isBad(line));
  const refused = lines.length - good.length;
  const precision = url.searchParams.get('precision') ?? 'ns';
  if (good.length > 0 && !(refused > 0 && bad?.others === 'dropped')) {
    const search = new URLSearchParams({ db: real.database, precision: precision === 'us' ? 'u' : precision });
    const answer = await fetch(`${real.url}/write?${search}`, { method: 'POST', body: good.join('\n') });
    const said = await answer.text();
    if (!answer.ok) return failure(answer.status, 'invalid', (JSON.parse(said) as { error: string }).error);
  }
  if (refused === 0) return { status: 204, body: '' };
  const words = `field type conflict: a line with ${bad?.marker} dropped=${refused}`;
  return failure(400, 'invalid', bad?.others === 'written' ? `partial write: ${words}` : words);
}

/** /api/v2/delete as 2.x has it, for the predicate of one measurement. */
async function deletePoints(real: RealInflux, url: URL, text: string): Promise<Answer> {
  const { start, stop, predicate } = JSON.parse(text) as { start?: string; stop?: string; predicate?: string };
  const [, measurement] = /^_measurement=("(?:[^"\\]|\\.)+")$/.exec(predicate ?? '') ?? [];
  if (url.searchParams.get('bucket') !== real.database || !start || !stop || !measurement)
    return failure(400, 'invalid', 'a bucket, start, stop and a predicate are needed');
  await real.query(`DELETE FROM ${measurement} WHERE time >= '${start}' AND time < '${stop}'`);
  return { status: 204, body: '' };
}
