import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import mqtt from 'mqtt';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { GRADES, type Grade } from '../../domain/grades.ts';
import { GRADE_KOREAN } from '../../domain/schemes.ts';
import type { ReviewQueue, VisitDetail } from '../../domain/wire/http-api.ts';
import { logIn, openBrowser, openScreen, type PageRecord, recordPage } from './browser.ts';
import { type KnownPhoto, knownPhotos } from './other-camera.ts';
import { gradeTrucks, type PhotoTruck } from './photo-trucks.ts';
import { stopAtFirstFailure } from './steps.ts';
import { hasProgram, type System, startSystem } from './system.ts';

const YARD = 'review-yard';
const PHOTOS = 20;
/** The longest time from a key to what other pages show. */
const SHOWN_WITHIN_MS = 2_000;
/** Photos of the truck that has more than one. */
const TOGETHER = 3;
/** From this photo on the first of a truck of its own is taken back. */
const TAKEN_BACK = 6;

/** What a page of somebody else has shown, by its own clock, which is this machine's. */
interface Shown {
  readonly what: string;
  readonly text: string;
  readonly at: number;
}

declare global {
  interface Window {
    shown?: Shown[];
  }
}

/** A photo as a person judged it. */
interface Word {
  readonly visit: string;
  readonly photo: string;
  readonly grade: Grade;
  readonly pressedAt: number;
}

describe.skipIf(!hasProgram('chromium'))('twenty photos in doubt in Chromium (needs chromium)', () => {
  let system: System;
  let camera: mqtt.MqttClient;
  let browser: Browser;
  let screen: BrowserContext;
  let elsewhere: BrowserContext;
  let page: Page;
  let yardPage: Page;
  let visitPage: Page;
  let record: PageRecord;
  let before: ReviewQueue;
  /** id of the truck that has several photos */
  let together: string;
  let undone: Word | undefined;
  const words: Word[] = [];

  const queue = () => system.get<ReviewQueue>(`/api/review?yard=${YARD}&limit=100`);
  const detail = (visit: string) => system.get<VisitDetail>(`/api/visits/${visit}`);
  const figure = (name: 'done' | 'left') => page.locator(`.review-head .${name} dd`).innerText();
  const photoOnShow = () => page.locator('.stage-photo img').getAttribute('src', { timeout: 10_000 });
  const visitOnShow = async (): Promise<string> => {
    const address = await page.locator('.stage-caption a[href^="/visits/"]').getAttribute('href');
    return decodeURIComponent(address?.split('/').at(-1) ?? '');
  };
  const frameOf = (visit: string, source: string | null) => {
    const frames = before.items.find((item) => item.visit.id === visit)?.frames ?? [];
    const frame = frames.find(({ sha256 }) => source?.includes(sha256));
    if (!frame) throw new Error(`${source} is no photo of ${visit} that was in doubt`);
    return frame;
  };
  const judge = async (key: string, grade: Grade): Promise<Word> => {
    const [visit, source] = [await visitOnShow(), await photoOnShow()];
    const pressedAt = Date.now();
    await page.keyboard.press(key);
    return { visit, photo: frameOf(visit, source).id, grade, pressedAt };
  };

  /** Waits until the ledger has a word and the list asks for the truck's other photos, and no more for this one. */
  const askedStill = async ({ visit, photo, grade }: Word, left: number): Promise<void> => {
    const isBooked = async () => (await detail(visit)).frames.find(({ id }) => id === photo)?.correctedGrade === grade;
    await expect.poll(isBooked, { timeout: 10_000 }).toBe(true);
    const item = (await queue()).items.find((one) => one.visit.id === visit);
    expect(item?.frames ?? []).toHaveLength(left);
    expect(item?.frames.map(({ id }) => id) ?? []).not.toContain(photo);
  };

  stopAtFirstFailure();
  beforeAll(async () => {
    system = await startSystem();
    camera = await mqtt.connectAsync(`mqtt://127.0.0.1:${system.mqttPort}`, { protocolVersion: 5 });
    await gradeTrucks(system, camera, YARD, await doubtfulTrucks());
    before = await queue();
    browser = await openBrowser();
    screen = await openScreen(browser);
    elsewhere = await openScreen(browser);
    await logIn(screen, system);
    await logIn(elsewhere, system);

    together = before.items.find(({ frames }) => frames.length === TOGETHER)?.visit.id ?? '';
    yardPage = await elsewhere.newPage();
    await yardPage.goto(`${system.url}/yards/${YARD}`);
    await yardPage
      .locator('.visit-state')
      .nth(before.total - 1)
      .waitFor({ timeout: 30_000 });
    await yardPage.evaluate(watchRows);
    visitPage = await elsewhere.newPage();
    await visitPage.goto(`${system.url}/visits/${together}`);
    await visitPage
      .locator('.photo-grade')
      .nth(TOGETHER - 1)
      .waitFor({ timeout: 30_000 });
    await visitPage.evaluate(watchPhotos);

    page = await screen.newPage();
    record = recordPage(page);
    await page.goto(`${system.url}/review/${YARD}`);
    await page.locator('.stage-photo img').waitFor({ timeout: 30_000 });
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await camera?.endAsync(true);
    await system?.stop();
    system?.remove();
  });

  it('are in the queue with their reasons, most money at risk first', async () => {
    expect(before.items.flatMap(({ frames }) => frames)).toHaveLength(PHOTOS);
    expect(before.items.every(({ visit }) => visit.review !== null)).toBe(true);
    const atRisk = before.items.map(({ moneyAtRisk }) => moneyAtRisk);
    expect(atRisk).toEqual([...atRisk].sort((a, b) => b - a));
    expect([await figure('done'), await figure('left')]).toEqual(['0', String(PHOTOS)]);
  });

  it('are reviewed by keyboard alone, one of them taken back and judged again', async () => {
    await page.keyboard.press('r');
    await page.keyboard.press('2');
    const nextAfter: number[] = [];
    for (let done = 0; done < PHOTOS; done += 1) {
      const [visit, source] = [await visitOnShow(), await photoOnShow()];
      const { grade: word } = frameOf(visit, source);
      const other = word === 'cast' ? 'heavy' : 'cast';
      const judged =
        word !== null && done % 3 === 2 ? await judge('Enter', word as Grade) : await judge(keyOf(other), other);
      if (done + 1 < PHOTOS) await expect.poll(photoOnShow, { interval: 5, timeout: 10_000 }).not.toBe(source);
      nextAfter.push(Date.now() - judged.pressedAt);
      if (done < TAKEN_BACK || undone || visit === together) {
        words.push(judged);
        const said = words.filter((one) => one.visit === together).length;
        if (visit === together) await askedStill(judged, TOGETHER - said);
        continue;
      }
      undone = judged;
      await page.keyboard.press('u');
      await expect.poll(photoOnShow, { interval: 5, timeout: 10_000 }).toBe(source);
      expect(await figure('done')).toBe(String(done));
      words.push(await judge(keyOf('turnings'), 'turnings'));
      await expect.poll(photoOnShow, { interval: 5, timeout: 10_000 }).not.toBe(source);
    }
    await page.locator('.review-empty').waitFor({ timeout: 30_000 });
    expect([await figure('done'), await figure('left')]).toEqual([String(PHOTOS), '0']);
    expect(new Set(words.map(({ photo }) => photo)).size).toBe(PHOTOS);
    expect(record.loads()).toBe(1);
    // a word that is taken back before the ledger has it is refused at first, and the page asks again
    expect(record.complaints().filter((complaint) => !complaint.includes('422'))).toEqual([]);
    console.info(`key to the next photo: ${spread(nextAfter)}`);
  }, 240_000);

  it('are rows of the ledger afterwards, with who and why, and one row that takes another back', async () => {
    for (const { visit } of before.items) {
      const said = words.filter((word) => word.visit === visit.id);
      await vi.waitFor(
        async () => {
          const { frames, corrections } = await detail(visit.id);
          expect(frames.map(({ id, correctedGrade }) => [id, correctedGrade])).toEqual(
            frames.map(({ id }) => [id, said.find(({ photo }) => photo === id)?.grade]),
          );
          expect(corrections.length).toBe(said.length + (undone?.visit === visit.id ? 2 : 0));
        },
        { timeout: 30_000 },
      );
    }
    const corrections = (await Promise.all(before.items.map(({ visit }) => detail(visit.id)))).flatMap(
      (visit) => visit.corrections,
    );
    expect(new Set(corrections.map(({ by }) => by))).toEqual(new Set(['admin']));
    expect(new Set(corrections.map(({ reason }) => reason))).toEqual(
      new Set(['MIXED_LOAD', 'WITHDRAWN', ...(words.some(isKept) ? ['CONFIRMED'] : [])]),
    );
    const [taken] = corrections.filter(({ withdraws }) => withdraws !== null);
    const back = corrections.find(({ id }) => id === taken?.withdraws);
    expect([back?.frame, back?.grade]).toEqual([undone?.photo, undone?.grade]);
  }, 120_000);

  it('restate their visits to the kilogram, and the queue is empty', async () => {
    for (const { visit } of before.items) {
      const now = await detail(visit.id);
      expect(now).toMatchObject({ basis: 'corrected', review: null, net: visit.net });
      expect(now.revision).toBeGreaterThan(visit.revision);
      expect(Object.values(now.grades).reduce((sum, kg) => sum + kg, 0)).toBe(visit.net);
      const said = new Set(words.filter((word) => word.visit === visit.id).map(({ grade }) => grade));
      expect(Object.keys(now.grades).sort()).toEqual([...said].sort());
    }
    expect(await queue()).toMatchObject({ items: [], total: 0 });
  }, 60_000);

  it('show on the open yard page and the open visit page of others within two seconds of the key', async () => {
    const inRows = words
      .filter(({ visit, photo }) => visit !== together && photo !== undone?.photo)
      .map((word) => {
        const row = (change: Shown) => change.what === word.visit && change.at >= word.pressedAt;
        return [word, row] as const;
      });
    const inCards = words
      .filter(({ visit }) => visit === together)
      .map((word) => {
        const card = ({ what, text, at }: Shown) =>
          what === sha256Of(word) && text.includes(GRADE_KOREAN[word.grade]) && at >= word.pressedAt;
        return [word, card] as const;
      });
    const yardMs = await delays(yardPage, inRows);
    const visitMs = await delays(visitPage, inCards);
    console.info(`key to the yard page elsewhere: ${spread(yardMs)}; to the visit page: ${spread(visitMs)}`);
    expect(yardMs).toHaveLength(PHOTOS - TOGETHER - 1);
    expect(visitMs).toHaveLength(TOGETHER);
    expect(Math.max(...yardMs, ...visitMs)).toBeLessThanOrEqual(SHOWN_WITHIN_MS);
  }, 60_000);

  const frameBefore = ({ visit, photo }: Word) =>
    before.items.find((item) => item.visit.id === visit)?.frames.find(({ id }) => id === photo);
  const isKept = (word: Word): boolean => frameBefore(word)?.grade === word.grade;
  const sha256Of = (word: Word): string => frameBefore(word)?.sha256 ?? '';
});

/** Milliseconds from each key to the first change that fits it. */
async function delays(page: Page, wanted: readonly (readonly [Word, (change: Shown) => boolean])[]): Promise<number[]> {
  return await vi.waitFor(
    async () => {
      const shown = (await page.evaluate(() => window.shown)) ?? [];
      return wanted.map(([word, fits]) => {
        const change = shown.find(fits);
        expect(change, `${word.photo} of ${word.visit}`).toBeDefined();
        return (change?.at ?? Number.NaN) - word.pressedAt;
      });
    },
    { timeout: 10_000 },
  );
}

function spread(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  return `median ${sorted[Math.floor(sorted.length / 2)]} ms, longest ${sorted.at(-1)} ms of ${sorted.length}`;
}

/** The figure key of a grade. */
const keyOf = (grade: Grade): string => String((GRADES.indexOf(grade) + 1) % 10);

/**
 * Trucks that a person has to look at whatever the model says: each declares a grade that no photo shows. Most photos show
 * no scrap at all; those of the truck that has several are too dark.
 */
async function doubtfulTrucks(): Promise<PhotoTruck[]> {
  const scrap = await knownPhotos(['heavy', 'pressed', 'shredded'], 2);
  const dark = await Promise.all(scrap.slice(0, TOGETHER).map(darkened));
  const foreign = await foreignPhotos(PHOTOS - scrap.length - dark.length);
  const loads = [dark, ...[...scrap, ...foreign].map((photo) => [photo])];
  return loads.map((photos, index) => ({ ticket: `doubt-${index + 1}`, photos, declaredGrade: '길로틴' }));
}

async function darkened({ grade, jpeg }: KnownPhoto): Promise<KnownPhoto> {
  return { grade, jpeg: await sharp(jpeg).linear(0.12, 0).jpeg().toBuffer() };
}

/** Household objects where their photos lie beside the project, coloured noise elsewhere. */
async function foreignPhotos(count: number): Promise<KnownPhoto[]> {
  const folder = resolve(import.meta.dirname, '../../../shared/data/not-scrap-photos');
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.jpg')) : [];
  const step = Math.floor(files.length / count);
  return await Promise.all(
    Array.from({ length: count }, async (_, index): Promise<KnownPhoto> => {
      const file = files[index * step];
      const jpeg = file === undefined ? await noise(index) : readFileSync(join(folder, file));
      return { grade: 'foreign', jpeg };
    }),
  );
}

/** Random coloured squares, the same for the same seed. */
async function noise(seed: number): Promise<Uint8Array> {
  const [width, height] = [40, 30];
  const pixels = Uint8Array.from(
    { length: width * height * 3 },
    (_, at) => ((at + 1) * (seed + 7) * 2_654_435_761) >>> 24,
  );
  return await sharp(pixels, { raw: { width, height, channels: 3 } })
    .resize(640, 480, { kernel: 'nearest' })
    .jpeg()
    .toBuffer();
}

/** Runs in the yard page: notes every change of what a visit's row says of its state. */
function watchRows(): void {
  const shown: Shown[] = [];
  const last = new Map<string, string>();
  window.shown = shown;
  const look = () => {
    for (const row of document.querySelectorAll('.visit-table tbody tr')) {
      const what = decodeURIComponent(row.querySelector('a')?.getAttribute('href')?.split('/').at(-1) ?? '');
      const text = row.querySelector<HTMLElement>('.visit-state')?.innerText ?? '';
      if (last.has(what) && last.get(what) !== text) shown.push({ what, text, at: Date.now() });
      last.set(what, text);
    }
  };
  look();
  new MutationObserver(look).observe(document.documentElement, { subtree: true, childList: true, characterData: true });
}

/** Runs in the visit page: notes every grade that a photo's card shows. */
function watchPhotos(): void {
  const shown: Shown[] = [];
  const last = new Map<string, string>();
  window.shown = shown;
  const look = () => {
    for (const card of document.querySelectorAll('figure.photo')) {
      const what = /[0-9a-f]{64}/.exec(card.querySelector('img')?.src ?? '')?.[0] ?? '';
      const text = card.querySelector<HTMLElement>('.photo-grade')?.innerText ?? '';
      if (last.has(what) && last.get(what) !== text) shown.push({ what, text, at: Date.now() });
      last.set(what, text);
    }
  };
  look();
  new MutationObserver(look).observe(document.documentElement, { subtree: true, childList: true, characterData: true });
}
