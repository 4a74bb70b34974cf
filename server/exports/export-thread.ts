import { Readable } from 'node:stream';
import { AskedThread } from '../stores/asked-thread.ts';
import type { CountWish } from '../stores/columns/photo-counts.ts';
import type { Counted, ExportAnswer, ExportQuestion, FileRequest } from './export-messages.ts';
import type { ExportSubject } from './export-source.ts';

/** Reads and writes exports on a thread of its own: the thread that serves everybody only hands chunks on. */
export class ExportThread {
  readonly #thread: AskedThread<ExportQuestion, ExportAnswer>;

  constructor(dataDir: string) {
    const entry = new URL('./export-child.js', import.meta.url);
    this.#thread = new AskedThread({ entry, data: { dataDir }, name: 'the thread that writes exports' });
  }

  /** How many rows a subject has, now, as exactly as is wished. */
  count(subject: ExportSubject, wish: CountWish): Promise<Counted> {
    return this.#thread.ask({ ask: 'count', subject, wish }) as Promise<Counted>;
  }

  /** The bytes of a file, made no faster than they are read; a reader that goes away ends the work. */
  file(file: FileRequest): Readable {
    return Readable.from(this.#chunks(file), { objectMode: false });
  }

  async close(): Promise<void> {
    await this.#thread.close();
  }

  async *#chunks(file: FileRequest): AsyncGenerator<Uint8Array> {
    const id = this.#thread.newId();
    this.#thread.tell({ ask: 'open', file }, id);
    try {
      for (;;) {
        const chunk = (await this.#thread.ask({ ask: 'next' }, id)) as Uint8Array | null;
        if (chunk === null) return;
        yield chunk;
      }
    } finally {
      this.#thread.tellRunning({ ask: 'end' }, id);
    }
  }
}
