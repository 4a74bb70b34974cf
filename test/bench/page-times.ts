import type { Page } from 'playwright-core';

declare global {
  interface Window {
    /** when a chart was painted with what it shows: milliseconds since navigation, grain, parts of bars */
    painted?: { at: number; grain: string; points: number }[];
    /** the longest time in which the page could not answer, in milliseconds, since it was set to 0 */
    longestPause?: number;
  }
}

/** Writes down every painting of the history chart of a page, and its longest pause, by the page's own clock. */
export async function watchCharts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.painted = [];
    window.longestPause = 0;
    // no function has a name here: tsx would add a helper that the page does not have
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        if (!(target instanceof HTMLCanvasElement)) continue;
        const { grain = '', points = '0' } = target.dataset;
        // what is drawn now is on the screen with the frame after the next
        requestAnimationFrame(() =>
          requestAnimationFrame((at) => window.painted?.push({ at, grain, points: Number(points) })),
        );
      }
    }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-points', 'data-grain'] });
    // a channel's messages are tasks like any other: a long task shows as a long way between two of them
    const channel = new MessageChannel();
    let last = performance.now();
    channel.port1.onmessage = () => {
      const now = performance.now();
      window.longestPause = Math.max(window.longestPause ?? 0, now - last);
      last = now;
      setTimeout(() => channel.port2.postMessage(null), 0);
    };
    channel.port2.postMessage(null);
  });
}

/** The first painting that shows bars of a grain, after an instant of the page's clock; waits for it. */
export async function paintedWith(page: Page, grain: string, after: number): Promise<{ at: number; points: number }> {
  const found = await page.waitForFunction(
    ([wanted, since]) =>
      window.painted?.find((one) => one.at > since && one.points > 0 && (wanted === '' || one.grain === wanted)),
    [grain, after] as const,
    { timeout: 180_000, polling: 10 },
  );
  return (await found.jsonValue()) as { at: number; points: number };
}

/** The page's clock now. */
export function pageNow(page: Page): Promise<number> {
  return page.evaluate(() => performance.now());
}
