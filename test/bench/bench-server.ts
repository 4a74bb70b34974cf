import { pino } from 'pino';
import type { Browser, BrowserContext } from 'playwright-core';
import { parseSettings } from '../../domain/settings.ts';
import { buildApp } from '../../server/app.ts';
import { openScreen } from '../e2e/browser.ts';

const PASSWORD = 'bench-of-history';

export interface BenchServer {
  readonly url: string;
  readonly cookie: string;
  readonly close: () => Promise<void>;
}

/** The server alone on a ledger that is there, with nobody publishing. */
export async function startServer(dataDir: string): Promise<BenchServer> {
  const { WEB_DIR } = process.env;
  const settings = parseSettings({
    ...{ DATA_DIR: dataDir, ADMIN_PASSWORD: PASSWORD, MQTT_URL: 'mqtt://127.0.0.1:1' },
    ...(WEB_DIR === undefined ? {} : { WEB_DIR }),
  });
  const { http, makeFirstAdmin } = await buildApp({ settings, version: 'bench', logger: pino({ level: 'silent' }) });
  await makeFirstAdmin();
  const url = await http.listen({ port: 0, host: '127.0.0.1' });
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user: 'admin', password: PASSWORD }),
  });
  const [cookie] = answer.headers.getSetCookie();
  if (!answer.ok || cookie === undefined) throw new Error(`login failed: ${answer.status}`);
  return { url, cookie: cookie.split(';')[0] ?? '', close: () => http.close() };
}

/** A screen of a browser with the administrator logged in: one session for all, since logins are limited. */
export async function openLoggedIn(browser: Browser, { url, cookie }: BenchServer): Promise<BrowserContext> {
  const screen = await openScreen(browser);
  const [name = '', value = ''] = cookie.split('=');
  await screen.addCookies([{ name, value, url }]);
  return screen;
}
