import { Readable } from 'node:stream';
import type { Worker } from 'node:worker_threads';
import { DomainError } from '../../domain/errors.ts';
import type { CountWish } from '../stores/columns/photo-counts.ts';
import { startThread } from '../stores/start-thread.ts';
import type { Counted, ExportAnswer, ExportQuestion, FileRequest } from './export-messages.ts';
import type { ExportSubject } from './export-source.ts';

interface Waiting {
  readonly answered: (answer: Counted | Uint8Array | null) => void;
  readonly failed: (error: Error) => void;
}

/**
 * Reads and writes exports on a thread of its own: the thread that serves everybody only hands chunks on. The thread
 * begins with the first question; one that ends by itself fails what it was asked, and the next question begins another.
 */
export class ExportThread {
  readonly #dataDir: string;
  #worker: Worker | null = null;
  /** keyed by the question's id */
  #waiting = new Map<number, Waiting>();
  #lastId = 0;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  /** How many rows a subject has, now, as exactly as is wished. */
  count(subject: ExportSubject, wish: CountWish): Promise<Counted> {
    const id = this.#newId();
    return this.#ask({ id, ask: 'count', subject, wish }) as Promise<Counted>;
  }

  /** The bytes of a file, made no faster than they are read; a reader that goes away ends the work. */
  file(file: FileRequest): Readable {
    return Readable.from(this.#chunks(file), { objectMode: false });
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  async *#chunks(file: FileRequest): AsyncGenerator<Uint8Array> {
    const id = this.#newId();
    this.#tell({ id, ask: 'open', file });
    try {
      for (;;) {
        const chunk = (await this.#ask({ id, ask: 'next' })) as Uint8Array | null;
        if (chunk === null) return;
        yield chunk;
      }
    } finally {
      this.#worker?.postMessage({ id, ask: 'end' } satisfies ExportQuestion);
    }
  }

  #newId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  #ask(question: ExportQuestion): Promise<Counted | Uint8Array | null> {
    return new Promise((answered, failed) => {
      this.#waiting.set(question.id, { answered, failed });
      this.#tell(question);
    });
  }

  #tell(question: ExportQuestion): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage(question);
  }

  #start(): Worker {
    const worker = startThread(new URL('./export-child.js', import.meta.url), { dataDir: this.#dataDir });
    // whoever waits for an answer holds the process; the thread alone does not
    worker.unref();
    let reason: unknown = null;
    worker.on('message', (answer: ExportAnswer) => this.#answered(answer));
    worker.on('error', (error) => {
      reason = error;
    });
    worker.on('exit', () => {
      const waiting = this.#waiting;
      this.#waiting = new Map();
      this.#worker = null;
      const failure = new Error('the thread that writes exports has ended', { cause: reason });
      for (const { failed } of waiting.values()) failed(failure);
    });
    return worker;
  }

  #answered(answer: ExportAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('counted' in answer) waiting?.answered(answer.counted);
    else if ('chunk' in answer) waiting?.answered(answer.chunk);
    else if (answer.code === null) waiting?.failed(new Error(answer.message));
    else waiting?.failed(new DomainError(answer.code, answer.params));
  }
}
