import { spawnSync } from 'node:child_process';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { System } from './system.ts';

export const FULL_HD = { width: 1920, height: 1080 };
export const ULTRA_HD = { width: 3840, height: 2160 };

/** Starts the machine's own Chromium. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = spawnSync('which', ['chromium'], { encoding: 'utf8' }).stdout.trim();
  return await chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/** A Korean screen of a size, with nobody logged in. */
export async function openScreen(browser: Browser, viewport = FULL_HD): Promise<BrowserContext> {
  return await browser.newContext({ viewport, deviceScaleFactor: 1, locale: 'ko-KR' });
}

/** Logs somebody in who has the administrator's password, in the screen's own cookies; the administrator if nobody is named. */
export async function logIn(screen: BrowserContext, system: System, user = 'admin'): Promise<void> {
  const answer = await screen.request.post(`${system.url}/api/session`, {
    data: { user, password: system.password },
  });
  if (!answer.ok()) throw new Error(`the login answered ${answer.status()}`);
}

/** What went wrong in a page so far, and how often it was loaded. */
export interface PageRecord {
  readonly complaints: () => string[];
  readonly loads: () => number;
}

/** Listens to a page: errors nobody caught, what it writes to its console as an error, and every load of it. */
export function recordPage(page: Page): PageRecord {
  const complaints: string[] = [];
  let loads = 0;
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('domcontentloaded', () => {
    loads += 1;
  });
  return { complaints: () => complaints, loads: () => loads };
}

/** Texts that a page cuts off or lets run out of the screen, each with the element that does it. */
export async function clippedTexts(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const found: string[] = [];
    const named = (element: Element) =>
      `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}: ${element.textContent?.trim().slice(0, 60)}`;
    for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
      if (!element.textContent?.trim()) continue;
      const style = getComputedStyle(element);
      const isHiding = style.overflowX === 'hidden' && style.textOverflow !== 'ellipsis';
      if (isHiding && element.scrollWidth > element.clientWidth + 1) found.push(`cut ${named(element)}`);
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode as Text;
      if (!text.data.trim() || !text.parentElement?.checkVisibility()) continue;
      if (getComputedStyle(text.parentElement).textOverflow === 'ellipsis') continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const { left, top, right, bottom } = range.getBoundingClientRect();
      if (left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1)
        found.push(`off the screen ${named(text.parentElement)}`);
    }
    return found;
  });
}

/** The smallest letters of a page, in CSS pixels, with what they say. */
export async function smallestText(page: Page): Promise<{ readonly px: number; readonly text: string }> {
  return await page.evaluate(() => {
    let smallest = { px: Number.POSITIVE_INFINITY, text: '' };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode as Text;
      const parent = text.parentElement;
      if (!text.data.trim() || !parent?.checkVisibility()) continue;
      // letters in a drawing grow with it
      const drawing = parent instanceof SVGElement ? parent.ownerSVGElement : null;
      const scale = drawing ? (drawing.getScreenCTM()?.a ?? 1) : 1;
      const px = Number.parseFloat(getComputedStyle(parent).fontSize) * scale;
      if (px < smallest.px) smallest = { px, text: text.data.trim() };
    }
    return smallest;
  });
}
