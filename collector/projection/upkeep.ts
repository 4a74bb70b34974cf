import type { Logger } from 'pino';
import type { InfluxSettings } from '../../domain/settings.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { InfluxReader } from './influx-read.ts';
import { InfluxWriter } from './influx-writer.ts';
import { Retention } from './retention.ts';
import { Verifier } from './verify.ts';

interface Parts {
  readonly ledger: Ledger;
  readonly settings: InfluxSettings;
  /** called when rows are due again */
  readonly onDue: () => void;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

/** What has to be seen to beside the projection: that InfluxDB holds what the ledger says, and no more than it should. */
export class Upkeep {
  readonly #reader: InfluxReader;
  readonly #writer: InfluxWriter;
  readonly #retention: Retention;
  readonly #verifier: Verifier;
  #running: Promise<void> | null = null;
  #isStopped = false;

  constructor({ ledger, settings, onDue, log }: Parts) {
    this.#reader = new InfluxReader(settings);
    this.#writer = new InfluxWriter(settings);
    this.#retention = new Retention(this.#reader, settings.retentionDays, log);
    const { retentionDays } = settings;
    this.#verifier = new Verifier({ ledger, reader: this.#reader, writer: this.#writer, onDue, retentionDays, log });
  }

  /** Goes one step on with both; to be called every few seconds. A step that still goes on is not begun twice. */
  async step(): Promise<void> {
    if (this.#isStopped) return;
    this.#running ??= this.#step().finally(() => {
      this.#running = null;
    });
    await this.#running;
  }

  /** Ends after the step under way; requests without an answer are given up. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#reader.stop();
    this.#writer.stop();
    await this.#running;
  }

  async #step(): Promise<void> {
    await this.#retention.step();
    await this.#verifier.step();
  }
}
