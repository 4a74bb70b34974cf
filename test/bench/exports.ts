import { monitorEventLoopDelay } from 'node:perf_hooks';
import { utils, write } from '@e965/xlsx';
import { temporaryFolder } from '../temporary-folder.ts';
import { type BenchServer, startServer } from './bench-server.ts';
import type { Figure } from './figures.ts';
import { PHOTO_YEAR, tellPhotos } from './photo-ledger.ts';

/** As many as a workbook may have. */
const ROWS = 99_990;

/** Exports of a hundred thousand judged photos, and the longest pause of the thread that serves everybody meanwhile. */
export async function benchExports(): Promise<Figure[]> {
  const folder = temporaryFolder('scalehouse-exports-');
  tellPhotos(folder.path, ROWS);
  const server = await startServer(folder.path);
  try {
    await read(server, 'csv');
    const figures: Figure[] = [];
    for (const format of ['xlsx', 'csv', 'arrow'] as const) {
      const { taken, pause } = await read(server, format);
      const raw = format === 'xlsx' ? sheetJs() : null;
      figures.push(
        {
          what: `exports: ${ROWS} rows as ${format}`,
          unit: 'ms',
          ours: taken,
          raw: raw === null ? null : { what: 'as many cells written by SheetJS at once', figure: raw },
        },
        {
          what: `exports: longest pause of the main thread, ${format}`,
          unit: 'ms',
          ours: pause,
          raw: raw === null ? null : { what: 'SheetJS on that thread', figure: raw },
        },
      );
    }
    return figures;
  } finally {
    await server.close();
    folder.remove();
  }
}

async function read({ url, cookie }: BenchServer, format: string): Promise<{ taken: number; pause: number }> {
  const query = new URLSearchParams({ from: PHOTO_YEAR.from, to: PHOTO_YEAR.to, format });
  const delays = monitorEventLoopDelay({ resolution: 5 });
  delays.enable();
  const begun = performance.now();
  const answer = await fetch(`${url}/api/exports/inspections?${query}`, { headers: { cookie } });
  if (!answer.ok || answer.body === null) throw new Error(`${answer.status} ${await answer.text()}`);
  let size = 0;
  for await (const chunk of answer.body) size += chunk.length;
  const taken = performance.now() - begun;
  delays.disable();
  if (size < 1_000_000) throw new Error(`only ${size} bytes`);
  return { taken, pause: delays.max / 1e6 };
}

function sheetJs(): number {
  const rows = Array.from({ length: ROWS }, (_, n) => [
    ...[new Date(n), 'busan', 'bay1/cam-0', `거래처 ${n % 60}`, '매입', '중량', 0.7, 900 + (n % 100), '', `v-${n}`],
  ]);
  const begun = performance.now();
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows), 'rows');
  write(book, { type: 'buffer', bookType: 'xlsx', compression: true });
  return performance.now() - begun;
}
