import { join } from 'node:path';
import Database from 'libsql';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { Ledger, type Value } from '../../../collector/ledger/ledger.ts';
import { verifyYard } from '../../../collector/slips/verify.ts';
import { runVerify } from '../../../collector/slips/verify-command.ts';
import { RECORD_TABLES } from '../../../domain/wire/ledger-tables.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { YardWithSlips } from './yard-with-slips.ts';

let dataDir: string;

/** Two yards: in one five slips, one of them in two versions and one crossed out; in the other one slip. */
beforeEach(() => {
  const folder = temporaryFolder('verify-');
  onTestFinished(() => folder.remove());
  dataDir = folder.path;
  const ledger = Ledger.in(dataDir);
  const yard = new YardWithSlips(ledger);
  const visits = [0, 1, 2, 3, 4].map((truck) => yard.truck({ ticket: `T${truck}`, plate: `부산86바100${truck}` }));
  yard.rest();
  yard.ask('correction', { visit: visits[0], deductionKg: 300 });
  yard.ask('slip-cancellation', { visit: visits[1], reason: '다른 차' });
  yard.rest();
  const other = new YardWithSlips(ledger, { yard: 'y2' });
  other.truck({ ticket: 'T9' });
  other.rest();
  ledger.close();
});

function verify(...args: string[]): { readonly code: number; readonly lines: readonly string[] } {
  let text = '';
  const code = runVerify(['--data', dataDir, ...args], {}, (part) => {
    text += part;
  });
  return { code, lines: text.trimEnd().split('\n') };
}

/** Changes the file as somebody with an editor would, past every guard. */
function tamper(sql: string, ...values: unknown[]): void {
  const database = new Database(join(dataDir, 'ledger.sqlite'));
  database.pragma('foreign_keys=OFF');
  for (const table of RECORD_TABLES)
    for (const verb of ['update', 'delete']) database.exec(`DROP TRIGGER ${table}_no_${verb}`);
  database.prepare(sql).run(...values);
  database.close();
}
const faults = () => verify('--yard', 'y1').lines.filter((line) => line.startsWith('y1: '));

describe('npm run verify', () => {
  it('finds a chain whole, and shows each yard with the end of its chain', () => {
    const { code, lines } = verify();
    expect(code).toBe(0);
    expect(lines[0]).toMatch(/^yard +slips +versions +crossed out +first +last +end of chain +faults$/);
    expect(lines[1]).toMatch(/^y1 +5 +7 +1 +20260302-0001 +20260302-0005 +[0-9a-f]{64} +0$/);
    expect(lines[2]).toMatch(/^y2 +1 +1 +0 +20260302-0001 +20260302-0001 +[0-9a-f]{64} +0$/);
    expect(lines[3]).toBe('8 versions of slips walked, 0 faults');
  });

  it('walks one yard alone where it is named', () => {
    tamper("UPDATE slip_row SET reason = 'x' WHERE yard = 'y1' AND seq = 1");
    expect(verify('--yard', 'y2')).toMatchObject({ code: 0 });
    expect(verify('--yard', 'y1').code).toBe(1);
    expect(verify().code).toBe(1);
    expect(() => verify('--yard', 'y9')).toThrow(/no yard y9/);
    expect(() => verify('--data', join(dataDir, 'nowhere'))).toThrow(/no ledger/);
  });

  it('finds any one byte of a content that was altered', () => {
    const ledger = Ledger.toRead(dataDir);
    const content = ledger.first<{ content: string }>('SELECT content FROM slip_row WHERE seq = 3')?.content ?? '';
    ledger.close();
    for (const at of [0, 1, content.indexOf('24000'), content.length - 1]) {
      const other = content[at] === '7' ? '8' : '7';
      setContent(content.slice(0, at) + other + content.slice(at + 1));
      expect(faults()).toContain('y1: CONTENT_ALTERED at 20260302-0003 version 1, row 3');
    }
  });

  it.each([
    [
      'an altered hash',
      "UPDATE slip_row SET sha256 = replace(sha256, substr(sha256, 1, 1), 'z') WHERE seq = 3",
      ['CONTENT_ALTERED at 20260302-0003', 'LINK_BROKEN at 20260302-0004', 'LATEST_DIFFERS at 20260302-0003'],
    ],
    [
      'an altered predecessor',
      "UPDATE slip_row SET previous = substr(previous, 2) || 'z' WHERE seq = 3",
      ['CONTENT_ALTERED at 20260302-0003', 'LINK_BROKEN at 20260302-0003'],
    ],
    [
      'a row taken out',
      'DELETE FROM slip_row WHERE seq = 3',
      ['LINK_BROKEN at 20260302-0004', 'LATEST_DIFFERS at 20260302-0003'],
    ],
    ['the end cut off', 'DELETE FROM slip_row WHERE seq = 7', ['LATEST_DIFFERS at 20260302-0001']],
    [
      'a visit row that was altered under its slip',
      "UPDATE visit_row SET body = json_set(body, '$.net', 1) WHERE seq = (SELECT visit_row FROM slip_row WHERE seq = 3)",
      ['VISIT_DIFFERS at 20260302-0003'],
    ],
    [
      'a slip that names the row of another visit',
      'UPDATE slip_row SET visit_row = 1 WHERE seq = 3',
      ['VISIT_ROW_WRONG at 20260302-0003'],
    ],
    [
      'a visit whose latest slip was forgotten',
      "DELETE FROM slip WHERE number = '20260302-0003' AND yard = 'y1'",
      ['LATEST_DIFFERS at 20260302-0003'],
    ],
  ])('finds %s', (_, sql, expected) => {
    tamper(sql);
    const found = faults();
    for (const fault of expected)
      expect(
        found.some((line) => line.startsWith(`y1: ${fault}`)),
        fault,
      ).toBe(true);
    expect(verify().code).toBe(1);
  });

  it.each([
    ['has other kilograms', "UPDATE visit SET body = json_set(body, '$.accepted', 1) WHERE ticket = 'T3'"],
    ['is closed no more', "UPDATE visit SET status = 'cancelled' WHERE ticket = 'T3'"],
    ['is gone', "DELETE FROM visit WHERE ticket = 'T3'"],
  ])('finds a slip that holds though its visit %s, unless a new version is due', (_, sql) => {
    tamper(sql);
    expect(faults()).toEqual(['y1: BEHIND_VISIT at 20260302-0004 version 1, row 4']);
    const database = new Database(join(dataDir, 'ledger.sqlite'));
    database.exec("INSERT INTO slip_due SELECT visit, yard, 0 FROM slip WHERE number = '20260302-0004'");
    database.close();
    expect(verify().code).toBe(0);
  });

  it('finds nothing wrong with what is issued while it walks', () => {
    const yard = new YardWithSlips(Ledger.in(dataDir), { now: Date.parse('2026-03-03T10:00:00+09:00') });
    const visit = yard.truck({ ticket: 'T5', plate: '포항12가7777' });
    const reader = Ledger.toRead(dataDir);
    const all = reader.all.bind(reader);
    reader.all = <Row>(sql: string, ...values: Value[]) => {
      const rows = all<Row>(sql, ...values);
      if (yard.slip(visit) === null) yard.issueSlip(visit);
      return rows;
    };
    expect(verifyYard(reader, 'y1')).toMatchObject({ faults: [], versions: 7 });
    expect(verifyYard(reader, 'y1')).toMatchObject({ faults: [], versions: 8 });
    reader.close();
    yard.ledger.close();
  });

  it('finds rows that were swapped', () => {
    tamper('UPDATE slip_row SET seq = -seq WHERE seq IN (3, 4)');
    const database = new Database(join(dataDir, 'ledger.sqlite'));
    database.pragma('foreign_keys=OFF');
    database.exec('UPDATE slip_row SET seq = 7 + seq WHERE seq < 0');
    database.close();
    expect(faults().filter((line) => line.includes('LINK_BROKEN')).length).toBeGreaterThanOrEqual(3);
  });
});

function setContent(content: string): void {
  const database = new Database(join(dataDir, 'ledger.sqlite'));
  database.exec('DROP TRIGGER IF EXISTS slip_row_no_update');
  database.prepare('UPDATE slip_row SET content = ? WHERE seq = 3').run(content);
  database.close();
}
