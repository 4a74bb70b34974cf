import { parentPort, type TransferListItem, workerData } from 'node:worker_threads';
import { DomainError } from '../../../domain/errors.ts';
import { Ledger } from '../ledger.ts';
import type { ColumnTable } from './column-table.ts';
import { EmbeddedSeries } from './embedded-series.ts';
import type { ThreadAnswer, ThreadQuestion } from './ledger-thread-messages.ts';
import type { SeriesStore } from './series-store.ts';
import { SeriesTables } from './series-tables.ts';

/** The thread that reads long spans of the ledger, one question after the other. */
const store: SeriesStore = new SeriesTables(
  new EmbeddedSeries(new Ledger((workerData as { dataDir: string }).dataDir)),
);

parentPort?.on('message', (question: ThreadQuestion) => void answer(question));

async function answer({ id, name, request }: ThreadQuestion): Promise<void> {
  try {
    const table = await (store[name] as (request: unknown) => Promise<ColumnTable>)(request);
    parentPort?.postMessage({ id, table } satisfies ThreadAnswer, buffersOf(table));
  } catch (error) {
    const { code, params } = error instanceof DomainError ? error : { code: null, params: {} };
    parentPort?.postMessage({ id, code, params, message: String(error) } satisfies ThreadAnswer);
  }
}

function buffersOf({ columns }: ColumnTable): TransferListItem[] {
  return columns.map((column) => (column.kind === 'text' ? column.indices : column.values).buffer as ArrayBuffer);
}
