import { parentPort } from 'node:worker_threads';
import { type SlipFacts, slipPaper } from './slip-paper.ts';
import type { PrintAnswer, PrintQuestion } from './slip-thread.ts';

/** The thread that sets slips on paper, one after the other. */

parentPort?.on('message', (question: PrintQuestion) => void answer(question));

async function answer({ id, facts }: PrintQuestion): Promise<void> {
  try {
    // what crosses to a thread comes as plain bytes, and the paper wants buffers
    const thumbnails = new Map([...facts.thumbnails].map(([sha256, jpeg]) => [sha256, Buffer.from(jpeg)]));
    const pdf = await slipPaper({ ...facts, thumbnails } satisfies SlipFacts);
    parentPort?.postMessage({ id, pdf } satisfies PrintAnswer);
  } catch (error) {
    parentPort?.postMessage({ id, message: String(error) } satisfies PrintAnswer);
  }
}
