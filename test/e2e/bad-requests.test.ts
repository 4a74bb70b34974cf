import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { read, utils } from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import Database from 'libsql';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorBody, Health } from '../../domain/wire/http-api.ts';
import { LEDGER_FILE } from '../../domain/wire/ledger-tables.ts';
import type { SlipList, SlipVerdict } from '../../domain/wire/slips-api.ts';
import { GAMCHEON, SUPPLIERS } from '../demo-history/suppliers.ts';
import { logIn, openBrowser, openScreen, type PageRecord, recordPage } from './browser.ts';
import { BUYER, type HistorySystem, startWithHistory } from './history-system.ts';
import { hasProgram } from './system.ts';

/** In these days, with this seed, every supplier with a name that hurts has a truck. */
const SPAN = { from: '2026-11-18', until: '2026-11-21' } as const;
const SEED = 2;
const QUERY = `from=${SPAN.from}&to=${SPAN.until}`;
const ODD = SUPPLIERS.slice(-3).map(({ partner }) => partner);
/** A name as far as it goes before a sign that turns the direction of writing, which no line of words may have in it. */
const beginning = (name: string): string => name.split('\u202e')[0] ?? '';
const XLSX_ROWS = 100_000;
const MEGABYTE = 1024 * 1024;

let system: HistorySystem;
beforeAll(async () => {
  system = await startWithHistory(SPAN, SEED);
}, 120_000);
afterAll(async () => {
  await system?.stop();
  system?.remove();
});

const asBuyer = (path: string, init: RequestInit = {}) =>
  fetch(`${system.url}/api${path}`, { ...init, headers: { cookie: system.buyer.cookie, ...init.headers } });

describe('a range or a grain that makes no sense', () => {
  const year = 'from=2025-11-22&to=2026-11-21';
  it.each([
    ['flows backwards', '/flows?from=2026-11-21&to=2026-11-18', 422, 'RANGE_REFUSED', /앞섭니다/],
    ['trucks backwards', '/flows/visits?from=2026-11-21&to=2026-11-18', 422, 'RANGE_REFUSED', /앞섭니다/],
    ['suppliers backwards', '/suppliers?from=2026-11-21&to=2026-11-18', 422, 'RANGE_REFUSED', /앞섭니다/],
    ['a file backwards', '/exports/flows?from=2026-11-21&to=2026-11-18&format=xlsx', 422, 'RANGE_REFUSED', /앞섭니다/],
    ['columns backwards', '/columns/inspections?from=2026-11-21&to=2026-11-18', 422, 'RANGE_REFUSED', /앞섭니다/],
    ['more than ten years', '/flows?from=2016-11-01&to=2026-11-21&every=1mo', 422, 'RANGE_REFUSED', /나누어/],
    ['ten years in a file', '/exports/visits?from=2016-11-01&to=2026-11-21&format=csv', 422, 'RANGE_REFUSED', /나누어/],
    ['a second over a year', `/flows?${year}&every=1s`, 400, 'BAD_REQUEST', /every/],
    ['a day that is none', '/flows?from=2026-02-30&to=2026-03-01', 400, 'BAD_REQUEST', /from/],
    ['a week that is to come', '/changes?day=2099-01-01', 422, 'RANGE_REFUSED', /아직/],
    ['a yard that is none', `/flows?${QUERY}&yards=atlantis`, 400, 'BAD_REQUEST', /atlantis/],
    ['a grade that is none', `/flows?${QUERY}&grades=gold`, 400, 'BAD_REQUEST', /gold/],
  ])('%s is refused, with what to do instead', async (_, path, status, code, words) => {
    const answer = await asBuyer(path);
    const body = (await answer.json()) as ErrorBody;
    expect([answer.status, body.code]).toEqual([status, code]);
    expect(JSON.stringify(body)).toMatch(words);
  });

  it('ten years, most of them empty, are answered with the days there are', async () => {
    const answer = await asBuyer('/flows?from=2016-11-25&to=2026-11-21&every=1mo');
    expect(answer.status).toBe(200);
    expect(new Set(((await answer.json()) as { time: string[] }).time)).toEqual(
      new Set(['2026-11-01T00:00:00.000+09:00']),
    );
  });
});

describe('what is forged, altered or far too large', () => {
  it('a forged link opens nothing', async () => {
    const answer = await fetch(`${system.url}/api/partner-session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: 'A'.repeat(43) }),
    });
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([410, null]);
    expect(((await answer.json()) as ErrorBody).code).toBe('LINK_ENDED');
  });

  it('a photo of 40 MB is refused, and the server lives on', async () => {
    const { slips } = await system.plant.ask<SlipList>('GET', `/slips?yard=${GAMCHEON}&${QUERY}&limit=1`);
    const answer = await fetch(`${system.url}/api/visits/${slips[0]?.visit}/evidence`, {
      method: 'POST',
      headers: { cookie: system.plant.cookie, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(40 * MEGABYTE),
    }).catch((error: Error) => error);
    // the server may close the line while the rest is still on its way
    if (answer instanceof Response) expect(answer.status).toBe(413);
    else expect(String(answer.cause)).toMatch(/EPIPE|ECONNRESET|closed/);
    expect(await system.get<Health>('/api/health')).toMatchObject({ status: 'ok' });
  });

  it('one byte of a slip altered is found by its page and by the walk of the chain', async () => {
    const { slips } = await system.plant.ask<SlipList>('GET', `/slips?yard=${GAMCHEON}&${QUERY}&limit=1`);
    const { sha256 = '', net = 0 } = slips[0] ?? {};
    const verdict = async () =>
      ((await (await fetch(`${system.url}/api/verify/${sha256}`)).json()) as SlipVerdict).verdict;
    const before = await verdict();
    expect(['genuine', 'cancelled']).toContain(before);
    const walk = () =>
      spawnSync(process.execPath, ['--import', 'tsx', 'collector/slips/verify-main.ts', '--yard', GAMCHEON], {
        cwd: resolve(import.meta.dirname, '../..'),
        env: { ...process.env, DATA_DIR: system.dataDir },
        encoding: 'utf8',
      });
    expect(walk()).toMatchObject({ status: 0, stderr: '' });

    const ledger = new Database(join(system.dataDir, LEDGER_FILE));
    // whoever alters a ledger takes its guards away first
    ledger.exec('DROP TRIGGER slip_row_no_update');
    ledger
      .prepare('UPDATE slip_row SET content = replace(content, ?, ?) WHERE sha256 = ?')
      .run([`"net":${net}`, `"net":${net + 10}`, sha256]);
    ledger.close();
    expect(await verdict()).toBe('altered');
    const { status, stdout } = walk();
    expect(status).toBe(1);
    expect(stdout).toMatch(new RegExp(`${GAMCHEON}: CONTENT_ALTERED at ${slips[0]?.number} `));
  });

  it('a file of more rows than fit is refused with the way to do it in pieces', async () => {
    const ledger = new Database(join(system.dataDir, LEDGER_FILE));
    const [closed] = ledger
      .prepare("SELECT * FROM visit WHERE direction = 'inbound' AND status = 'closed' LIMIT 1")
      .all([]) as Record<string, string | number>[];
    // twelve days of another year with far more trucks than a workbook takes
    ledger
      .prepare(
        `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i <= ${XLSX_ROWS})
         INSERT INTO visit (id, tenant, yard, plate, status, opened_at, closed_at, direction, partner, net, visit_row, revision, body)
         SELECT 'many ' || i, tenant, yard, plate, status, ?, ? + i * 10000, direction, partner, net, visit_row, revision, body
         FROM n, visit WHERE id = ?`,
      )
      .run([Date.UTC(2020, 0, 1), Date.UTC(2020, 0, 1), closed?.id]);
    ledger.close();
    const span = 'from=2020-01-01&to=2020-01-31';
    const refused = await asBuyer(`/exports/visits?${span}&format=xlsx`);
    const { code, message } = (await refused.json()) as ErrorBody;
    expect([refused.status, code]).toEqual([422, 'EXPORT_TOO_LARGE']);
    expect(message).toMatch(/나누어/);
    const size = (await (await asBuyer(`/exports/visits/size?${span}`)).json()) as {
      rows: number;
      formats: { format: string; fits: boolean; advice: string | null }[];
    };
    expect(size.rows).toBe(XLSX_ROWS + 1);
    expect(size.formats.map(({ format, fits }) => [format, fits])).toEqual([
      ['xlsx', false],
      ['csv', true],
      ['arrow', true],
    ]);
    expect(size.formats[0]?.advice).not.toBeNull();
  });
});

describe('names with commas, quotes, formula signs and 이상한 글자', () => {
  it('are texts in a CSV, disarmed where a sheet would run them', async () => {
    const csv = await (await asBuyer(`/exports/visits?${QUERY}&direction=inbound&format=csv`)).text();
    const rows = parse(csv, { columns: true, bom: true }) as Record<string, string>[];
    const names = new Set(rows.map((row) => row.거래처));
    for (const name of ODD) expect(names).toContain(name.startsWith('=') ? `'${name}` : name);
  });

  it('are texts in a workbook, and none of its cells is a formula', async () => {
    for (const kind of ['visits', 'flows', 'suppliers']) {
      const file = await asBuyer(`/exports/${kind}?${QUERY}&format=xlsx`);
      const book = read(Buffer.from(await file.arrayBuffer()));
      const sheet = book.Sheets[book.SheetNames[0] ?? ''] ?? {};
      const cells = Object.values(sheet).filter((cell) => typeof cell === 'object' && cell !== null && 't' in cell);
      expect(cells.filter((cell) => 'f' in cell)).toEqual([]);
      const texts = new Set(utils.sheet_to_json<string[]>(sheet, { header: 1 }).flat());
      for (const name of ODD) expect(texts, kind).toContain(name);
    }
  });

  describe.skipIf(!hasProgram('chromium'))('in Chromium (needs chromium)', () => {
    let browser: Browser;
    let screen: BrowserContext;
    let page: Page;
    let record: PageRecord;
    beforeAll(async () => {
      browser = await openBrowser();
      screen = await openScreen(browser);
      await logIn(screen, system, BUYER);
      page = await screen.newPage();
      record = recordPage(page);
    });
    afterAll(() => browser?.close());

    it('stand on the pages as they are spelt', async () => {
      for (const path of ['/flows?rows=supplier&', '/suppliers?']) {
        await page.goto(`${system.url}${path}range=custom&day=${SPAN.from}&to=${SPAN.until}`);
        for (const name of ODD)
          await page
            .locator('table td, table th')
            .filter({ hasText: beginning(name) })
            .first()
            .waitFor();
        expect(await page.locator('table b b, table script').count()).toBe(0);
      }
      expect(record.complaints()).toEqual([]);
    });

    it('lead to their own scorecards', async () => {
      for (const name of ODD) {
        await page.goto(`${system.url}/suppliers/${encodeURIComponent(name)}`);
        await page.getByRole('heading', { name }).waitFor();
      }
      expect(record.complaints()).toEqual([]);
    });

    it('a forged link says that it opens nothing', async () => {
      const stranger = await openScreen(browser);
      const theirs = await stranger.newPage();
      await theirs.goto(`${system.url}/partner#${'A'.repeat(43)}`);
      await theirs.getByText(/링크/).first().waitFor();
      expect(await theirs.locator('table').count()).toBe(0);
      await stranger.close();
    });
  });
});
