import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import Database from 'libsql';
import type { Browser, Page } from 'playwright-core';
import { LEDGER_FILE } from '../../domain/wire/ledger-tables.ts';
import { openBrowser } from '../e2e/browser.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { type BenchServer, openLoggedIn, startServer } from './bench-server.ts';
import { type Figure, median, percentile } from './figures.ts';
import { pageNow, paintedWith, watchCharts } from './page-times.ts';
import { tellYear, YARDS, YEAR } from './year.ts';

const TIMES = 7;
const YEAR_ADDRESS = `/history?from=${YEAR.from}T00:00&to=2026-01-01T00:00&yards=${YARDS[0]}`;
const THREE_YEARS = `/history?from=2023-06-01T00:00&to=2026-06-01T00:00&yards=${YARDS[0]}`;
/** A wheel's turn that makes the window 1.68 times shorter, the most the page takes of one. */
const TURN = -120;

/**
 * A year of one yard by hours on the history page, from navigation to painted bars, in Chromium; then what zooming
 * takes, from the wheel to the finer grain painted: of hours that are there, and of hours that must be asked for.
 */
export async function benchOpening(): Promise<Figure[]> {
  const folder = temporaryFolder('scalehouse-opening-');
  tellYear(folder.path).close();
  const server = await startServer(folder.path);
  const browser = await openBrowser();
  try {
    const bytes = await yearBytes(server);
    const decode = await times(() => Promise.resolve(tableFromIPC(bytes).numRows));
    const fetched = await times(() => yearBytes(server));
    const bare = await times(() => Promise.resolve(bareSums(folder.path)));
    const raw = {
      what: 'its Arrow bytes fetched and decoded by apache-arrow alone',
      figure: median(fetched) + median(decode),
    };
    const cold: number[] = [];
    const warm: number[] = [];
    const points: number[] = [];
    for (let n = 0; n < TIMES; n += 1) {
      const [first, second] = await openings(browser, server);
      cold.push(first.at);
      warm.push(second.at);
      points.push(first.points, second.points);
    }
    const near = await zooms(browser, server, YEAR_ADDRESS, 6);
    const far = await zooms(browser, server, THREE_YEARS, 9);
    return [
      { what: 'opening: a year by hours, empty cache, p50', unit: 'ms', ours: median(cold), raw },
      { what: 'opening: a year by hours, empty cache, worst', unit: 'ms', ours: percentile(cold, 1), raw },
      { what: 'opening: a year by hours, again, p50', unit: 'ms', ours: median(warm), raw },
      {
        what: 'opening: its hours at the API, p50',
        unit: 'ms',
        ours: median(fetched),
        raw: { what: 'the visits summed by libsql', figure: median(bare) },
      },
      {
        what: 'opening: parts of bars drawn',
        unit: '',
        ours: Math.max(...points),
        raw: { what: 'the bound', figure: 4_000 },
      },
      {
        what: 'zooming: wheel to hours that are there, p50',
        unit: 'ms',
        ours: median(near),
        raw: { what: 'a frame of 60 a second', figure: 1_000 / 60 },
      },
      { what: 'zooming: wheel to hours asked for, p50', unit: 'ms', ours: median(far), raw },
      { what: 'zooming: wheel to hours asked for, worst', unit: 'ms', ours: percentile(far, 1), raw },
    ];
  } finally {
    await browser.close();
    await server.close();
    folder.remove();
  }
}

type Painted = { readonly at: number; readonly points: number };

async function openings(browser: Browser, server: BenchServer): Promise<[Painted, Painted]> {
  const screen = await openLoggedIn(browser, server);
  const page = await screen.newPage();
  await watchCharts(page);
  const open = async () => {
    await page.goto(`${server.url}${YEAR_ADDRESS}`, { waitUntil: 'commit' });
    return paintedWith(page, '1d', 0);
  };
  const both: [Painted, Painted] = [await open(), await open()];
  await screen.close();
  return both;
}

/** From the last of some turns of the wheel to hours on the screen. */
async function zooms(browser: Browser, server: BenchServer, address: string, turns: number): Promise<number[]> {
  const taken: number[] = [];
  for (let n = 0; n < TIMES; n += 1) {
    const screen = await openLoggedIn(browser, server);
    const page = await screen.newPage();
    await watchCharts(page);
    await page.goto(`${server.url}${address}`, { waitUntil: 'commit' });
    await paintedWith(page, '', 0);
    taken.push(await wheel(page, turns));
    await screen.close();
  }
  return taken;
}

async function wheel(page: Page, turns: number): Promise<number> {
  const chart = page.locator('.time-bars canvas');
  const box = await chart.boundingBox();
  if (box === null) throw new Error('no chart');
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2);
  for (let turn = 1; turn < turns; turn += 1) await page.mouse.wheel(0, TURN);
  const begun = await pageNow(page);
  await page.mouse.wheel(0, TURN);
  return (await paintedWith(page, '1h', begun)).at - begun;
}

async function yearBytes({ url, cookie }: BenchServer): Promise<Uint8Array> {
  const query = new URLSearchParams({ yards: YARDS[0], from: YEAR.from, to: YEAR.to, every: '1h', format: 'arrow' });
  const answer = await fetch(`${url}/api/flows?${query}`, { headers: { cookie } });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (!answer.ok || bytes.length < 100_000) throw new Error(`${answer.status} ${Buffer.from(bytes).toString()}`);
  return bytes;
}

/** The same sums without roll-ups, as whoever has only SQLite would ask for them. */
function bareSums(dataDir: string): number {
  const database = new Database(join(dataDir, LEDGER_FILE));
  const sql = `SELECT (v.closed_at + 32400000) / 3600000, v.direction, v.partner, g.grade, sum(g.kg) FROM visit v
    JOIN visit_grade g ON g.visit = v.id WHERE v.yard = ? AND v.status = 'closed' GROUP BY 1, 2, 3, 4`;
  const rows = database.prepare(sql).raw().all(YARDS[0]);
  database.close();
  return rows.length;
}

async function times(ask: () => Promise<unknown>): Promise<number[]> {
  await ask();
  const taken: number[] = [];
  for (let n = 0; n < TIMES; n += 1) {
    const begun = performance.now();
    await ask();
    taken.push(performance.now() - begun);
  }
  return taken;
}
