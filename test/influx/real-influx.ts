import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { InfluxSettings } from '../../domain/settings.ts';

/** A row of an answer: the series' tags and its columns; `time` as RFC 3339 text with all its nanoseconds. */
export type InfluxRow = Readonly<Record<string, string | number | boolean | null>>;

export interface RealInflux {
  readonly url: string;
  readonly database: string;
  /** The settings that reach it: Debian's influxd has no /api/v2/write. */
  settings(overrides?: Partial<InfluxSettings>): InfluxSettings;
  /** Runs a statement (any: SELECT, DROP, CREATE) and gives the rows of all its series; an error is thrown. */
  query(influxql: string): Promise<InfluxRow[]>;
  /** Writes line protocol with nanoseconds as it is; a refusal is thrown. */
  write(lines: string): Promise<void>;
  /** Ends it as systemd would; what was confirmed is kept for `restart`. */
  halt(): Promise<void>;
  /** Ends it as a power cut would; what was confirmed is kept for `restart`. */
  kill(): Promise<void>;
  /** Starts it again at the same address with what it had. */
  restart(): Promise<void>;
  /** Ends it for good and removes its folder. */
  stop(): Promise<void>;
}

/** False where influxd is not installed and nobody insists: in CI a missing influxd is a failure, not a skip. */
export const hasInfluxd = process.env.CI !== undefined || spawnSync('influxd', ['version']).status === 0;

/** Starts an InfluxDB of its own: a free port, a folder of its own, nothing reported anywhere. */
export async function startInflux(): Promise<RealInflux> {
  const folder = await mkdtemp(join(tmpdir(), 'scalehouse-influx-'));
  const database = 'scalehouse';
  let child: ChildProcess | null = null;
  let address = '127.0.0.1:0';

  const start = async () => {
    await writeFile(join(folder, 'influxdb.conf'), configuration(folder, address));
    const started = spawn('influxd', ['-config', join(folder, 'influxdb.conf')], { stdio: ['ignore', 'pipe', 'pipe'] });
    child = started;
    address = await listeningAddress(started);
  };
  const end = async (signal: NodeJS.Signals) => {
    const ending = child;
    child = null;
    if (ending === null || ending.exitCode !== null) return;
    const exited = once(ending, 'exit');
    ending.kill(signal);
    await exited;
  };
  const query = async (influxql: string): Promise<InfluxRow[]> => {
    const search = new URLSearchParams({ db: database, q: influxql });
    const answer = (await (await fetch(`http://${address}/query?${search}`, { method: 'POST' })).json()) as Answer;
    const failure = answer.error ?? answer.results?.find((result) => result.error !== undefined)?.error;
    if (failure !== undefined) throw new Error(`${influxql}: ${failure}`);
    return (answer.results ?? []).flatMap(({ series = [] }) =>
      series.flatMap(({ tags = {}, columns, values }) =>
        values.map((row) => ({
          ...tags,
          ...Object.fromEntries(columns.map((name, index) => [name, row[index] ?? null])),
        })),
      ),
    );
  };

  // a test run that is broken off leaves no server behind
  const killNow = () => void child?.kill('SIGKILL');
  process.once('exit', killNow);
  await start();
  await query(`CREATE DATABASE "${database}"`);
  const url = `http://${address}`;
  return {
    url,
    database,
    settings: (overrides = {}) => ({
      url,
      token: null,
      username: null,
      password: null,
      org: 'scalehouse',
      bucket: database,
      writePath: `/write?db=${database}`,
      retentionDays: {},
      ...overrides,
    }),
    query,
    write: async (lines) => {
      const answer = await fetch(`${url}/write?db=${database}&precision=ns`, { method: 'POST', body: lines });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${answer.status}: ${text}`);
    },
    halt: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    restart: async () => {
      await end('SIGTERM');
      await start();
    },
    stop: async () => {
      process.off('exit', killNow);
      await end('SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Answer {
  readonly error?: string;
  readonly results?: readonly {
    readonly error?: string;
    readonly series?: readonly {
      readonly tags?: Readonly<Record<string, string>>;
      readonly columns: readonly string[];
      readonly values: readonly (readonly (string | number | boolean | null)[])[];
    }[];
  }[];
}

/** The address influxd says it listens at; with what it said instead when it does not come up. */
async function listeningAddress(child: ChildProcess): Promise<string> {
  const said: string[] = [];
  const address = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on('line', (line) => {
        if (said.length < 200) said.push(line);
        const match = /msg="Listening on HTTP".* addr=(\S+)/.exec(line);
        if (match?.[1]) resolve(match[1]);
      });
    }
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`influxd ended (${code}):\n${said.slice(-10).join('\n')}`)));
  });
  return await address;
}

function configuration(folder: string, address: string): string {
  return `reporting-disabled = true
bind-address = "127.0.0.1:0"
[meta]
  dir = "${join(folder, 'meta')}"
[data]
  dir = "${join(folder, 'data')}"
  wal-dir = "${join(folder, 'wal')}"
  query-log-enabled = false
[monitor]
  store-enabled = false
[subscriber]
  enabled = false
[continuous_queries]
  enabled = false
[http]
  bind-address = "${address}"
  log-enabled = false
[logging]
  format = "logfmt"
`;
}
