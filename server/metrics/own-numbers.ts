import { monitorEventLoopDelay } from 'node:perf_hooks';
import { SECOND_MS } from '../../domain/units.ts';
import type { SystemState } from '../../domain/wire/http-api.ts';

/** How often the event loop's delay is sampled; a sample is this long when nothing delays it. */
const SAMPLE_MS = 20;
const WINDOW_MS = 2 * SECOND_MS;

/** What this process knows of itself: how long it runs, what it takes, how late its event loop is. */
export class OwnNumbers {
  readonly #version: string;
  readonly #startedAt = performance.now();
  readonly #delay = monitorEventLoopDelay({ resolution: SAMPLE_MS });
  readonly #timer: NodeJS.Timeout;
  #lagMs = 0;

  constructor(version: string) {
    this.#version = version;
    this.#delay.enable();
    this.#timer = setInterval(() => this.#closeWindow(), WINDOW_MS);
    this.#timer.unref();
  }

  /** The numbers as of now; the lag is the worst of the last two seconds. */
  read(): Omit<SystemState['server'], 'clients'> {
    return {
      version: this.#version,
      uptimeS: Math.floor((performance.now() - this.#startedAt) / SECOND_MS),
      loopLagMs: this.#lagMs,
      rssMb: Math.round(process.memoryUsage.rss() / 1e5) / 10,
    };
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#delay.disable();
  }

  #closeWindow(): void {
    this.#lagMs = Math.max(0, Math.round(this.#delay.max / 1e5 - SAMPLE_MS * 10) / 10);
    this.#delay.reset();
  }
}
