import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import Database from 'libsql';
import type { Page } from 'playwright-core';
import { LEDGER_FILE } from '../../domain/wire/ledger-tables.ts';
import { openBrowser } from '../e2e/browser.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { type BenchServer, openLoggedIn, startServer } from './bench-server.ts';
import { type Figure, median, percentile } from './figures.ts';
import { pageNow, watchCharts } from './page-times.ts';
import { PHOTO_YEAR, tellPhotos } from './photo-ledger.ts';

/** Five million, or as many as BENCH_PHOTOS says: writing their ledger takes minutes. */
const PHOTOS = Number(process.env.BENCH_PHOTOS ?? 5_000_000);
const ADDRESS = `/history?view=photos&from=${PHOTO_YEAR.from}T00:00&to=2026-01-01T00:00`;
const TIMES = 5;

/** Five million judged photos on the history page, in Chromium: until all are there, and what filtering them takes. */
export async function benchPhotos(): Promise<Figure[]> {
  const folder = temporaryFolder('scalehouse-photos-');
  tellPhotos(folder.path, PHOTOS);
  const server = await startServer(folder.path);
  const browser = await openBrowser();
  try {
    const bytes = await columnBytes(server);
    const decoded = await timed(() => scanned(bytes));
    const scan = scanOf(bytes);
    const bare = await timed(() => bareRows(folder.path));
    const screen = await openLoggedIn(browser, server);
    const page = await screen.newPage();
    await watchCharts(page);
    await page.goto(`${server.url}${ADDRESS}`, { waitUntil: 'commit' });
    const loaded = await matchedAll(page);
    await page.evaluate(() => {
      window.longestPause = 0;
    });
    const filters: number[] = [];
    const seen: number[] = [];
    for (let n = 0; n < TIMES; n += 1) {
      const begun = await pageNow(page);
      filters.push(await filter(page, 50 + n * 5));
      seen.push((await pageNow(page)) - begun);
    }
    const pause = await page.evaluate(() => window.longestPause ?? 0);
    await screen.close();
    const scanning = { what: 'a bare scan of grade, yard and confidence as typed arrays', figure: scan };
    return [
      {
        what: 'photos: columns at the API, all rows',
        unit: 'ms',
        ours: bytes.taken,
        raw: { what: 'the same joins read by libsql alone', figure: bare },
      },
      {
        what: 'photos: navigation to all rows counted',
        unit: 'ms',
        ours: loaded,
        raw: { what: 'fetched, then decoded by apache-arrow alone', figure: bytes.taken + decoded },
      },
      { what: 'photos: a filter in the worker, p50', unit: 'ms', ours: median(filters), raw: scanning },
      { what: 'photos: a filter in the worker, worst', unit: 'ms', ours: percentile(filters, 1), raw: scanning },
      { what: 'photos: a filter, asked to shown, p50', unit: 'ms', ours: median(seen), raw: scanning },
      {
        what: 'photos: longest pause of the page meanwhile',
        unit: 'ms',
        ours: pause,
        raw: { what: 'what is felt (RAIL, 50 ms)', figure: 50 },
      },
    ];
  } finally {
    await browser.close();
    await server.close();
    folder.remove();
  }
}

interface Bytes {
  readonly bytes: Uint8Array;
  readonly taken: number;
}

async function columnBytes({ url, cookie }: BenchServer): Promise<Bytes> {
  const begun = performance.now();
  const query = new URLSearchParams({ from: PHOTO_YEAR.from, to: PHOTO_YEAR.to });
  const answer = await fetch(`${url}/api/columns/inspections?${query}`, { headers: { cookie } });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (!answer.ok) throw new Error(`${answer.status} ${Buffer.from(bytes).toString()}`);
  return { bytes, taken: performance.now() - begun };
}

function scanned({ bytes }: Bytes): number {
  return tableFromIPC(bytes).numRows;
}

/** What the fastest filter there can be takes: one loop over plain columns, counting by grade. */
function scanOf({ bytes }: Bytes): number {
  const table = tableFromIPC(bytes);
  const grade = Uint8Array.from({ length: table.numRows }, (_, row) => row % 11);
  const yard = Uint8Array.from({ length: table.numRows }, (_, row) => row % 3);
  const sure = Float32Array.from({ length: table.numRows }, (_, row) => (row % 1_000) / 1_000);
  const taken: number[] = [];
  for (let n = 0; n <= TIMES; n += 1) {
    const begun = performance.now();
    const counts = new Uint32Array(16);
    for (let row = 0; row < grade.length; row += 1) {
      if ((sure[row] as number) < 0.5 || yard[row] === 2) continue;
      (counts[grade[row] as number] as number) += 1;
    }
    taken.push(performance.now() - begun);
  }
  return median(taken.slice(1));
}

function bareRows(dataDir: string): number {
  const database = new Database(join(dataDir, LEDGER_FILE));
  const statement = database
    .prepare(
      `SELECT e.seq, e.at, e.yard, e.device, v.partner, v.direction, i.grade, i.confidence, l.kg, i.out_of_domain, s.visit
       FROM event e INDEXED BY event_photos_by_time CROSS JOIN standing s ON s.event = e.seq
         CROSS JOIN inference i ON i.event = e.seq
       LEFT JOIN event l ON l.seq = s.lift_event LEFT JOIN visit v ON v.id = s.visit
       WHERE e.kind = 'frame' AND e.at > ? ORDER BY e.at LIMIT 32768`,
    )
    .raw();
  let [at, rows] = [0, 0];
  for (;;) {
    const read = statement.all(at) as unknown as [number, number][];
    rows += read.length;
    const last = read.at(-1);
    if (last === undefined) break;
    at = last[1];
  }
  database.close();
  return rows;
}

/** Milliseconds since navigation at which every row was loaded and counted. */
async function matchedAll(page: Page): Promise<number> {
  await page.waitForFunction(
    (least) => {
      const charts = document.querySelector<HTMLElement>('.photo-charts');
      return document.querySelector('.load-bar progress') === null && Number(charts?.dataset.matched) >= least;
    },
    PHOTOS * 0.99,
    { timeout: 600_000, polling: 50 },
  );
  return pageNow(page);
}

/** Asks for photos of at least so many per cent and tells how long the worker took for the answer. */
async function filter(page: Page, least: number): Promise<number> {
  const charts = page.locator('.photo-charts');
  const before = await charts.getAttribute('data-matched');
  await page.locator('.confidence-inputs input').first().fill(String(least));
  await page.locator('.confidence-inputs input').first().press('Tab');
  await page.waitForFunction(
    (known) => document.querySelector<HTMLElement>('.photo-charts')?.dataset.matched !== known,
    before,
    { polling: 10 },
  );
  return Number(await charts.getAttribute('data-filter-ms'));
}

async function timed(work: () => unknown): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
