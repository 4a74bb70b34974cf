import type { Worker } from 'node:worker_threads';
import { DomainError } from '../../../domain/errors.ts';
import { startThread } from '../start-thread.ts';
import type {
  LedgerReads,
  ReadAnswer,
  ReadName,
  ReadRequest,
  ThreadAnswer,
  ThreadQuestion,
} from './ledger-thread-messages.ts';

interface Waiting {
  readonly resolve: (answer: ReadAnswer<ReadName>) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The ledger read on a thread of its own, so that a year of sums keeps nobody waiting. The thread begins with the first
 * question; one that ends by itself fails what it was asked, and the next question begins another.
 */
export class LedgerThread implements LedgerReads {
  readonly #dataDir: string;
  #worker: Worker | null = null;
  /** keyed by the question's id */
  #waiting = new Map<number, Waiting>();
  #lastId = 0;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  throughput: LedgerReads['throughput'] = (request) => this.#ask('throughput', request);
  mix: LedgerReads['mix'] = (request) => this.#ask('mix', request);
  flows: LedgerReads['flows'] = (request) => this.#ask('flows', request);
  inspections: LedgerReads['inspections'] = (request) => this.#ask('inspections', request);
  availability: LedgerReads['availability'] = (request) => this.#ask('availability', request);
  indicators: LedgerReads['indicators'] = (request) => this.#ask('indicators', request);
  budget: LedgerReads['budget'] = (request) => this.#ask('budget', request);
  kilograms: LedgerReads['kilograms'] = (request) => this.#ask('kilograms', request);
  partnerDays: LedgerReads['partnerDays'] = (request) => this.#ask('partnerDays', request);
  visits: LedgerReads['visits'] = (request) => this.#ask('visits', request);
  lastDeliveries: LedgerReads['lastDeliveries'] = (places) => this.#ask('lastDeliveries', places);
  disputes: LedgerReads['disputes'] = (request) => this.#ask('disputes', request);
  supplierSpans: LedgerReads['supplierSpans'] = (request) => this.#ask('supplierSpans', request);
  stock: LedgerReads['stock'] = (request) => this.#ask('stock', request);

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #ask<Name extends ReadName>(name: Name, request: ReadRequest<Name>): Promise<ReadAnswer<Name>> {
    return new Promise((resolve, reject) => {
      this.#worker ??= this.#start();
      this.#lastId += 1;
      this.#waiting.set(this.#lastId, { resolve: resolve as Waiting['resolve'], reject });
      this.#worker.postMessage({ id: this.#lastId, name, request } satisfies ThreadQuestion);
    });
  }

  #start(): Worker {
    const worker = startThread(new URL('./ledger-thread-child.js', import.meta.url), { dataDir: this.#dataDir });
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
    if ('answer' in answer) waiting?.resolve(answer.answer);
    else if (answer.code === null) waiting?.reject(new Error(answer.message));
    else waiting?.reject(new DomainError(answer.code, answer.params));
  }
}
