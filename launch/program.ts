import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What a program says of itself once it is ready. */
export interface Said {
  readonly port?: number;
  readonly internalPort?: number;
  readonly firstLogin?: { readonly user: string; readonly password: string };
}

const STOP_WITHIN_MS = 20_000;
const FIRST_RESTART_MS = 500;
const LONGEST_RESTART_MS = 30_000;
/** A program that ran this long had recovered; its next fall is a first one again. */
const RECOVERED_AFTER_MS = 60_000;

/**
 * One program of the chain as a child process. It is ready when it says so; a program that falls afterwards is started
 * again, after a pause that doubles, because a yard must not wait for a person at three in the morning.
 */
export class Program {
  readonly #name: string;
  readonly #entry: string;
  readonly #keep: (said: Said) => Record<string, string>;
  #env: Record<string, string | undefined>;
  #child: ChildProcess | null = null;
  #isStopping = false;
  #restartMs = FIRST_RESTART_MS;

  /** `keep` says which settings a program that is started again must have as it had them: others know its ports. */
  constructor(
    name: string,
    entry: string,
    env: Record<string, string | undefined>,
    keep: (said: Said) => Record<string, string> = () => ({}),
  ) {
    this.#name = name;
    this.#entry = entry;
    this.#env = env;
    this.#keep = keep;
  }

  /** Starts it; resolves with what it says when ready. @throws when it ends before. */
  start(): Promise<Said> {
    const isSource = import.meta.url.endsWith('.ts');
    const path = fileURLToPath(new URL(`../${this.#entry}.${isSource ? 'ts' : 'js'}`, import.meta.url));
    const startedAt = Date.now();
    const child = fork(path, [], { env: this.#env, execArgv: isSource ? ['--import', 'tsx'] : [] });
    this.#child = child;
    return new Promise((resolve, reject) => {
      let said: Said = {};
      let isReady = false;
      child.on('message', (message: Said & { ready?: boolean }) => {
        said = { ...said, ...message };
        if (!message.ready) return;
        isReady = true;
        this.#env = { ...this.#env, ...this.#keep(said) };
        resolve(said);
      });
      child.on('error', reject);
      child.once('exit', (code, signal) => {
        if (this.#isStopping) return;
        if (!isReady) reject(new Error(`the ${this.#name} could not start (see the line above)`));
        else this.#restart(`${signal ?? `code ${code}`}`, Date.now() - startedAt);
      });
    });
  }

  /** Asks it to stop and waits until it has; kills it when it does not. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    // a program that is just falling cannot be asked any more; its exit is waited for all the same
    if (child.connected) child.send('stop', () => {});
    await exited;
    clearTimeout(timer);
  }

  /** Ends it at once. */
  kill(): void {
    this.#isStopping = true;
    this.#child?.kill('SIGKILL');
  }

  #restart(how: string, ranMs: number): void {
    if (ranMs > RECOVERED_AFTER_MS) this.#restartMs = FIRST_RESTART_MS;
    console.error(`The ${this.#name} ended (${how}); starting it again in ${this.#restartMs / 1_000} s.`);
    setTimeout(() => {
      if (this.#isStopping) return;
      this.start().catch(() => this.#restart('it could not start', 0));
    }, this.#restartMs);
    this.#restartMs = Math.min(this.#restartMs * 2, LONGEST_RESTART_MS);
  }
}
