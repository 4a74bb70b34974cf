import { parentPort, workerData } from 'node:worker_threads';
import { type Answered, type Asked, failureOf } from '../stores/asked-thread.ts';
import type { CountWish } from '../stores/columns/photo-counts.ts';
import { Ledger } from '../stores/ledger.ts';
import type { ExportAnswer, ExportQuestion, FileRequest } from './export-messages.ts';
import type { ExportSubject } from './export-source.ts';
import { fileChunks } from './file-chunks.ts';
import { sourceOf } from './source-of.ts';

/**
 * The thread that reads and writes exports. Several are open at once and take turns chunk by chunk; while nobody reads
 * a file nothing of it is made.
 */
const ledger = new Ledger((workerData as { dataDir: string }).dataDir);
/** keyed by the question's id */
const files = new Map<number, AsyncIterator<Uint8Array>>();

const say = (answered: Answered<ExportAnswer>, moved: ArrayBuffer[] = []) => parentPort?.postMessage(answered, moved);

parentPort?.on('message', (question: Asked<ExportQuestion>) => void answer(question));

async function answer(question: Asked<ExportQuestion>): Promise<void> {
  const { id } = question;
  try {
    if (question.ask === 'count') await count(id, question.subject, question.wish);
    else if (question.ask === 'open') open(id, question.file);
    else if (question.ask === 'next') await next(id);
    else files.delete(id);
  } catch (error) {
    files.delete(id);
    say(failureOf(id, error));
  }
}

async function count(id: number, subject: ExportSubject, wish: CountWish): Promise<void> {
  const steps = sourceOf(ledger, subject).count(wish);
  for (;;) {
    const step = await steps.next();
    if (step.done) {
      const { rows, isExact, days } = step.value;
      return void say({ id, answer: { rows, isExact, days: rows > Math.min(...wish.limits) ? days() : [] } });
    }
    await new Promise((others) => setImmediate(others));
  }
}

function open(id: number, file: FileRequest): void {
  files.set(id, fileChunks(sourceOf(ledger, file), file)[Symbol.asyncIterator]());
}

async function next(id: number): Promise<void> {
  const step = await files.get(id)?.next();
  // opened in a thread that has ended meanwhile
  if (step === undefined) throw new Error('no such file is open');
  if (step.done) {
    files.delete(id);
    say({ id, answer: null });
    return;
  }
  // a chunk of its own memory moves over without a copy; one that shares a pool is copied first
  const { value } = step;
  const own = value.byteLength === value.buffer.byteLength ? new Uint8Array(value.buffer) : Uint8Array.from(value);
  say({ id, answer: own as Uint8Array }, [own.buffer as ArrayBuffer]);
}
