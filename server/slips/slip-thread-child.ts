import { parentPort } from 'node:worker_threads';
import { type Answered, type Asked, failureOf } from '../stores/asked-thread.ts';
import { type SlipFacts, slipPaper } from './slip-paper.ts';
import type { PrintQuestion } from './slip-thread.ts';

/** The thread that sets slips on paper, one after the other. */

parentPort?.on('message', (question: Asked<PrintQuestion>) => void answer(question));

async function answer({ id, facts }: Asked<PrintQuestion>): Promise<void> {
  try {
    // what crosses to a thread comes as plain bytes, and the paper wants buffers
    const thumbnails = new Map([...facts.thumbnails].map(([sha256, jpeg]) => [sha256, Buffer.from(jpeg)]));
    const pdf = await slipPaper({ ...facts, thumbnails } satisfies SlipFacts);
    parentPort?.postMessage({ id, answer: pdf } satisfies Answered<Uint8Array>);
  } catch (error) {
    parentPort?.postMessage(failureOf(id, error));
  }
}
