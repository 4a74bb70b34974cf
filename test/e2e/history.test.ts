import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { read, utils } from '@e965/xlsx';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Flows } from '../../domain/wire/flows-api.ts';
import { ADMIN_PASSWORD } from '../server/build.ts';
import { kst, NAMES, truck, withTrucks } from '../server/exports/world.ts';
import { openBrowser, openScreen, type PageRecord, recordPage } from './browser.ts';
import { hasProgram } from './system.ts';

const WEB_DIR = fileURLToPath(new URL('../../build/web', import.meta.url));
const FIRST = kst('2025-11-10T09:00:00');
const MONTH = 'from=2025-11-01T00:00&to=2025-12-01T00:00';
const PATIENCE = { timeout: 30_000, interval: 50 };

declare global {
  interface Window {
    /** parts of bars in each painting so far */
    points?: number[];
  }
}

/** A page of a server with two weeks of trucks, its administrator logged in. */
async function openPage(browser: Browser): Promise<{ page: Page; url: string; record: PageRecord } & Served> {
  const server = await withTrucks({ WEB_DIR }, FIRST);
  for (let n = NAMES.length; n < 200; n += 1) truck(server.rows, n, `거래처 ${n % 7}`, FIRST);
  const url = await server.http.listen({ port: 0, host: '127.0.0.1' });
  const screen = await openScreen(browser, { width: 1280, height: 900 });
  const login = await screen.request.post(`${url}/api/session`, { data: { user: 'admin', password: ADMIN_PASSWORD } });
  expect(login.ok()).toBe(true);
  const page = await screen.newPage();
  return { page, url, record: recordPage(page), get: server.get, cookie: server.cookie };
}
type Served = Pick<Awaited<ReturnType<typeof withTrucks>>, 'get' | 'cookie'>;

const chart = (page: Page) => page.locator('.time-bars canvas');
const grainOf = (page: Page) => chart(page).getAttribute('data-grain');
const drawnOf = async (page: Page) => Number(await chart(page).getAttribute('data-points'));

describe.skipIf(!hasProgram('chromium'))('the history page in Chromium (needs chromium)', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
  });

  it('opens a month by days, zooms to hours by the wheel without an empty chart, and keeps the window in its address', async () => {
    const { page, url, record } = await openPage(browser);
    await page.goto(`${url}/history?${MONTH}`);
    await vi.waitFor(async () => expect(await drawnOf(page)).toBeGreaterThan(10), PATIENCE);
    expect(await grainOf(page)).toBe('1d');
    await page.evaluate(() => {
      const canvas = document.querySelector('.time-bars canvas');
      const points: number[] = [];
      window.points = points;
      if (canvas instanceof HTMLCanvasElement)
        new MutationObserver(() => points.push(Number(canvas.dataset.points))).observe(canvas, { attributes: true });
    });
    const box = await chart(page).boundingBox();
    await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) * 0.45, (box?.y ?? 0) + 100);
    for (let turn = 0; turn < 4; turn += 1) await page.mouse.wheel(0, -120);
    await vi.waitFor(async () => expect(await grainOf(page)).toBe('1h'), PATIENCE);
    const points = await page.evaluate(() => window.points ?? []);
    expect(points.length).toBeGreaterThan(0);
    expect(Math.min(...points)).toBeGreaterThan(0);
    await vi.waitFor(() => expect(page.url()).not.toContain(MONTH), PATIENCE);
    const drawn = await drawnOf(page);
    await page.reload();
    await vi.waitFor(async () => expect([await grainOf(page), await drawnOf(page)]).toEqual(['1h', drawn]), PATIENCE);
    expect(record.complaints()).toEqual([]);
  });

  it('filters judged photos in its worker and leads from a row to the visit', async () => {
    const { page, url, record } = await openPage(browser);
    await page.goto(`${url}/history?view=photos&${MONTH}`);
    const matched = async () => Number(await page.locator('.photo-charts').getAttribute('data-matched'));
    await vi.waitFor(async () => expect(await matched()).toBe(200), PATIENCE);
    // photo n was judged with 0.5 + n / 100, from 50 on anew; photo 4 has no say
    await page.getByLabel('신뢰도 최소 (%)').fill('65');
    await page.getByLabel('신뢰도 최소 (%)').press('Tab');
    await vi.waitFor(async () => expect(await matched()).toBe(140), PATIENCE);
    expect(page.url()).toContain('sure=65-100');
    // beyond here the visit's page looks for photos that were never written
    expect(record.complaints()).toEqual([]);
    await page.locator('.photo-rows tbody tr').first().click();
    await page.waitForURL(/\/visits\/v\d+$/);
    await page.goBack();
    await vi.waitFor(async () => expect(await matched()).toBe(140), PATIENCE);
  });

  it('exports what it shows: the workbook equals the API to the kilogram', async () => {
    const { page, url, get, cookie } = await openPage(browser);
    await page.goto(`${url}/history?${MONTH}&yards=yard-a&direction=inbound`);
    await vi.waitFor(async () => expect(await drawnOf(page)).toBeGreaterThan(10), PATIENCE);
    await page.getByRole('button', { name: '내보내기' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: /XLSX/ }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('흐름_2025-11-01_2025-11-30.xlsx');
    const book = read(readFileSync(await file.path()));
    const rows = utils.sheet_to_json<Record<string, unknown>>(book.Sheets.흐름 ?? {});
    const flows = await get('/api/flows?from=2025-11-01&to=2025-11-30&every=1d&yards=yard-a&direction=inbound', cookie);
    const { kg, partner } = flows.json() as Flows;
    expect(rows.map((row) => [row.거래처, row['순중량 (kg)']])).toEqual(kg.map((one, n) => [partner[n], one]));
    expect(kg.length).toBeGreaterThan(50);
  });
});
