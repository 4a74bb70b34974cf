import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { formatKst } from '../../domain/kst-time.ts';
import { GRADE_KOREAN } from '../../domain/schemes.ts';
import { MINUTE_MS } from '../../domain/units.ts';
import type { VisitDetail, VisitList } from '../../domain/wire/http-api.ts';
import {
  clippedTexts,
  FULL_HD,
  logIn,
  openBrowser,
  openScreen,
  type PageRecord,
  recordPage,
  smallestText,
  ULTRA_HD,
} from './browser.ts';
import { mosquittoPub } from './mosquitto.ts';
import { hasProgram, type System, startSystem } from './system.ts';
import { type DayMessage, publish, scrapPhoto } from './truck-day.ts';

const PLATE = '부산86바1234';
/** What must never be read off a wall: the plate, in whole or in part. */
const PLATE_PARTS = /86\s*바|바\s*1234|\*\*34/;
const ago = (minutes: number): string => formatKst(Date.now() - minutes * MINUTE_MS);
const canRun = hasProgram('chromium') && hasProgram('mosquitto_pub');

/** What a page has shown since `watch`, by the page's own clock, which is this machine's. */
interface Watched {
  readonly tonnes: [shown: string, at: number][];
  band: { shownAt: number; text: string } | null;
  bandGoneAt: number | null;
  plateSeen: string | null;
}

declare global {
  interface Window {
    watched?: Watched;
  }
}

describe.skipIf(!canRun)('the wall display in Chromium (needs chromium and mosquitto_pub)', () => {
  let system: System;
  let browser: Browser;
  let screen: BrowserContext;
  let page: Page;
  let record: PageRecord;

  beforeAll(async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'scalehouse-wall-'));
    const full = { name: '부산 감천 제1고철 야드', dayPlanKg: 400_000 };
    writeFileSync(join(dataDir, 'yards.json'), JSON.stringify({ yards: { 'full-1920': full, 'full-3840': full } }));
    system = await startSystem({ DATA_DIR: dataDir });
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
    system?.remove();
  });
  beforeEach(async () => {
    screen = await openScreen(browser);
    page = await screen.newPage();
    record = recordPage(page);
  });
  afterEach(async () => {
    await screen?.close();
  });

  const message = (yard: string, device: string, kind: string, json: object): DayMessage => ({
    topic: `scrap/v1/acme/${yard}/${device}/${kind}`,
    json,
  });
  const say = (yard: string, device: string, kind: string, json: object): Promise<void> =>
    publish(system.mqttPort, message(yard, device, kind, json));
  const weigh = (yard: string, id: string, minutes: number, kg: number, named: object): Promise<void> =>
    say(yard, 'gate/wb01', 'weighing', { id, at: ago(minutes), kg, stable: true, ...named });
  /** A yard exists from its first message on. */
  const openYard = (yard: string): Promise<void> =>
    say(yard, 'gate/wb01', 'state', { online: true, at: ago(0), model: 'CAS CI-6000A' });
  const openWall = async (yard: string): Promise<void> => {
    await logIn(screen, system);
    await page.goto(`${system.url}/wall/${yard}`);
    await page.locator('.wall-grid').waitFor();
    await page.evaluate(watch, PLATE_PARTS.source);
  };
  const watched = async (): Promise<Watched> => {
    const seen = await page.evaluate(() => window.watched);
    if (!seen) throw new Error('the page was loaded anew');
    return seen;
  };
  const killIfRunning = (program: string): void => {
    try {
      process.kill(system.pidOf(program), 'SIGKILL');
    } catch {
      // between two starts there is nothing to kill
    }
  };
  const textOf = (selector: string): Promise<string> => page.locator(selector).innerText();

  it('shows a truck from weighing to weighing without reload, its tonnes within 2 s of the second', async () => {
    const yard = 'journey';
    const truck = { ticket: 'W-1', plate: PLATE, partner: '대한자원', declaredGrade: 'heavy' };
    await openYard(yard);
    await openWall(yard);
    expect(await textOf('.wall-huge')).toMatch(/^0\.0/);

    await weigh(yard, 'w1', 12.5, 29_820, truck);
    await expect.poll(() => textOf('.wall-trucks'), { timeout: 10_000 }).toContain('대한자원');
    expect(await textOf('.wall-trucks')).toMatch(/29,820\s*kg[\s\S]*12\s*분/);

    await say(yard, 'bay1/crane01', 'lift', { id: 'l1', at: ago(8), kg: 23_700, lift: 1, ticket: 'W-1' });
    await publish(system.mqttPort, {
      topic: `scrap/v1/acme/${yard}/bay1/cam01/frame`,
      photo: { bytes: await scrapPhoto(), properties: { id: 'p1', at: ago(8), ticket: 'W-1', lift: 1 } },
    });
    const frame = await vi.waitFor(
      async () => {
        const { visits } = await system.get<VisitList>(`/api/visits?yard=${yard}`);
        const visit = await system.get<VisitDetail>(`/api/visits/${visits[0]?.id}`);
        expect(visit.frames[0]?.grade).toBeTruthy();
        return visit.frames[0];
      },
      { timeout: 30_000, interval: 100 },
    );
    const grade = GRADE_KOREAN[frame?.grade as keyof typeof GRADE_KOREAN];
    await expect.poll(() => textOf('.wall-photo'), { timeout: 10_000 }).toContain(grade);
    expect(await textOf('.wall-photo')).toMatch(/23,700\s*kg/);
    const picture = page.locator('.wall-photo img');
    expect(await picture.getAttribute('src')).toContain(frame?.sha256);
    expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);

    const weighedAt = Date.now();
    await weigh(yard, 'w2', 0, 6_080, truck);
    await expect.poll(() => textOf('.wall-huge'), { timeout: 10_000, interval: 50 }).toMatch(/^23\.7/);
    const { tonnes, plateSeen } = await watched();
    const moved = (tonnes.find(([shown]) => !shown.startsWith('0.0'))?.[1] ?? Number.NaN) - weighedAt;
    const settled = (tonnes.find(([shown]) => shown.startsWith('23.7'))?.[1] ?? Number.NaN) - weighedAt;
    console.info(`second weighing to wall display: first change ${moved} ms, 23.7 t ${settled} ms`);
    expect(settled).toBeLessThanOrEqual(2_000);

    await expect.poll(() => textOf('.wall-trucks')).not.toContain('대한자원');
    expect(await textOf('.wall-mix')).toMatch(/23\.7\s*t|\d+\.\d\s*t/);
    expect(plateSeen).toBeNull();
    expect(await page.content()).not.toMatch(PLATE_PARTS);
    expect(record.loads()).toBe(1);
    expect(record.complaints()).toEqual([]);
  }, 90_000);

  it('says within 5 s that the feed stopped when the server is killed, and heals by itself', async () => {
    const yard = 'outage';
    await openYard(yard);
    let lastFrameAt = Number.NaN;
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        // engine.io's own heartbeat (2) tells nothing of the yard
        if (String(payload) !== '2') lastFrameAt = Date.now();
      }),
    );
    await openWall(yard);
    await weigh(yard, 'o1', 12.5, 29_820, { plate: PLATE });
    await expect.poll(() => textOf('.wall-trucks'), { timeout: 10_000 }).toMatch(/12\s*분/);

    const killed = system.pidOf('server/main');
    // the launcher is quick to start it again: it is killed until the page has had nothing to show for long enough
    await expect
      .poll(
        () => {
          killIfRunning('server/main');
          return page.locator('.wall-band').isVisible();
        },
        { timeout: 15_000, interval: 50 },
      )
      .toBe(true);
    const { band } = await watched();
    const silence = (band?.shownAt ?? Number.NaN) - lastFrameAt;
    expect(band?.text).toContain('새 데이터가 없습니다');
    expect(silence).toBeLessThanOrEqual(5_000);

    await weigh(yard, 'o2', 0, 6_080, { plate: PLATE });
    await expect.poll(() => textOf('.wall-huge'), { timeout: 30_000 }).toMatch(/^23\.7/);
    await page.locator('.wall-band').waitFor({ state: 'detached', timeout: 5_000 });
    const { bandGoneAt } = await watched();
    console.info(`last frame to band ${silence} ms; band to healed ${(bandGoneAt ?? 0) - (band?.shownAt ?? 0)} ms`);
    expect(system.pidOf('server/main')).not.toBe(killed);
    expect(record.loads()).toBe(1);
    const expected = /ERR_CONNECTION|WebSocket connection|Failed to load resource/;
    expect(record.complaints().filter((complaint) => !expected.test(complaint))).toEqual([]);
  }, 90_000);

  it('lets a screen in by the token in its address, which it hides at once, until the token is revoked', async () => {
    const yard = 'token';
    await openYard(yard);
    const admin = await openScreen(browser);
    await logIn(admin, system);
    const granted = await admin.request.post(`${system.url}/api/wall-tokens`, { data: { yard, name: '사무실 TV' } });
    const { id, token } = (await granted.json()) as { id: string; token: string };

    await page.goto(`${system.url}/wall/${yard}?token=${token}`);
    await page.locator('.wall-grid').waitFor();
    expect(page.url()).toBe(`${system.url}/wall/${yard}`);
    expect(await page.content()).not.toContain(token);
    expect(record.complaints()).toEqual([]);
    await page.reload();
    await page.locator('.wall-grid').waitFor();

    await admin.request.delete(`${system.url}/api/wall-tokens/${id}`);
    await expect.poll(() => textOf('body'), { timeout: 30_000 }).toContain('더는 유효하지 않습니다');
    await admin.close();
  }, 90_000);

  it.each([FULL_HD, ULTRA_HD])(
    'fits a full yard into $width x $height: nothing scrolls, nothing is cut',
    async (size) => {
      const yard = `full-${size.width}`;
      await fillYard(yard);
      await page.setViewportSize(size);
      await openWall(yard);
      await expect.poll(() => textOf('.wall-trucks'), { timeout: 10_000 }).toMatch(/그 밖에 \d+대/);
      for (const scale of ['wb01', 'wb02'])
        await say(yard, `gate/${scale}`, 'load', { at: ago(0), kg: 43_980, stable: true });
      await expect.poll(() => textOf('.wall-scale'), { timeout: 10_000 }).toMatch(/wb02/);
      await page.locator('.wall-photo img').waitFor({ timeout: 20_000 });
      await page.evaluate(async () => {
        await document.fonts.ready;
        await Promise.all(document.getAnimations().map(({ finished }) => finished));
      });

      expect(await clippedTexts(page)).toEqual([]);
      expect(
        await page.evaluate(() =>
          [...document.querySelectorAll('html, body, .wall-grid, .wall-grid > *')]
            .filter((at) => at.scrollHeight > at.clientHeight + 1 || at.scrollWidth > at.clientWidth + 1)
            .map((at) => `${at.className || at.tagName} ${at.scrollWidth} x ${at.scrollHeight}`),
        ),
      ).toEqual([]);
      expect((await smallestText(page)).px, (await smallestText(page)).text).toBeGreaterThanOrEqual(
        (22 * size.height) / FULL_HD.height,
      );
      expect((await watched()).plateSeen).toBeNull();
      expect(record.complaints()).toEqual([]);
    },
    60_000,
  );

  /** More trucks than there are rows, a scale that counts, every grade, a plan, and more that is wrong than fits. */
  async function fillYard(yard: string): Promise<void> {
    const lines = (messages: object[]) => Buffer.from(messages.map((one) => JSON.stringify(one)).join('\n'));
    const weighing = (id: string, minutes: number, kg: number, index: number, grade: string) => ({
      ...{ id, at: ago(minutes), kg, stable: true, ticket: `F-${index}`, plate: `부산86바${1000 + index}` },
      ...{ partner: `${index}번째 대한철강자원재활용 주식회사`, declaredGrade: grade },
    });
    const grades = Object.keys(GRADE_KOREAN);
    const weighings = [
      ...grades.flatMap((grade, index) => [
        weighing(`f${index}-1`, 30, 44_000 - index * 1_000, index, grade),
        weighing(`f${index}-2`, 1, 14_000, index, grade),
      ]),
      ...Array.from({ length: 12 }, (_, index) =>
        weighing(`f${index + 50}-1`, 100 - index * 5, 39_980, index + 50, 'heavy'),
      ),
    ];
    await mosquittoPub(system.mqttPort, `scrap/v1/acme/${yard}/gate/wb01/weighing`, ['-l'], lines(weighings));
    for (const device of ['gate/portal01', 'bay1/crane01', 'bay2/crane02', 'bay1/cam01'])
      await say(yard, device, 'state', { online: false, at: ago(0) });
    const alarm = { id: 'r1', at: ago(0), microSvPerHour: 4.2, alarm: true, ticket: 'F-50' };
    await say(yard, 'gate/portal01', 'radiation', alarm);
    await publish(system.mqttPort, {
      topic: `scrap/v1/acme/${yard}/bay1/cam01/frame`,
      photo: { bytes: await scrapPhoto(), properties: { id: 'p1', at: ago(1), ticket: 'F-50' } },
    });
  }
});

/** Runs in the page: notes when the day's tonnes change, when the band comes and goes, and any plate. */
function watch(plateParts: string): void {
  const seen: Watched = { tonnes: [], band: null, bandGoneAt: null, plateSeen: null };
  const plate = new RegExp(plateParts);
  window.watched = seen;
  new MutationObserver(() => {
    const now = Date.now();
    const tonnes = document.querySelector<HTMLElement>('.wall-huge')?.innerText ?? '';
    if (tonnes !== seen.tonnes.at(-1)?.[0]) seen.tonnes.push([tonnes, now]);
    const band = document.querySelector<HTMLElement>('.wall-band');
    if (band && !seen.band) seen.band = { shownAt: now, text: band.innerText };
    if (!band && seen.band) seen.bandGoneAt ??= now;
    seen.plateSeen ??= plate.exec(document.documentElement.outerHTML)?.[0] ?? null;
  }).observe(document.documentElement, { subtree: true, childList: true, characterData: true, attributes: true });
}
