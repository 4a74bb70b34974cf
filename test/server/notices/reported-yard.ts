import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../domain/units.ts';
import type { KilogramsByGrade } from '../../../domain/wire/http-api.ts';
import { type ReportMaker, reportMaker } from '../../../server/notices/reports/make-report.ts';
import { ChangeStore } from '../../../server/stores/flows/changes.ts';
import { LedgerFlows } from '../../../server/stores/flows/ledger-flows.ts';
import { Ledger } from '../../../server/stores/ledger.ts';
import { DisputeStore } from '../../../server/stores/slips/disputes.ts';
import { YardStore } from '../../../server/stores/yards.ts';
import { YardsFileStore } from '../../../server/stores/yards-file.ts';
import { build, type TestServer, tempDir } from '../build.ts';
import { kst } from './begun.ts';

/** The day after the week that is reported, a Monday. */
export const MADE_AT = kst('2026-11-23T06:30:00');
export const DAY = { key: '2026-11-22', from: kst('2026-11-22T00:00:00'), to: kst('2026-11-23T00:00:00') };
export const WEEK = { key: '2026-11-16', from: kst('2026-11-16T00:00:00'), to: kst('2026-11-23T00:00:00') };
export const WORKS = '포스코 포항';
export const OTHER_BUYER = '다른제강';
/** A name that a spreadsheet would run, with signs that break tables. */
export const FORMULA = '=cmd()|"A",\'B\' <상사>';

export interface ReportedYard {
  readonly server: TestServer;
  readonly make: ReportMaker;
}

/**
 * Ten weeks of two yards: two suppliers in even weeks, one of which brings nothing in the last one, a works of the buyer
 * and another buyer; on the last day deductions, an exception, a restatement, slips and a dispute.
 */
export async function reportedYard(): Promise<ReportedYard> {
  const yardsFile = join(await tempDir(), 'yards.json');
  const yards = { a: { name: '한빛 1야드', dayPlanKg: 80_000 }, b: { name: '한빛 2야드' } };
  await writeFile(yardsFile, JSON.stringify({ yards, works: [WORKS] }));
  const server = await build({ YARDS_FILE: yardsFile });
  const { rows, dataDir } = server;
  for (const yard of ['a', 'b']) rows.yard(yard);
  let count = 0;
  const visit = (yard: string, closedAt: number, partner: string, grades: KilogramsByGrade, more = {}) => {
    count += 1;
    const id = `${yard}-${count}`;
    return rows.visit({ id, yard, openedAt: closedAt - HOUR_MS, closedAt, partner, grades, ...more });
  };
  rows.run('BEGIN');
  for (let week = 9; week >= 0; week -= 1) {
    for (let day = 0; day < 7; day += 1) {
      const noon = DAY.from - week * 7 * DAY_MS - (6 - day) * DAY_MS + 12 * HOUR_MS;
      visit('a', noon, '대한상사', { heavy: 12_000 + day, light: 7_003 + week });
      visit('b', noon + MINUTE_MS, FORMULA, { guillotine: 9_001, pressed: 4_444 });
      if (week > 0) visit('a', noon + 2 * MINUTE_MS, '서울고철', { turnings: 15_000 });
      visit('a', noon + HOUR_MS, WORKS, { heavy: 11_111 }, { direction: 'outbound' });
      visit('b', noon + HOUR_MS, OTHER_BUYER, { light: 6_006 }, { direction: 'outbound' });
    }
  }
  const told = visit('a', DAY.from + 15 * HOUR_MS, '대한상사', { heavy: 20_000 });
  const late = told.id;
  const set = (path: string, value: string) =>
    rows.run(`UPDATE visit SET body = json_set(body, '${path}', json(?)) WHERE id = ?`, value, late);
  set('$.deduction', '350');
  set('$.accepted', '19650');
  set('$.exceptions', JSON.stringify([{ code: 'EXTRA_WEIGHING', params: {} }]));
  const row = rows.visitRow({ ...told, revision: 2 }, 2, 'correction');
  const restated = `INSERT INTO restatement_row (tenant, yard, day, direction, grade, before_kg, after_kg, visit, visit_row,
      cause, recorded_at) VALUES ('hanbit', 'a', ?, 'inbound', 'heavy', 12000, 11500, ?, ?, 'weighing', ?)`;
  rows.run(restated, '2026-11-20', late, row, DAY.from + HOUR_MS);
  rows.run(restated, '2026-11-19', late, row, DAY.to + HOUR_MS);
  for (const [version, state] of ['issued', 'issued', 'cancelled'].entries()) {
    rows.run(
      `INSERT INTO slip_row (tenant, yard, visit, number, version, state, visit_row, content, previous, sha256, reason, issued_at)
       VALUES ('hanbit', 'a', ?, '20261122-0001', ?, ?, ?, '{}', '', ?, 'issued', ?)`,
      ...[late, version + 1, state, row, `sha ${version}`, DAY.from + 16 * HOUR_MS],
    );
  }
  rows.run(
    `INSERT INTO dispute (dispute, tenant, yard, visit, partner, slip, slip_version, subject, state, opened_at, deadline)
     VALUES ('d-1', 'hanbit', 'a', ?, '대한상사', '20261122-0001', 1, ?, 'open', ?, ?)`,
    ...[late, JSON.stringify({ kind: 'grade', wanted: 'heavy' }), DAY.from + 17 * HOUR_MS, DAY.to + 7 * DAY_MS],
  );
  rows.account('a', 'wb01', 120, 3, 1);
  rows.account('b', 'wb01', 60, 0);
  rows.run('COMMIT');
  return { server, make: makerOf(dataDir, yardsFile) };
}

/** What makes reports of a data folder. */
export function makerOf(dataDir: string, yardsFile: string | null): ReportMaker {
  const ledger = new Ledger(dataDir);
  onTestFinished(() => ledger.close());
  const store = new YardStore(ledger, new YardsFileStore(dataDir, yardsFile));
  const flows = new LedgerFlows(ledger);
  return reportMaker({
    ...{ ledger, flows, yards: store, changes: new ChangeStore(flows), publicUrl: 'https://yard.example' },
    disputes: new DisputeStore(ledger, (yard) => store.name(yard)),
    pendingOf: () => 0,
  });
}
