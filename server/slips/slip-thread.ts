import type { Worker } from 'node:worker_threads';
import { startThread } from '../stores/start-thread.ts';
import type { SlipFacts } from './slip-paper.ts';

export interface PrintQuestion {
  readonly id: number;
  readonly facts: Omit<SlipFacts, 'thumbnails'> & { readonly thumbnails: ReadonlyMap<string, Uint8Array> };
}

/** The PDF, or why there is none. */
export type PrintAnswer =
  | { readonly id: number; readonly pdf: Uint8Array }
  | { readonly id: number; readonly message: string };

interface Waiting {
  readonly resolve: (pdf: Buffer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Sets slips on paper on a thread of its own: fonts and pictures are work of a quarter of a second, for which nobody else
 * is kept waiting. The thread begins with the first slip; one that ends by itself fails what it was asked, and the next
 * slip begins another.
 */
export class SlipThread {
  #worker: Worker | null = null;
  /** keyed by the question's id */
  #waiting = new Map<number, Waiting>();
  #lastId = 0;

  print(facts: SlipFacts): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.#worker ??= this.#start();
      this.#lastId += 1;
      this.#waiting.set(this.#lastId, { resolve, reject });
      this.#worker.postMessage({ id: this.#lastId, facts } satisfies PrintQuestion);
    });
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = startThread(new URL('./slip-thread-child.js', import.meta.url), {});
    // whoever waits for a slip holds the process; the thread alone does not
    worker.unref();
    let reason: unknown = null;
    worker.on('message', (answer: PrintAnswer) => this.#answered(answer));
    worker.on('error', (error) => {
      reason = error;
    });
    worker.on('exit', () => {
      const waiting = this.#waiting;
      this.#waiting = new Map();
      this.#worker = null;
      const failure = new Error('the thread that prints slips has ended', { cause: reason });
      for (const { reject } of waiting.values()) reject(failure);
    });
    return worker;
  }

  #answered(answer: PrintAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('pdf' in answer) waiting?.resolve(Buffer.from(answer.pdf));
    else waiting?.reject(new Error(answer.message));
  }
}
