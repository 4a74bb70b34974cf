import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

/** Photographs the screens of a running server: `--url`, `--out`, `--only` part of a name, `--user` and `--password`. */
const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:8081' },
    out: { type: 'string', default: 'build/shots' },
    only: { type: 'string', default: '' },
    user: { type: 'string', default: 'admin' },
    password: { type: 'string', default: 'made-up' },
    yard: { type: 'string', default: 'hanbit' },
    visit: { type: 'string', default: 'hanbit-0003' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
  },
});

const { yard, visit } = values;
const WALL = { width: 1920, height: 1080 };
const WALL_4K = { width: 3840, height: 2160 };
const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

interface Shot {
  readonly name: string;
  readonly path: string;
  readonly size: { width: number; height: number };
  readonly dark?: boolean;
  readonly english?: boolean;
  readonly whole?: boolean;
  readonly settleMs?: number;
  readonly click?: string;
}

const SHOTS: readonly Shot[] = [
  { name: 'wall-1080', path: `/wall/${yard}`, size: WALL },
  { name: 'wall-2160', path: `/wall/${yard}`, size: WALL_4K },
  { name: 'wall-english', path: `/wall/${yard}`, size: WALL, english: true },
  { name: 'wall-phone', path: `/wall/${yard}`, size: PHONE, whole: true },
  { name: 'wall-empty', path: '/wall/empty', size: WALL },
  { name: 'wall-problem', path: '/wall/problem', size: WALL },
  { name: 'wall-long', path: '/wall/long', size: WALL },
  { name: 'wall-problem-2160', path: '/wall/problem', size: WALL_4K },
  { name: 'wall-problem-english', path: '/wall/problem', size: WALL, english: true },
  { name: 'wall-stale', path: '/wall/stale', size: WALL, settleMs: 6_000 },
  { name: 'wall-away', path: '/wall/away', size: WALL },
  { name: 'wall-missing', path: '/wall/nowhere', size: WALL },
  { name: 'notices', path: '/notices', size: DESK, whole: true },
  { name: 'notices-dark', path: '/notices', size: WALL, dark: true },
  { name: 'notices-phone', path: '/notices', size: PHONE, whole: true },
  { name: 'notices-english', path: '/notices?state=given-up', size: DESK, english: true },
  { name: 'notices-unset', path: '/notices?mock=unset', size: DESK },
  { name: 'login', path: '/login', size: DESK },
  { name: 'yards', path: '/', size: DESK },
  { name: 'yards-phone', path: '/', size: PHONE, whole: true },
  { name: 'yard', path: `/yards/${yard}`, size: DESK, whole: true },
  { name: 'yard-dark', path: `/yards/${yard}`, size: WALL, dark: true },
  { name: 'yard-english', path: `/yards/${yard}`, size: DESK, english: true, whole: true },
  { name: 'yard-phone', path: `/yards/${yard}`, size: PHONE, whole: true },
  { name: 'yard-empty', path: '/yards/empty', size: DESK, whole: true },
  { name: 'yard-problem', path: '/yards/problem', size: DESK, whole: true },
  { name: 'yard-stale', path: '/yards/stale', size: DESK, settleMs: 6_000 },
  { name: 'yard-past', path: `/yards/${yard}?day=2026-11-19`, size: DESK, whole: true },
  { name: 'yard-week', path: `/yards/${yard}?range=week`, size: WALL },
  { name: 'yard-month', path: `/yards/${yard}?range=month&day=2026-10-15`, size: DESK },
  {
    name: 'yard-month-table',
    path: `/yards/${yard}?range=month`,
    size: DESK,
    click: '.history-foot > .button',
    whole: true,
  },
  { name: 'yard-year', path: `/yards/${yard}?range=year&by=partner`, size: WALL },
  { name: 'yard-year-dark', path: `/yards/${yard}?range=year`, size: WALL, dark: true },
  { name: 'yard-shift', path: `/yards/${yard}?range=shift&by=direction`, size: DESK },
  { name: 'yard-week-phone', path: `/yards/${yard}?range=week&by=partner`, size: PHONE, whole: true },
  { name: 'yard-restated', path: `/yards/${yard}?range=month&day=2026-10-15`, size: DESK, click: '.restated-mark' },
  { name: 'yard-restated-phone', path: '/yards/problem', size: PHONE, click: '.restated-mark' },
  { name: 'yard-nomatch', path: `/yards/${yard}?find=zzz`, size: DESK },
  { name: 'visit', path: `/visits/${visit}`, size: DESK, whole: true },
  { name: 'visit-dark', path: `/visits/${visit}`, size: WALL, dark: true },
  { name: 'visit-phone', path: `/visits/${visit}`, size: PHONE, whole: true },
  { name: 'visit-drawer', path: `/visits/${visit}`, size: DESK, click: '.visit-head .button.primary' },
  { name: 'visit-lightbox', path: `/visits/${visit}`, size: DESK, click: '.photo-open' },
  { name: 'review-1920', path: `/review/${yard}`, size: WALL },
  { name: 'review-1920-dark', path: `/review/${yard}`, size: WALL, dark: true },
  { name: 'review-1280', path: `/review/${yard}`, size: DESK },
  { name: 'review-1280-dark', path: `/review/${yard}`, size: DESK, dark: true },
  { name: 'review-phone', path: `/review/${yard}`, size: PHONE, whole: true },
  { name: 'review-phone-dark', path: `/review/${yard}`, size: PHONE, dark: true },
  { name: 'review-english', path: `/review/${yard}`, size: DESK, english: true },
  { name: 'review-held', path: `/review/${yard}`, size: DESK, click: '.queue li:nth-child(4) button' },
  { name: 'review-keys', path: `/review/${yard}`, size: DESK, click: '.review-head .button' },
  { name: 'review-deduction', path: `/review/${yard}`, size: DESK, click: '.judge-deduction' },
  { name: 'review-empty', path: '/review/empty', size: DESK },
  { name: 'review-failed', path: '/review/away', size: DESK, click: '[data-grade=cast]' },
  { name: 'models-1920', path: `/yards/${yard}/models`, size: WALL, whole: true },
  { name: 'models-1920-dark', path: `/yards/${yard}/models`, size: WALL, dark: true, whole: true },
  { name: 'models-1280', path: `/yards/${yard}/models`, size: DESK, whole: true },
  { name: 'models-1280-dark', path: `/yards/${yard}/models`, size: DESK, dark: true, whole: true },
  { name: 'models-phone', path: `/yards/${yard}/models`, size: PHONE, whole: true },
  { name: 'models-phone-dark', path: `/yards/${yard}/models`, size: PHONE, dark: true, whole: true },
  { name: 'models-english', path: `/yards/${yard}/models`, size: DESK, english: true, whole: true },
  { name: 'models-empty', path: '/yards/empty/models', size: DESK, whole: true },
  { name: 'models-details', path: `/yards/${yard}/models`, size: DESK, click: '.version .link' },
  { name: 'models-refit', path: `/yards/${yard}/models`, size: DESK, click: '.refit' },
  { name: 'models-promote', path: `/yards/${yard}/models`, size: DESK, click: '[data-action=promote]' },
  { name: 'models-region', path: `/yards/${yard}/models`, size: DESK, click: '.cameras .button' },
  ...[
    'well',
    'collector-away',
    'collector-behind',
    'database-away',
    'grading-away',
    'sensor-silent',
    'yard-closed',
    'sums-differ',
    'trouble',
    'broken-account',
    'plain',
  ].map((state) => ({ name: `system-${state}`, path: `/system?mock=${state}`, size: DESK, whole: true })),
  { name: 'system-1920', path: '/system?mock=sums-differ', size: WALL, whole: true },
  { name: 'system-1920-dark', path: '/system?mock=database-away', size: WALL, dark: true, whole: true },
  { name: 'system-phone', path: '/system?mock=sensor-silent', size: PHONE, whole: true },
  { name: 'system-phone-dark', path: '/system?mock=collector-away', size: PHONE, dark: true, whole: true },
  { name: 'system-english', path: '/system?mock=database-away', size: DESK, english: true, whole: true },
  { name: 'system-cut', path: '/system?mock=cut', size: DESK, settleMs: 18_000 },
  { name: 'system-retry', path: '/system', size: DESK, click: '.letter-act .button', whole: true },
  { name: 'system-devices', path: '/system', size: DESK, click: '.fold' },
  { name: 'alerts', path: '/system', size: DESK, click: '.alert-bell' },
  { name: 'alerts-dark', path: '/', size: WALL, dark: true, click: '.alert-bell' },
  { name: 'alerts-phone', path: '/', size: PHONE, click: '.alert-bell' },
  { name: 'alerts-empty', path: '/system?mock=well', size: DESK, click: '.alert-bell' },
  { name: 'slip', path: `/visits/${visit}/slip`, size: DESK, whole: true },
  { name: 'slip-1920', path: `/visits/${visit}/slip`, size: WALL },
  { name: 'slip-old-dark', path: `/visits/${visit}/slip?version=1`, size: DESK, dark: true, whole: true },
  { name: 'slip-english', path: `/visits/${visit}/slip?language=en`, size: DESK, english: true, whole: true },
  { name: 'slip-phone', path: `/visits/${visit}/slip`, size: PHONE, whole: true },
  { name: 'slip-cancelled', path: `/visits/${yard}-0002/slip`, size: DESK, whole: true },
  { name: 'slip-due', path: `/visits/${yard}-0004/slip`, size: DESK },
  { name: 'slip-altered', path: `/visits/${yard}-0005/slip`, size: DESK },
  { name: 'slip-not-yet', path: `/visits/${yard}-0006/slip`, size: DESK },
  { name: 'slips', path: `/slips?yard=${yard}`, size: DESK, whole: true },
  { name: 'slips-1920-dark', path: `/slips?yard=${yard}`, size: WALL, dark: true },
  { name: 'slips-phone', path: `/slips?yard=${yard}`, size: PHONE },
  { name: 'disputes', path: '/disputes', size: DESK, whole: true },
  { name: 'disputes-1920-dark', path: '/disputes', size: WALL, dark: true },
  { name: 'disputes-phone', path: '/disputes', size: PHONE, whole: true },
  { name: 'dispute', path: '/disputes/d-photo', size: DESK, whole: true },
  { name: 'dispute-1920', path: '/disputes/d-photo', size: WALL },
  { name: 'dispute-late-dark', path: '/disputes/d-late', size: DESK, dark: true },
  { name: 'dispute-phone', path: '/disputes/d-photo', size: PHONE, whole: true },
  ...['genuine', 'superseded', 'cancelled', 'altered', 'unknown'].map((verdict, place) => ({
    name: `verify-${verdict}`,
    path: `/verify/${place}${'a'.repeat(63)}`,
    size: PHONE,
    dark: place === 1,
    whole: true,
  })),
  { name: 'partner', path: '/partner#good', size: PHONE, whole: true },
  { name: 'partner-ended', path: '/partner#old', size: PHONE },
  { name: 'partner-slip', path: `/partner/slips/${yard}-0001`, size: PHONE, whole: true },
  { name: 'partner-object', path: `/partner/slips/${yard}-0001`, size: PHONE, click: '.slip-pictures .object-button' },
  { name: 'partner-dispute', path: '/partner/disputes/d-photo', size: PHONE, whole: true },
  { name: 'flows-1920', path: '/flows?role=procurement', size: WALL },
  { name: 'flows-1920-dark', path: '/flows?range=year&split=supplier&compare=last-year', size: WALL, dark: true },
  { name: 'flows-2160', path: '/flows?range=quarter', size: WALL_4K },
  { name: 'flows-1280', path: '/flows?role=procurement', size: DESK, whole: true },
  { name: 'flows-area', path: '/flows?range=today&chart=area', size: DESK, english: true },
  { name: 'flows-phone', path: '/flows?role=procurement', size: PHONE, whole: true },
  { name: 'flows-narrowed', path: '/flows', size: DESK, click: '.sankey-node' },
  { name: 'flows-trucks', path: '/flows', size: DESK, click: '[data-action=trucks]' },
  { name: 'suppliers-1280', path: '/suppliers?role=procurement', size: DESK, whole: true },
  { name: 'suppliers-1920-dark', path: '/suppliers', size: WALL, dark: true, english: true },
  { name: 'suppliers-phone', path: '/suppliers', size: PHONE, whole: true },
  { name: 'supplier-1920', path: '/suppliers/대원금속', size: WALL },
  { name: 'supplier-1280-dark', path: '/suppliers/대원금속', size: DESK, dark: true, whole: true },
  { name: 'supplier-phone', path: '/suppliers/대원금속', size: PHONE, whole: true },
  { name: 'changes-1280', path: '/changes?role=procurement', size: DESK, whole: true },
  { name: 'changes-english', path: '/changes', size: WALL, english: true, dark: true },
  { name: 'changes-quiet', path: '/changes?day=2026-11-03', size: DESK },
  { name: 'changes-phone', path: '/changes', size: PHONE, whole: true },
  { name: 'stock-1280', path: '/stock', size: DESK, whole: true },
  { name: 'stock-1920-dark', path: '/stock?role=procurement', size: WALL, dark: true },
  { name: 'stock-phone', path: '/stock', size: PHONE, whole: true },
  { name: 'stock-count', path: '/stock', size: DESK, click: '[data-action=count]' },
  { name: 'stock-import', path: '/stock?role=procurement', size: PHONE, click: '[data-action=import]' },
  { name: 'menu-phone', path: '/flows', size: PHONE, click: '.menu-button' },
  { name: 'visit-out-of-scope', path: '/visits/nothing?role=procurement', size: DESK },
  { name: 'visit-missing', path: '/visits/nothing', size: DESK },
];

async function photograph(browser: Browser, shot: Shot): Promise<void> {
  const context = await browser.newContext({
    viewport: shot.size,
    deviceScaleFactor: 1,
    colorScheme: shot.dark ? 'dark' : 'light',
    locale: 'ko-KR',
  });
  await context.request
    .post(new URL('/api/session', values.url).href, {
      data: { user: values.user, password: values.password },
      headers: { origin: values.url },
    })
    .catch(() => undefined); // the mock lets everyone in
  if (shot.english) await context.addInitScript(() => localStorage.setItem('scalehouse-language', 'en'));
  const page = await context.newPage();
  page.on('pageerror', (error) => process.stderr.write(`${shot.name}: ${error.message}\n`));
  page.on('console', (line) => {
    if (line.type() === 'error') process.stderr.write(`${shot.name}: ${line.text()}\n`);
  });
  await page.goto(new URL(shot.path, values.url).href);
  await page.waitForTimeout(shot.settleMs ?? 2_000);
  if (shot.click !== undefined) {
    await page.locator(shot.click).first().click();
    await page.waitForTimeout(400);
  }
  await page.screenshot({ path: join(values.out, `${shot.name}.png`), fullPage: shot.whole ?? false });
  await context.close();
}

await mkdir(values.out, { recursive: true });
const browser = await chromium.launch({ executablePath: values.chromium, args: ['--no-sandbox'] });
try {
  for (const shot of SHOTS.filter(({ name }) => name.includes(values.only))) await photograph(browser, shot);
} finally {
  await browser.close();
}
