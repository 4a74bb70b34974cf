import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Database from 'libsql';
import mqtt from 'mqtt';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VisitDetail } from '../../domain/wire/http-api.ts';
import { LEDGER_FILE } from '../../domain/wire/ledger-tables.ts';
import type { DisputeList, Slip } from '../../domain/wire/slips-api.ts';
import { logIn, openBrowser, openScreen, type PageRecord, recordPage } from './browser.ts';
import { knownPhotos } from './other-camera.ts';
import { textsOfPages } from './pdf.ts';
import { gradeTrucks } from './photo-trucks.ts';
import { stopAtFirstFailure } from './steps.ts';
import { hasProgram, type System, startSystem } from './system.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const YARD = 'dispute-yard';
const PARTNER = '대한자원';
const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
/** A4 in points, as Chromium rounds it. */
const A4 = /\/MediaBox \[0 0 59[45](?:\.\d+)? 84[12](?:\.\d+)?\]/;
const REASON = '윗부분만 녹이 슬었고 아래는 H형강입니다.';
const ANSWER = '다시 보니 말씀이 맞습니다. 정정하겠습니다.';

describe.skipIf(!hasProgram('chromium'))('a truck that is argued about, in Chromium (needs chromium)', () => {
  let system: System;
  let camera: mqtt.MqttClient;
  let browser: Browser;
  let desk: BrowserContext;
  let telephone: BrowserContext;
  let plant: Page;
  let partner: Page;
  let record: PageRecord;
  let visit: VisitDetail;
  let first: Slip;
  let link = '';
  let dispute = '';

  const slip = (version?: number) =>
    system.get<Slip>(`/api/visits/${visit.id}/slip${version === undefined ? '' : `?version=${version}`}`);
  const slipPath = () => `/visits/${encodeURIComponent(visit.id)}/slip`;
  /** The verdict that somebody without any login reads who scans a slip. */
  const scan = async (of: Slip): Promise<{ verdict: string; text: string }> => {
    const stranger = await openScreen(browser, PHONE);
    const page = await stranger.newPage();
    await page.goto(`${system.url}/verify/${of.sha256}`);
    const verdict = await page.locator('.verdict h1').innerText();
    const text = await page.locator('main').innerText();
    await stranger.close();
    return { verdict, text };
  };
  const verify = (dataDir: string) => {
    const tsx = join(ROOT, 'node_modules/.bin/tsx');
    const args = ['collector/slips/verify-main.ts', '--data', dataDir, '--yard', YARD];
    return spawnSync(tsx, args, { cwd: ROOT, encoding: 'utf8' });
  };
  const pictures = (page: Page, selector: string) =>
    page.locator(selector).evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth > 0));

  stopAtFirstFailure();
  beforeAll(async () => {
    system = await startSystem();
    camera = await mqtt.connectAsync(`mqtt://127.0.0.1:${system.mqttPort}`, { protocolVersion: 5 });
    const trucks = [{ ticket: 'ARGUED', photos: await knownPhotos(['heavy'], 3), declaredGrade: 'heavy' }];
    visit = [...(await gradeTrucks(system, camera, YARD, trucks)).values()][0] as VisitDetail;
    browser = await openBrowser();
    desk = await openScreen(browser, DESK);
    await logIn(desk, system);
    plant = await desk.newPage();
    record = recordPage(plant);
    telephone = await openScreen(browser, PHONE);
    partner = await telephone.newPage();
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await camera?.endAsync(true);
    await system?.stop();
    system?.remove();
  });

  it('has a slip as soon as somebody asks for it, with every photo on it', async () => {
    await plant.goto(`${system.url}/visits/${encodeURIComponent(visit.id)}`);
    await plant.locator('.visit-action a', { hasText: '검수확인서' }).click();
    const issue = plant.getByRole('button', { name: '지금 발행' });
    await issue.or(plant.locator('.slip')).first().waitFor();
    if (await issue.isVisible()) await issue.click();
    await plant.locator('.slip').waitFor({ timeout: 30_000 });
    first = await slip();
    expect(first).toMatchObject({ number: expect.stringMatching(/^\d{8}-0001$/), version: 1, intact: true });
    expect(first.content).toMatchObject({ net: 4_500, partner: PARTNER, gross: 13_500, tare: 9_000 });
    const paper = await plant.locator('.slip').innerText();
    for (const said of [first.number, '제1판', PARTNER, '13,500', '9,000', '4,500', first.sha256]) {
      expect(paper).toContain(said);
    }
    await expect.poll(() => pictures(plant, '.slip-photo img')).toEqual([true, true, true]);
    await plant.getByRole('button', { name: 'English' }).nth(1).click();
    await plant.getByRole('heading', { level: 1, name: 'Inspection slip' }).waitFor();
    expect(new URL(plant.url()).searchParams.get('language')).toBe('en');
    await plant.getByRole('button', { name: '한국어' }).click();
  });

  it('prints on A4, black on white in a dark room, without the frame and without cutting a photo or a row', async () => {
    const dark = await browser.newContext({ viewport: DESK, colorScheme: 'dark', locale: 'ko-KR' });
    await logIn(dark, system);
    const page = await dark.newPage();
    await page.goto(`${system.url}${slipPath()}`);
    await page.locator('.slip').waitFor();
    await expect.poll(() => pictures(page, '.slip-photo img')).toEqual([true, true, true]);
    await page.emulateMedia({ media: 'print' });
    const print = await page.evaluate(() => {
      const style = (selector: string) => getComputedStyle(document.querySelector(selector) as Element);
      const shown = (selector: string) => document.querySelector(selector)?.checkVisibility() ?? false;
      return {
        kept: ['.slip-pictures li', '.slip tbody tr', '.slip-masthead'].map((one) => style(one).breakInside),
        paper: [style('.slip').backgroundColor, style('body').backgroundColor],
        ink: style('.slip').color,
        frame: ['.topbar', '.slip-bar', '.slip-side'].map(shown),
      };
    });
    expect(print).toEqual({
      kept: ['avoid', 'avoid', 'avoid'],
      paper: ['rgb(255, 255, 255)', 'rgb(255, 255, 255)'],
      ink: 'rgb(16, 21, 26)',
      frame: [false, false, false],
    });
    const pdf = await page.pdf({ preferCSSPageSize: true });
    await dark.close();
    const sizes = pdf.toString('latin1').match(/\/MediaBox \[[^\]]*\]/g) ?? [];
    expect(sizes.length).toBeGreaterThan(0);
    for (const size of sizes) expect(size).toMatch(A4);
  });

  it('is a PDF with the same figures', async () => {
    const address = await plant.locator('.slip-bar a', { hasText: 'PDF' }).getAttribute('href');
    const answer = await desk.request.get(`${system.url}${address}`);
    const pdf = await answer.body();
    expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'application/pdf']);
    const text = textsOfPages(pdf).join('\n');
    for (const said of [first.number, '검수확인서', PARTNER, '4,500']) expect(text).toContain(said);
  });

  it('is genuine to a stranger who scans its QR code', async () => {
    const { verdict, text } = await scan(first);
    expect(verdict).toBe('진본');
    for (const said of [first.number, '제1판', '13,500', '9,000', '4,500']) expect(text).toContain(said);
    expect(text).not.toContain(PARTNER);
  });

  it('is shown to its partner by a link that the plant makes, whose secret leaves the address at once', async () => {
    await plant.goto(`${system.url}/disputes`);
    const form = plant.locator('.link-form');
    await form.locator('[name="yard"]').selectOption(YARD);
    await form.locator('[name="partner"]').fill(PARTNER);
    await form.locator('[name="days"]').selectOption('7');
    await form.getByRole('button', { name: '링크 만들기' }).click();
    const token = new URL(await plant.locator('.link-address code').innerText()).hash;
    link = `${system.url}/partner${token}`;
    await partner.goto(link);
    await partner.locator('.partner-cards a', { hasText: first.number }).waitFor();
    expect(partner.url()).toBe(`${system.url}/partner`);
    expect(await partner.locator('.partner-bar .brand').innerText()).toBe(PARTNER);
    // the link shows one partner's slips, and nothing of the yard
    expect((await telephone.request.get(`${system.url}/api/yards/${YARD}/summary`)).status()).toBe(403);
    await partner.locator('.partner-cards a', { hasText: first.number }).click();
    await expect.poll(() => pictures(partner, '.slip-photo img')).toEqual([true, true, true]);
  });

  it('is objected to at a photo, with a photo of the partner’s own; one of 40 MB is refused with words', async () => {
    await partner.locator('.slip-pictures .object-button').first().click();
    const drawer = partner.locator('.objection');
    const files = drawer.locator('input[type="file"]');
    await files.setInputFiles({
      name: '적재함 전체.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.alloc(40 * 1024 * 1024, 1),
    });
    await drawer.getByText('41.9 MB라서 보낼 수 없습니다').waitFor();
    const [own] = await knownPhotos(['heavy'], 5).then((photos) => photos.slice(-1));
    await files.setInputFiles({ name: '상차.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(own?.jpeg ?? []) });
    await expect.poll(() => pictures(partner, '.evidence-photo img')).toEqual([true]);
    await drawer.getByRole('button', { name: '이의 보내기' }).click();
    await drawer.getByText('까닭을 적으세요').waitFor();
    await drawer.locator('[name="wanted"]').selectOption('new_sheet');
    await drawer.locator('[name="reason"]').fill(REASON);
    await drawer.getByRole('button', { name: '이의 보내기' }).click();
    await partner.locator('.partner-cards', { hasText: '야드의 답을 기다림' }).waitFor({ timeout: 30_000 });
    expect(await partner.locator('.partner-cards').innerText()).toContain('사진 등급 → 생철');
    expect(await partner.locator('.partner-cards .deadline').innerText()).toBe('7일 남음');
    // one argument at a time
    expect(await partner.locator('.object-button').count()).toBe(0);
    const { disputes } = await system.get<DisputeList>(`/api/disputes?yard=${YARD}`);
    expect(disputes).toMatchObject([{ partner: PARTNER, slip: first.number, slipVersion: 1, state: 'open' }]);
    dispute = disputes[0]?.id ?? '';
  });

  it('is answered by the plant beside the slip, with the partner’s photo before its eyes', async () => {
    await plant.goto(`${system.url}/slips?yard=${YARD}`);
    await plant.locator('.slips-table', { hasText: '답변 대기' }).waitFor();
    await plant.getByRole('link', { name: '답할 이의 1건' }).click();
    await plant.locator('.dispute-table a').first().click();
    await plant.waitForURL(`${system.url}/disputes/${dispute}`);
    await expect.poll(() => pictures(plant, '.thread-photos img')).toEqual([true]);
    expect(await plant.locator('.thread').innerText()).toContain(REASON);
    expect(await plant.locator('.dispute-slip .marked').count()).toBe(1);
    const form = plant.locator('.answer-form');
    await form.getByRole('button', { name: '답변 보내기' }).click();
    await form.getByText('판단을 고르세요').waitFor();
    await form.locator('[value="upheld"]').check();
    await form.locator('[name="answer"]').fill(ANSWER);
    await form.getByRole('button', { name: '답변 보내기' }).click();
    await plant.locator('.thread', { hasText: ANSWER }).waitFor({ timeout: 30_000 });
    expect(await plant.locator('.dispute-standing').innerText()).toContain('인정');
  });

  it('is corrected by the way that the answer shows, and the new version cites the old', async () => {
    await plant.getByRole('link', { name: '방문 정정하기' }).click();
    await plant.locator('.photo-foot button').first().click();
    const drawer = plant.locator('.drawer.correction');
    await drawer.locator('.grade-choice', { hasText: '생철' }).click();
    await drawer.locator('textarea').fill('이의를 받아들임');
    await drawer.locator('button[type="submit"]').click();
    await plant
      .getByText('장부에 반영되었습니다')
      .or(plant.locator('.corrections li'))
      .first()
      .waitFor({ timeout: 30_000 });
    await plant.locator('.visit-action a', { hasText: first.number }).click();
    await plant.getByRole('button', { name: '다시 발행' }).click({ timeout: 30_000 });
    await plant.locator('.slip-number', { hasText: '제2판' }).waitFor({ timeout: 30_000 });
    const second = await slip();
    expect(second).toMatchObject({ number: first.number, version: 2, previous: first.sha256, intact: true });
    expect(second.content.cites).toBe(first.sha256);
    expect(second.content.overrides.map(({ grade, by }) => [grade, by])).toEqual([['new_sheet', 'admin']]);
    await plant.locator('.slip-versions a', { hasText: '제1판' }).click();
    await plant.locator('.slip-banner', { hasText: '제2판으로 대체된' }).waitFor();
    expect((await scan(first)).verdict).toBe('새 판으로 대체됨');
    expect((await scan(second)).verdict).toBe('진본');
  });

  it('shows the partner the answer and the new version, and nothing once the link is revoked', async () => {
    await partner.goto(`${system.url}/partner/disputes/${dispute}`);
    await partner.locator('.thread', { hasText: ANSWER }).waitFor();
    await partner.locator('.new-version a').click();
    await partner.locator('.slip-number', { hasText: '제2판' }).waitFor();
    await plant.goto(`${system.url}/disputes`);
    await plant.getByRole('button', { name: '거두기' }).click();
    await plant.getByText('살아 있는 링크가 없습니다.').waitFor();
    await partner.goto(link);
    await partner.getByRole('heading', { name: '이 링크는 더 쓸 수 없습니다' }).waitFor();
    // what a browser notes of a slip that was not there yet
    expect(record.complaints().filter((complaint) => !complaint.includes('404'))).toEqual([]);
  });

  it('leaves a chain that is whole, and one byte altered in a copy of the ledger is found', () => {
    const whole = verify(system.dataDir);
    expect([whole.status, whole.stderr]).toEqual([0, '']);
    expect(whole.stdout).toContain('2 versions of slips walked, 0 faults');
    const copyDir = mkdtempSync(join(tmpdir(), 'scalehouse-copy-'));
    try {
      const ledger = new Database(join(system.dataDir, LEDGER_FILE), { readonly: true });
      ledger.prepare('VACUUM INTO ?').run(join(copyDir, LEDGER_FILE));
      ledger.close();
      const copy = new Database(join(copyDir, LEDGER_FILE));
      copy.exec('DROP TRIGGER slip_row_no_update');
      const change = copy.prepare(
        `UPDATE slip_row SET content = replace(content, '"accepted":4500', '"accepted":4600') WHERE version = 1`,
      );
      expect(change.run().changes).toBe(1);
      copy.close();
      const altered = verify(copyDir);
      expect(altered.status).toBe(1);
      expect(altered.stdout).toContain(`CONTENT_ALTERED at ${first.number} version 1`);
      expect(verify(system.dataDir).status).toBe(0);
    } finally {
      rmSync(copyDir, { recursive: true, force: true });
    }
  });
});
