import { parentPort, type TransferListItem, workerData } from 'node:worker_threads';
import { DomainError } from '../../../domain/errors.ts';
import { LedgerFlows } from '../flows/ledger-flows.ts';
import { Ledger } from '../ledger.ts';
import { EmbeddedSeries } from './embedded-series.ts';
import type { ReadAnswer, ReadName, ThreadAnswer, ThreadQuestion } from './ledger-thread-messages.ts';
import { SeriesTables } from './series-tables.ts';

/** The thread that reads long spans of the ledger, one question after the other. */
const ledger = new Ledger((workerData as { dataDir: string }).dataDir);
const series = new SeriesTables(new EmbeddedSeries(ledger));
const flows = new LedgerFlows(ledger);

parentPort?.on('message', (question: ThreadQuestion) => void answer(question));

async function answer({ id, name, request }: ThreadQuestion): Promise<void> {
  try {
    const store = name in flows ? flows : series;
    const read = store[name as keyof typeof store] as (request: unknown) => Promise<ReadAnswer<ReadName>>;
    const answer = await read.call(store, request);
    parentPort?.postMessage({ id, answer } satisfies ThreadAnswer, buffersOf(answer));
  } catch (error) {
    const { code, params } = error instanceof DomainError ? error : { code: null, params: {} };
    parentPort?.postMessage({ id, code, params, message: String(error) } satisfies ThreadAnswer);
  }
}

function buffersOf(answer: ReadAnswer<ReadName>): TransferListItem[] {
  if (!('columns' in answer)) return [];
  return answer.columns.map(
    (column) => (column.kind === 'text' ? column.indices : column.values).buffer as ArrayBuffer,
  );
}
