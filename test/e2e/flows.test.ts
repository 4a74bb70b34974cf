import { read, utils } from '@e965/xlsx';
import { tableFromIPC } from 'apache-arrow';
import { parse } from 'csv-parse/sync';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChangeReport, Flows, FlowVisits, StockReport, SupplierList } from '../../domain/wire/flows-api.ts';
import type { VisitDetail } from '../../domain/wire/http-api.ts';
import type { SlipList } from '../../domain/wire/slips-api.ts';
import { DEGRADES, SELLS_ELSEWHERE } from '../demo-history/stories.ts';
import { logIn, openBrowser, openScreen, type PageRecord, recordPage } from './browser.ts';
import { BUYER, type HistorySystem, startWithHistory } from './history-system.ts';
import { stopAtFirstFailure } from './steps.ts';
import { hasProgram } from './system.ts';

const SPAN = { from: '2026-11-09', until: '2026-11-21' } as const;
const LAPTOP = { width: 1280, height: 800 };
const QUERY = `from=${SPAN.from}&to=${SPAN.until}`;
const SUPPLIER = DEGRADES.partner;
const OTHER = SELLS_ELSEWHERE.to;

/** What a flows page says, as its reader sees it. */
async function shown(page: Page) {
  await page.locator('.flow-table tbody tr, .flows-page table tbody tr').first().waitFor();
  return {
    headline: await page.locator('.headline').innerText(),
    nodes: await page
      .locator('.sankey-node')
      .evaluateAll((nodes) => nodes.map((node) => node.getAttribute('aria-label'))),
    rows: await page.locator('.flows-page table tbody tr').allInnerTexts(),
  };
}

describe.skipIf(!hasProgram('chromium'))('flows in Chromium (needs chromium)', () => {
  let system: HistorySystem;
  let browser: Browser;
  let screen: BrowserContext;
  let page: Page;
  let record: PageRecord;

  /** Clicks on a band of the Sankey where it leaves its supplier: further on bands cross. */
  const clickBand = async (from: string, to: string) => {
    const band = page.locator(`.sankey path[data-from="${from}"][data-to="${to}"]`);
    await band.scrollIntoViewIfNeeded();
    const at = await band.evaluate((element) => {
      const path = element as unknown as SVGPathElement;
      const { x, y } = path.getPointAtLength(path.getTotalLength() / 20);
      const { a, d, e, f } = path.getScreenCTM() ?? new DOMMatrix();
      return { x: x * a + e, y: y * d + f };
    });
    await page.mouse.click(at.x, at.y);
  };

  stopAtFirstFailure();
  beforeAll(async () => {
    system = await startWithHistory(SPAN);
    browser = await openBrowser();
    screen = await openScreen(browser, LAPTOP);
    await logIn(screen, system, BUYER);
    page = await screen.newPage();
    record = recordPage(page);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
    system?.remove();
  });

  it("leads from the Sankey to one truck's photo in three clicks", async () => {
    await page.goto(`${system.url}/flows?day=${SPAN.until}`);
    await clickBand(`supplier:${SUPPLIER}`, 'grade:pressed');
    await page.locator('[data-action="trucks"]').click();
    await page.locator('.trucks a:has(img)').first().click();

    await page.waitForURL(/\/visits\/[^/]+#photos$/);
    const photo = page.locator('#photos img').first();
    await photo.waitFor();
    await expect.poll(() => photo.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(100);
    const id = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '');
    const visit = await system.get<VisitDetail>(`/api/visits/${encodeURIComponent(id)}`);
    expect(visit.partner).toBe(SUPPLIER);
    expect(visit.grades.pressed).toBeGreaterThan(0);
    expect(visit.frames.map(({ sha256 }) => sha256)).toContain(
      /frames\/([0-9a-f]{64})/.exec((await photo.getAttribute('src')) ?? '')?.[1],
    );
  });

  it('shows a colleague the same view by its address', async () => {
    await page.goto(`${system.url}/flows?day=${SPAN.until}`);
    await clickBand(`supplier:${SUPPLIER}`, 'grade:heavy');
    await expect.poll(() => page.url()).toContain('grades=heavy');
    const mine = await shown(page);
    expect(mine.rows.length).toBeGreaterThan(0);
    expect(mine.rows.every((row) => row.includes(SUPPLIER))).toBe(true);

    const colleague = await openScreen(browser, LAPTOP);
    await logIn(colleague, system, BUYER);
    const theirs = await colleague.newPage();
    await theirs.goto(page.url());
    expect(await shown(theirs)).toEqual(mine);
    await colleague.close();
  });

  it('exports what it shows, in three formats that others read, equal to the API to the kilogram', async () => {
    await page.goto(`${system.url}/flows?range=custom&day=${SPAN.from}&to=${SPAN.until}`);
    await page.locator('.sankey-node').first().waitFor();
    await page.locator('.export-menu > button').click();
    await page.locator('.export-menu a.export-format').nth(2).waitFor();
    const links = await page
      .locator('.export-menu a.export-format')
      .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
    expect(links).toHaveLength(3);
    const file = async (format: string): Promise<Buffer> => {
      const link = links.find((one) => new URL(one).searchParams.get('format') === format);
      return (await screen.request.get(link ?? '')).body();
    };
    const every = new URL(links[0] ?? '').searchParams.get('every');
    const { time, partner, kg } = await system.buyer.ask<Flows>('GET', `/flows?${QUERY}&every=${every}`);
    expect(kg.length).toBeGreaterThan(300);

    const arrow = tableFromIPC(await file('arrow'))
      .toArray()
      .map((row) => row.toJSON());
    expect(arrow.map((row) => [row.time, row.partner, Number(row.kg)])).toEqual(
      time.map((start, index) => [Date.parse(start), partner[index], kg[index]]),
    );
    const csv = parse(await file('csv'), { columns: true, bom: true }) as Record<string, string>[];
    expect(csv.map((row) => Number(row['순중량 (kg)']))).toEqual(kg);
    const workbook = read(await file('xlsx'));
    const sheet = workbook.Sheets[workbook.SheetNames[0] ?? ''] ?? {};
    const rows = utils.sheet_to_json<Record<string, unknown>>(sheet, { raw: true });
    expect(rows.map((row) => row['순중량 (kg)'])).toEqual(kg);
    expect(rows.map((row) => row.거래처)).toEqual(partner);
  });

  it('shows the buyer no other buyer, wherever it looks', async () => {
    const { ask } = system.buyer;
    const inYard = await system.plant.ask<Flows>('GET', `/flows?${QUERY}`);
    expect(inYard.partner).toContain(OTHER);
    const named = encodeURIComponent(OTHER);
    const theirs = await system.plant.ask<FlowVisits>('GET', `/flows/visits?${QUERY}&partners=${named}`);
    const [visit] = theirs.visits;
    expect(theirs.total).toBeGreaterThan(3);

    expect((await ask<Flows>('GET', `/flows?${QUERY}`)).partner).not.toContain(OTHER);
    expect(await ask<FlowVisits>('GET', `/flows/visits?${QUERY}&partners=${named}`)).toMatchObject({ total: 0 });
    await expect(ask('GET', `/visits/${visit?.id}`)).rejects.toThrow('NOT_FOUND');
    await expect(ask('GET', `/visits/${visit?.id}/slip`)).rejects.toThrow('NOT_FOUND');
    const everything = await Promise.all([
      ask<SlipList>('GET', `/slips?${QUERY}&limit=500`),
      ask<SupplierList>('GET', `/suppliers?${QUERY}`),
      ask<ChangeReport>('GET', `/changes?day=${SPAN.until}`),
      ask<StockReport>('GET', '/stock'),
      ask<FlowVisits>('GET', `/flows/visits?${QUERY}&limit=500`),
    ]);
    expect(JSON.stringify(everything)).not.toContain(OTHER);
    const { yards } = everything[3];
    expect(yards.find(({ yard }) => yard === SELLS_ELSEWHERE.yard)).toMatchObject({ shared: false, grades: [] });

    await page.goto(`${system.url}/flows?day=${SPAN.until}&suppliers=${named}`);
    await page.locator('.headline').waitFor();
    await page.goto(`${system.url}/flows?day=${SPAN.until}&rows=works`);
    expect((await shown(page)).rows.join()).not.toContain(OTHER);
  });

  it('has not complained', () => {
    expect(record.complaints()).toEqual([]);
  });
});
