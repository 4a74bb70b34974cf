import { spawnSync } from 'node:child_process';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kstDay } from '../../domain/kst-time.ts';
import { readBudgetSheet } from '../../domain/programme/budget-sheet.ts';
import { addDays } from '../../domain/programme/calendar.ts';
import { AI_TRACK_2026 } from '../../domain/programme/data/ai-track-2026.ts';
import type { Budget, ProjectDetail } from '../../domain/wire/programme-api.ts';
import { readSheet, writeSheet } from '../../server/program/sheet-file.ts';
import { GOOD_SHEET, sheetWith } from '../fixtures/programme/sheets.ts';
import { logIn, openBrowser, openScreen, type PageRecord, recordPage } from './browser.ts';
import { invoicePdf, textsOfPages } from './pdf.ts';
import { stopAtFirstFailure } from './steps.ts';
import { hasProgram, type System, startSystem } from './system.ts';

const LAPTOP = { width: 1280, height: 800 };
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const NAME = '포항 야드 AI 검수';
const INVOICE = invoicePdf('Tax invoice 160,000,000 KRW');

/**
 * By hand: 99 days from the agreement to today and 150 to the end of building are 250 days with both ends, of which 100
 * are gone: 40 %. The invoice is 160,000,000 of 800,000,000: 20 %. Behind by 40 points it is an alarm (twice 15 or
 * more), by 20 a warning.
 */
const TODAY = kstDay(Date.now());
const AGREED = addDays(TODAY, -99);
const END = addDays(TODAY, 150);

describe.skipIf(!hasProgram('chromium'))('a grant project in Chromium (needs chromium)', () => {
  let system: System;
  let browser: Browser;
  let screen: BrowserContext;
  let page: Page;
  let record: PageRecord;
  let project = '';

  const detail = () => system.get<ProjectDetail>(`/api/projects/${project}`);
  const field = (name: string) => page.locator(`form [name="${name}"]`);
  const warnings = async () =>
    (await page
      .locator('.warning-list li')
      .evaluateAll((items) =>
        items.map((item) => [item.className, item.querySelector('.warning-mark')?.textContent ?? '']),
      )) as [level: string, sentence: string][];
  const warning = async (word: string) => (await warnings()).find(([, sentence]) => sentence.includes(word)) ?? null;
  /** The budget table's row of a name: planned, committed, earned, paid and what is left. */
  const budgetRow = async (name: string) =>
    await page.locator('.budget-table tr', { hasText: name }).locator('td.number').allInnerTexts();
  const pace = () => page.locator('.burn-panel .chart-lead').innerText();
  const importBudget = async (sheet: Buffer, reason: string) => {
    await field('sheet').setInputFiles({ name: '예산.xlsx', mimeType: XLSX, buffer: sheet });
    await field('reason').fill(reason);
    await page.locator('.drawer.sheet form button[type="submit"]').click();
  };
  const close = async () => {
    await page.keyboard.press('Escape');
    await page.locator('dialog.drawer').waitFor({ state: 'detached' });
  };

  stopAtFirstFailure();
  beforeAll(async () => {
    system = await startSystem();
    browser = await openBrowser();
    screen = await openScreen(browser, LAPTOP);
    await logIn(screen, system);
    page = await screen.newPage();
    record = recordPage(page);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
    system?.remove();
  });

  it('is created in the form, which works out who pays', async () => {
    await page.goto(`${system.url}/programme`);
    await page.locator('a[href="/programme/new"]').first().click();
    const typed = {
      name: NAME,
      adopter: '도입기업',
      supplier: '공급기업',
      tenant: 'acme',
      yards: 'pohang',
      totalCost: '800,000,000',
      agreedOn: AGREED,
      buildEndAgreed: END,
    };
    for (const [name, value] of Object.entries(typed)) await field(name).fill(value);
    await field('state').selectOption('agreement');
    // 50 % up to 4억, 30 % up to 2.4억, the rest
    await page.getByText('정부 4억 원, 포스코 2억 4,000만 원, 도입기업 1억 6,000만 원').waitFor();
    await page.locator('.project-form button[type="submit"]').click();
    await page.waitForURL(/\/programme\/(?!new)[^/]+$/);
    project = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '');
    await page.getByRole('heading', { level: 1, name: NAME }).waitFor();
    const { project: made, funding } = await detail();
    expect(made.fields).toMatchObject({ ...typed, yards: ['pohang'], totalCost: 800_000_000 });
    expect(funding).toMatchObject({ government: 400_000_000, posco: 240_000_000, adopter: 160_000_000 });
    // without a plan nothing can be late
    expect([(await warnings()).length > 0, await warning('늦습니다')]).toEqual([true, null]);
  });

  it('refuses a budget that does not add up, with the cell that is wrong', async () => {
    await page.locator('.budget-panel').getByRole('button', { name: '엑셀 가져오기' }).click();
    // 60,000,000 x 1 is not 61,000,000
    await importBudget(writeSheet('사업비', sheetWith([3, 7, 61_000_000])), '첫 예산');
    await page.locator('.drawer.sheet .refusals').waitFor();
    expect(await page.locator('.drawer.sheet .refusals li strong').allInnerTexts()).toEqual(['H4 칸']);
    expect(await page.locator('.drawer.sheet .refusals').innerText()).toContain('6,000만 원이 계와 다릅니다');
    expect((await detail()).sums.total.planned).toBe(0);
  });

  it('takes the mended budget, and its plan is late from the first look', async () => {
    await importBudget(writeSheet('사업비', GOOD_SHEET), '첫 예산');
    await page.locator('.drawer.sheet .done').waitFor();
    expect(await page.locator('.drawer.sheet .refusals').count()).toBe(0);
    await close();
    await expect.poll(() => budgetRow('H/W 개발비')).toEqual(['360,000,000', '–', '–', '–', '360,000,000']);
    await expect.poll(pace).toMatch(/40(\.0)?% 지났고 검수는 0(\.0)?%/);
    await expect.poll(() => warning('늦습니다')).toEqual(['alarm', expect.stringContaining('40%p')]);
    expect((await warning('부가가치세'))?.[0]).toBe('note');
    const exported = await page.locator('.budget-panel a', { hasText: '엑셀 내보내기' }).getAttribute('href');
    const sheet = readSheet(await (await screen.request.get(`${system.url}${exported}`)).body());
    expect(readBudgetSheet(sheet, AI_TRACK_2026, 800_000_000).table?.rows).toHaveLength(6);
  });

  it('shows an invoice in the burn at once, and the alarm becomes a warning', async () => {
    await page.locator('.budget-panel .entries-open').click();
    await field('line').selectOption('hardware');
    await field('stage').selectOption('earned');
    await field('funder').selectOption('government');
    await field('amount').fill('160,000,000');
    await field('file').setInputFiles({ name: '세금계산서.pdf', mimeType: 'application/pdf', buffer: INVOICE });
    await page.locator('.entry-form button[type="submit"]').click();
    const link = page.locator('.entry-list li', { hasText: '160,000,000' }).locator('a');
    const stored = await screen.request.get(`${system.url}${await link.getAttribute('href')}`);
    expect([stored.headers()['content-type'], INVOICE.equals(await stored.body())]).toEqual(['application/pdf', true]);
    await close();
    await expect.poll(() => budgetRow('H/W 개발비')).toEqual(['360,000,000', '–', '160,000,000', '–', '200,000,000']);
    await expect.poll(pace).toMatch(/40(\.0)?% 지났고 검수는 20(\.0)?%/);
    await expect.poll(() => warning('늦습니다')).toEqual(['warning', expect.stringContaining('20%p')]);
    // accepted and not paid: its VAT is due
    expect((await warning('부가가치세'))?.[0]).toBe('warning');
    expect(await warning('증빙이 없는')).toBeNull();
    const { entries } = await system.get<Budget>(`/api/projects/${project}/budget`);
    expect(entries.filter(({ stage }) => stage !== 'planned')).toMatchObject([
      { line: 'hardware', funder: 'government', stage: 'earned', day: TODAY, amount: 160_000_000, by: 'admin' },
    ]);
  });

  it('draws the curve of each funder', async () => {
    const burn = page.locator('.burn-panel');
    await burn.locator('canvas, svg').first().waitFor();
    await burn.locator('.chart-toggle button').click();
    const most = async () => {
      const cells = await burn.locator('tbody td:nth-child(4)').allInnerTexts();
      return Math.max(...cells.map((cell) => Number(cell.replace('–', '0').replaceAll(',', ''))));
    };
    await expect.poll(most).toBe(160_000_000);
    await burn.getByRole('button', { name: '포스코' }).click();
    await expect.poll(most).toBe(0);
    await burn.getByRole('button', { name: '정부' }).click();
    await expect.poll(most).toBe(160_000_000);
  });

  it('is printed as evidence: pages of Korean text that call themselves a self-assessment', async () => {
    const link = page.locator('.project-head a', { hasText: '증빙 보고서 PDF' });
    const answer = await screen.request.get(`${system.url}${await link.getAttribute('href')}`);
    const pdf = await answer.body();
    expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'application/pdf']);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    const pages = textsOfPages(pdf);
    expect(pages.length).toBeGreaterThanOrEqual(3);
    for (const text of pages) expect(text).toContain('자가진단');
    expect(pages[0]).toContain(NAME);
    expect(pages.some((text) => text.includes('160,000,000'))).toBe(true);
    if (spawnSync('which', ['pdftotext']).status !== 0) return;
    // another reader sees the same
    const read = spawnSync('pdftotext', ['-', '-'], { input: pdf, encoding: 'utf8' });
    expect(read.stdout.split('\f').filter((text) => text.includes('자가진단'))).toHaveLength(pages.length);
    expect(read.stdout).toContain(NAME);
  });

  it('stands in the portfolio with the same burn, and nothing on the way complained', async () => {
    await page.goto(`${system.url}/programme`);
    const row = page.locator('tbody tr', { hasText: NAME });
    await row.waitFor();
    expect(await row.innerText()).toContain('20%');
    // the sheet that did not add up, as the browser notes every refused request
    expect(record.complaints().filter((complaint) => !complaint.includes('422'))).toEqual([]);
  });
});
