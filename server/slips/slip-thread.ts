import { AskedThread } from '../stores/asked-thread.ts';
import type { SlipFacts } from './slip-paper.ts';

export interface PrintQuestion {
  readonly facts: Omit<SlipFacts, 'thumbnails'> & { readonly thumbnails: ReadonlyMap<string, Uint8Array> };
}

/**
 * Sets slips on paper on a thread of its own: fonts and pictures are work of a quarter of a second, for which nobody else
 * is kept waiting.
 */
export class SlipThread {
  readonly #thread = new AskedThread<PrintQuestion, Uint8Array>({
    entry: new URL('./slip-thread-child.js', import.meta.url),
    data: {},
    name: 'the thread that prints slips',
  });

  async print(facts: SlipFacts): Promise<Buffer> {
    return Buffer.from(await this.#thread.ask({ facts }));
  }

  async close(): Promise<void> {
    await this.#thread.close();
  }
}
