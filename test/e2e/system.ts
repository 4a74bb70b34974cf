import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const PASSWORD = 'a-long-password';

/** The whole system as `npm start` runs it, on free ports and an empty data folder, without the demo. */
export interface System {
  readonly url: string;
  readonly mqttPort: number;
  readonly dataDir: string;
  readonly password: string;
  /** the administrator's session, as a Cookie header */
  readonly cookie: string;
  /** everything it has printed */
  readonly output: () => string;
  /** the process id of a program of the chain, by its path in the build */
  readonly pidOf: (program: string) => number;
  /** GET as admin, parsed */
  readonly get: <T>(path: string) => Promise<T>;
  /** POST as admin, parsed */
  readonly post: <T>(path: string, body: object) => Promise<T>;
  /** stops it as Ctrl-C does; gives the exit code */
  readonly stop: () => Promise<number | null>;
  /** removes the data folder */
  readonly remove: () => void;
}

/** Starts the built system and waits for its banner; the administrator has `ADMIN_PASSWORD` of `extra`, if it is there. */
export async function startSystem(extra: Record<string, string> = {}): Promise<System> {
  const password = extra.ADMIN_PASSWORD ?? PASSWORD;
  const dataDir = extra.DATA_DIR ?? mkdtempSync(join(tmpdir(), 'scalehouse-'));
  const launcher = spawn(process.execPath, ['build/start.js'], {
    cwd: ROOT,
    env: {
      ...process.env,
      PORT: '0',
      MQTT_PORT: '0',
      DATA_DIR: dataDir,
      ADMIN_PASSWORD: password,
      DEMO: '0',
      LOG_LEVEL: 'warn',
      ...extra,
    },
  });
  let output = '';
  const banner = await new Promise<string>((ready, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('Ctrl-C')) ready(output);
    };
    launcher.stdout.on('data', read);
    launcher.stderr.on('data', read);
    launcher.once('exit', () => reject(new Error(`the system did not start:\n${output}`)));
  });
  const url = /address\s+(http:\S+)/.exec(banner)?.[1] ?? '';
  const mqttPort = Number(/mqtt:\/\/[^:]+:(\d+)/.exec(banner)?.[1]);
  const login = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user: 'admin', password }),
  });
  const cookie = login.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const ask = async <T>(path: string, init: RequestInit = {}): Promise<T> => {
    const answer = await fetch(`${url}${path}`, { ...init, headers: { cookie, ...init.headers } });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  return {
    url,
    mqttPort,
    dataDir,
    password,
    cookie,
    output: () => output,
    pidOf: (program) => childOf(launcher, program),
    get: (path) => ask(path),
    post: (path, body) =>
      ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    stop: async () => {
      if (launcher.exitCode !== null) return launcher.exitCode;
      const exited = once(launcher, 'exit');
      launcher.kill('SIGINT');
      await exited;
      return launcher.exitCode;
    },
    remove: () => rmSync(dataDir, { recursive: true, force: true }),
  };
}

function childOf(launcher: ChildProcess, program: string): number {
  const found = spawnSync('pgrep', ['-P', String(launcher.pid), '-f', program], { encoding: 'utf8' });
  const pid = Number(found.stdout.trim().split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 0) throw new Error(`${program} is not running`);
  return pid;
}

/** Real photos of a grade beside the project, or null when they are not there. */
export function realPhotos(): string | null {
  const folder = resolve(ROOT, '../shared/data/scrap-photos');
  return existsSync(join(folder, 'labels.json')) ? folder : null;
}

/**
 * Whether a program of the machine is there. In CI its absence is a failure, elsewhere the test that needs it is
 * skipped and says so.
 */
export function hasProgram(name: string): boolean {
  const isThere = spawnSync('which', [name]).status === 0;
  if (!isThere && process.env.CI) throw new Error(`${name} is missing, and CI must have it`);
  return isThere;
}
