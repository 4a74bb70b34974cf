import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aedes } from 'aedes';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { pino } from 'pino';
import { expect, onTestFinished, vi } from 'vitest';
import { parseSettings } from '../../domain/settings.ts';
import type { UserRequest } from '../../domain/wire/http-api.ts';
import { buildApp } from '../../server/app.ts';
import { LedgerRows } from './ledger-rows.ts';

/** A busy machine is slow to connect; who waits looks often and gives up late. */
export const PATIENCE = { timeout: 20_000 };

export const ADMIN_PASSWORD = 'correct-horse';

export interface TestServer {
  readonly http: FastifyInstance;
  readonly rows: LedgerRows;
  readonly dataDir: string;
  /** messages logged as errors */
  readonly errors: readonly string[];
  /** logs in and returns the cookie header */
  login(user?: string, password?: string): Promise<string>;
  /** makes a user as the administrator and logs them in */
  loginAs(user: Omit<UserRequest, 'password'>): Promise<string>;
  get(url: string, cookie?: string): Promise<LightMyRequestResponse>;
  send(method: 'POST' | 'PUT' | 'DELETE', url: string, cookie?: string, body?: object): Promise<LightMyRequestResponse>;
}

export async function tempDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'scalehouse-server-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** A server on an empty ledger in a folder of its own; without `mqttUrl` its broker is away. */
export async function build(env: Record<string, string> = {}): Promise<TestServer> {
  const dataDir = await tempDir();
  const rows = new LedgerRows(dataDir);
  const settings = parseSettings({
    DATA_DIR: dataDir,
    ADMIN_PASSWORD,
    WEB_DIR: join(dataDir, 'web'),
    MQTT_URL: 'mqtt://127.0.0.1:1',
    ...env,
  });
  const errors: string[] = [];
  const logger = pino({ level: 'error' }, { write: (line) => void errors.push(JSON.parse(line).msg) });
  const { http } = await buildApp({ settings, version: '9.9.9', logger, mqttVersion: 4 });
  onTestFinished(async () => {
    await http.close();
    rows.close();
  });

  const send = (method: InjectOptions['method'] & string, url: string, cookie?: string, body?: object) =>
    http.inject({
      method: method as 'GET',
      url,
      ...(cookie === undefined ? {} : { headers: { cookie } }),
      ...(body === undefined ? {} : { payload: body }),
    });
  const login = async (user = 'admin', password = ADMIN_PASSWORD) => {
    const answer = await send('POST', '/api/session', undefined, { user, password });
    if (answer.statusCode !== 200) throw new Error(`login of ${user} failed: ${answer.body}`);
    return cookieOf(answer);
  };
  return {
    http,
    rows,
    dataDir,
    errors,
    login,
    get: (url, cookie) => send('GET', url, cookie),
    send,
    loginAs: async (user) => {
      const made = await send('POST', '/api/users', await login(), { ...user, password: ADMIN_PASSWORD });
      if (made.statusCode !== 201) throw new Error(made.body);
      return login(user.name);
    },
  };
}

export function cookieOf(answer: LightMyRequestResponse): string {
  const [cookie] = answer.cookies as { name: string; value: string }[];
  return `${cookie?.name}=${cookie?.value}`;
}

/** A real broker in this process on a free port. */
export async function startBroker(): Promise<{ readonly broker: Aedes; readonly url: string }> {
  const broker = await Aedes.createBroker();
  const server = createServer(broker.handle);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(async () => {
    await new Promise<void>((closed) => broker.close(() => closed()));
    await new Promise((closed) => server.close(closed));
  });
  const { port } = server.address() as { port: number };
  return { broker, url: `mqtt://127.0.0.1:${port}` };
}

export interface HeardCommand {
  readonly topic: string;
  readonly qos: number;
  readonly body: Record<string, unknown>;
}

/** A server that is connected to a broker of its own, and the commands that reach it. */
export async function withBroker(
  env: Record<string, string> = {},
): Promise<{ readonly server: TestServer; readonly heard: readonly HeardCommand[] }> {
  const { broker, url } = await startBroker();
  const heard: HeardCommand[] = [];
  await new Promise<void>((subscribed) =>
    broker.subscribe(
      'scrap-commands/#',
      ({ topic, payload, qos }, done) => {
        heard.push({ topic, qos, body: JSON.parse(payload.toString()) });
        done();
      },
      subscribed,
    ),
  );
  const server = await build({ ...env, MQTT_URL: url });
  await vi.waitFor(
    async () => expect((await server.get('/api/health')).json().parts.broker.status).toBe('ok'),
    PATIENCE,
  );
  return { server, heard };
}
