import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export const PORTAL_KEY = 'issued-for-this-project-3f2a9c';

const MINUTE_MS = 60_000;
const KST_MS = 540 * MINUTE_MS;
const WINDOW_MS = 10 * MINUTE_MS;
const STORED_A_DAY = 144;
const REQUESTS_A_DAY = 5_000;
const TEST = 'DO6999';
const ACTS = ['DO6001', 'DO6002', 'DO6003', 'DO6004', 'DO6005', 'DO6006', 'DO6007', TEST];

export interface SentEntry {
  readonly crtfcKey?: unknown;
  readonly logDt?: unknown;
  readonly useSe?: unknown;
  readonly sysUser?: unknown;
  readonly conectIp?: unknown;
  readonly dataUsgqty?: unknown;
}

export interface PortalRequest {
  readonly at: number;
  readonly path: string;
  readonly method: string;
  readonly code: string;
  readonly entry: SentEntry;
}

/** How the portal fails; `cut-after-storing`: it stores, and the connection breaks before its answer. */
export type Outage = 'reset' | 'silent' | 'unavailable' | 'page' | 'redirect' | 'cut-after-storing';

export interface StandInPortal {
  /** address of the JSON or form interface */
  readonly url: string;
  /** address of the `logData` interface */
  readonly logDataUrl: string;
  readonly requests: PortalRequest[];
  readonly stored: PortalRequest[];
  outage: Outage | null;
  /** answers this code to what it would otherwise look at */
  forcedCode: string | null;
  words: string;
}

/**
 * The programme's portal as 4.4 of the design describes it, on a free port and by a clock that is given: one record
 * stored in ten minutes, 144 a day, 5,000 requests a day, the same KST day only. What a real portal answers to a log of
 * another day is not known; this one says AP1010.
 */
export async function startPortal(now: () => number): Promise<StandInPortal> {
  const portal = { requests: [] as PortalRequest[], stored: [] as PortalRequest[] };
  const state = { outage: null as Outage | null, forcedCode: null as string | null, words: '' };
  const dayOf = (at: number) => new Date(at + KST_MS).toISOString().slice(0, 10);

  function judge(entry: SentEntry | null): string {
    const at = now();
    const today = portal.requests.filter((one) => dayOf(one.at) === dayOf(at));
    if (today.length >= REQUESTS_A_DAY) return 'AP1031';
    if (state.forcedCode !== null) return state.forcedCode;
    if (entry === null) return 'AP1023';
    const wrong = wrongField(entry);
    if (wrong !== null) return wrong;
    if (entry.crtfcKey !== PORTAL_KEY) return 'AP1030';
    if (entry.useSe === TEST) return 'AP1028';
    if (String(entry.logDt).slice(0, 10) !== dayOf(at)) return 'AP1010';
    const storedToday = portal.stored.filter((one) => dayOf(one.at) === dayOf(at));
    if (storedToday.length >= STORED_A_DAY) return 'AP1032';
    const last = portal.stored.at(-1);
    return last !== undefined && at - last.at < WINDOW_MS ? 'AP1029' : 'AP1002';
  }

  function answer(request: IncomingMessage, body: string, response: ServerResponse): void {
    const { outage } = state;
    if (outage === 'reset') return void request.socket.destroy();
    if (outage === 'silent') return;
    if (outage === 'unavailable') return void response.writeHead(503).end('down');
    if (outage === 'page') return void response.writeHead(200).end('<html>maintenance</html>');
    if (outage === 'redirect') return void response.writeHead(307, { location: '/elsewhere' }).end();
    const entry = entryOf(request, body);
    const code = judge(entry);
    const path = request.url?.split('?')[0] ?? '';
    const heard = { at: now(), path, method: request.method ?? '', code, entry: entry ?? {} };
    portal.requests.push(heard);
    if (code === 'AP1002') portal.stored.push(heard);
    if (outage === 'cut-after-storing') return void request.socket.destroy();
    const result = { recptnDt: new Date(now() + KST_MS).toISOString(), recptnRsltCd: code, recptnRslt: code };
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify({ result: { ...result, recptnRsltDtl: state.words } }));
  }

  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => answer(request, body, response));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const addresses = { url: `${origin}/apisvc/sendLogData.json`, logDataUrl: `${origin}/apisvc/sendLogDataJSON.do` };
  return Object.assign(state, portal, addresses);
}

function entryOf(request: IncomingMessage, body: string): SentEntry | null {
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  if (path.endsWith('/sendLogDataJSON.do')) {
    return parse(new URLSearchParams(request.method === 'GET' ? query : body).get('logData') ?? '');
  }
  return isForm ? Object.fromEntries(new URLSearchParams(body)) : parse(body);
}

function parse(text: string): SentEntry | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}

function wrongField({ crtfcKey, logDt, useSe, sysUser, conectIp, dataUsgqty }: SentEntry): string | null {
  const isEmpty = (value: unknown) => value === undefined || value === '';
  if (isEmpty(crtfcKey)) return 'AP1011';
  if (isEmpty(logDt)) return 'AP1012';
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d{3}$/.test(String(logDt))) return 'AP1014';
  if (!ACTS.includes(String(useSe))) return 'AP1015';
  if (isEmpty(sysUser)) return 'AP1017';
  if (isEmpty(conectIp)) return 'AP1019';
  if ([...String(sysUser)].length > 60 || String(conectIp).length > 30) return 'AP1004';
  if (isEmpty(dataUsgqty) || !/^\d+$/.test(String(dataUsgqty))) return 'AP1022';
  return Number(dataUsgqty) >= 1_000_000_000 ? 'AP1026' : null;
}
