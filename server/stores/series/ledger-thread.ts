import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { DomainError } from '../../../domain/errors.ts';
import type { ColumnTable } from './column-table.ts';
import type { SeriesName, ThreadAnswer, ThreadQuestion } from './ledger-thread-messages.ts';
import type { SeriesStore } from './series-store.ts';

interface Waiting {
  readonly resolve: (table: ColumnTable) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The ledger read on a thread of its own, so that a year of sums keeps nobody waiting. The thread begins with the first
 * question; one that ends by itself fails what it was asked, and the next question begins another.
 */
export class LedgerThread implements SeriesStore {
  readonly #dataDir: string;
  #worker: Worker | null = null;
  /** keyed by the question's id */
  #waiting = new Map<number, Waiting>();
  #lastId = 0;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  throughput: SeriesStore['throughput'] = (request) => this.#ask('throughput', request);
  mix: SeriesStore['mix'] = (request) => this.#ask('mix', request);
  flows: SeriesStore['flows'] = (request) => this.#ask('flows', request);
  inspections: SeriesStore['inspections'] = (request) => this.#ask('inspections', request);
  availability: SeriesStore['availability'] = (request) => this.#ask('availability', request);
  indicators: SeriesStore['indicators'] = (request) => this.#ask('indicators', request);
  budget: SeriesStore['budget'] = (request) => this.#ask('budget', request);

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #ask<Name extends SeriesName>(name: Name, request: Parameters<SeriesStore[Name]>[0]): Promise<ColumnTable> {
    return new Promise((resolve, reject) => {
      this.#worker ??= this.#start();
      this.#lastId += 1;
      this.#waiting.set(this.#lastId, { resolve, reject });
      this.#worker.postMessage({ id: this.#lastId, name, request } satisfies ThreadQuestion);
    });
  }

  #start(): Worker {
    const worker = startThread(this.#dataDir);
    // whoever waits for an answer holds the process; the thread alone does not
    worker.unref();
    let reason: unknown = null;
    worker.on('message', (answer: ThreadAnswer) => this.#answered(answer));
    worker.on('error', (error) => {
      reason = error;
    });
    worker.on('exit', () => {
      const waiting = this.#waiting;
      this.#waiting = new Map();
      this.#worker = null;
      const failure = new Error('the thread that reads the ledger has ended', { cause: reason });
      for (const { reject } of waiting.values()) reject(failure);
    });
    return worker;
  }

  #answered(answer: ThreadAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('table' in answer) waiting?.resolve(answer.table);
    else if (answer.code === null) waiting?.reject(new Error(answer.message));
    else waiting?.reject(new DomainError(answer.code, answer.params));
  }
}

/** From source (.ts, through tsx) when this file runs from source, else from the build (.js). */
function startThread(dataDir: string): Worker {
  const workerData = { dataDir };
  if (!import.meta.url.endsWith('.ts')) {
    return new Worker(new URL('./ledger-thread-child.js', import.meta.url), { workerData });
  }
  // a thread of Node 20 takes no `--import`, so tsx is registered in it first
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm/api')).href.replace(/\.cjs$/, '.mjs');
  const entry = new URL('./ledger-thread-child.ts', import.meta.url).href;
  const code = `import(${JSON.stringify(tsx)}).then(({ register }) => (register(), import(${JSON.stringify(entry)})))`;
  return new Worker(code, { eval: true, workerData, execArgv: [] });
}
