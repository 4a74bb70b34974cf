import { parentPort, type TransferListItem, workerData } from 'node:worker_threads';
import { type Answered, type Asked, failureOf } from '../asked-thread.ts';
import { LedgerFlows } from '../flows/ledger-flows.ts';
import { Ledger } from '../ledger.ts';
import { EmbeddedSeries } from './embedded-series.ts';
import type { ReadAnswer, ReadName, ThreadQuestion } from './ledger-thread-messages.ts';
import { SeriesTables } from './series-tables.ts';

/** The thread that reads long spans of the ledger, one question after the other. */
const ledger = new Ledger((workerData as { dataDir: string }).dataDir);
const series = new SeriesTables(new EmbeddedSeries(ledger));
const flows = new LedgerFlows(ledger);

parentPort?.on('message', (question: Asked<ThreadQuestion>) => void answer(question));

async function answer({ id, name, request }: Asked<ThreadQuestion>): Promise<void> {
  try {
    const store = name in flows ? flows : series;
    const read = store[name as keyof typeof store] as (request: unknown) => Promise<ReadAnswer<ReadName>>;
    const answer = await read.call(store, request);
    // the arrays of a table move over
    parentPort?.postMessage({ id, answer } satisfies Answered<ReadAnswer<ReadName>>, buffersOf(answer));
  } catch (error) {
    parentPort?.postMessage(failureOf(id, error));
  }
}

function buffersOf(answer: ReadAnswer<ReadName>): TransferListItem[] {
  if (!('columns' in answer)) return [];
  return answer.columns.map(
    (column) => (column.kind === 'text' ? column.indices : column.values).buffer as ArrayBuffer,
  );
}
