import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../../..');
const STARTED_WITHIN_MS = 60_000;

/** A program of the chain that is killed and started again. */
export class Victim {
  readonly #start: () => ChildProcess;
  readonly #isReady: (child: ChildProcess) => Promise<unknown>;
  #child: ChildProcess | null = null;

  constructor(start: () => ChildProcess, isReady: (child: ChildProcess) => Promise<unknown>) {
    this.#start = start;
    this.#isReady = isReady;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  async start(): Promise<void> {
    const child = this.#start();
    this.#child = child;
    const died = once(child, 'exit').then(([code, signal]) => {
      throw new Error(`it ended while starting: ${signal ?? code}`);
    });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error('it did not start in time')), STARTED_WITHIN_MS);
    });
    try {
      await Promise.race([this.#isReady(child), died, late]);
    } finally {
      clearTimeout(timer);
      died.catch(() => {});
    }
  }

  /** As a power cut ends it. */
  async kill(): Promise<void> {
    await this.#end(() => this.#child?.kill('SIGKILL'));
  }

  /** As the launcher ends it. */
  async stop(): Promise<void> {
    await this.#end(() => {
      if (this.#child?.connected) this.#child.send('stop');
      else this.#child?.kill('SIGTERM');
    });
  }

  async #end(act: () => void): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    this.#child = child;
    act();
    this.#child = null;
    await exited;
  }
}

/** A program of the build, ready when it says so. */
export function ownProgram(
  entry: string,
  env: () => Record<string, string>,
  heard: (message: { port?: number; internalPort?: number }) => void = () => {},
): Victim {
  return new Victim(
    () => fork(join(ROOT, 'build', entry), [], { cwd: ROOT, env: { ...process.env, LOG_LEVEL: 'silent', ...env() } }),
    (child) =>
      new Promise<void>((ready) => {
        child.on('message', (message: { ready?: boolean; port?: number; internalPort?: number }) => {
          heard(message);
          if (message.ready) ready();
        });
      }),
  );
}

/** Another program, ready when `isReady` says so. */
export function otherProgram(command: string, args: readonly string[], isReady: () => Promise<unknown>): Victim {
  return new Victim(() => spawn(command, args, { stdio: 'ignore' }), isReady);
}

/** Kills the grading process of a collector; false when there is none just now. */
export function killGrading(collectorPid: number): boolean {
  const found = spawnSync('pgrep', ['-P', String(collectorPid), '-f', 'grading-child'], { encoding: 'utf8' });
  const pid = Number(found.stdout.trim().split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}
