import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Ledger } from '../../../collector/ledger/ledger.ts';
import { LEDGER_MIGRATIONS, LEDGER_VERSION } from '../../../domain/wire/ledger-tables.ts';
import { YardWithSlips } from '../slips/yard-with-slips.ts';

const VERSION_1 = readFileSync(join(import.meta.dirname, 'fixtures/ledger-1.sql'), 'utf8');
/** Two trucks as the collector of version 3 booked them, one with a lift, a photo and a correction. */
const VERSION_3 = readFileSync(join(import.meta.dirname, 'fixtures/ledger-3.sql'), 'utf8');

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scalehouse-ledger-'));
  file = join(folder, 'ledger.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A ledger as version 1 wrote it: a photo with its judgement, one that failed, and one that waits. */
function writeVersion1(): void {
  const database = new Database(file);
  database.pragma('journal_mode=WAL');
  database.exec(VERSION_1);
  database.exec(`
    INSERT INTO yard (yard, tenant, first_at) VALUES ('y1', 't1', 1);
    INSERT INTO event (seq, tenant, yard, area, device, kind, id, at, received_at, sha256, body) VALUES
      (1, 't1', 'y1', 'bay1', 'cam1', 'frame', 'p1', 10, 11, 'aa', '{}'),
      (2, 't1', 'y1', 'bay1', 'cam1', 'frame', 'p2', 20, 21, 'bb', '{}'),
      (3, 't1', 'y1', 'bay1', 'cam1', 'frame', 'p3', 30, 31, 'cc', '{}');
    INSERT INTO inference (seq, event, at, model, version, model_sha256, probabilities, grade, confidence, failure, latency_ms)
      VALUES (5, 1, 12, 'm', 'v1', 'd1', '{"heavy":1}', 'heavy', 1.0, NULL, 42.5),
             (9, 2, 22, 'm', 'v1', 'd1', NULL, NULL, NULL, 'FRAME_UNDECODABLE', 1.5);
    INSERT INTO grading_queue (event) VALUES (3);
    INSERT INTO device (tenant, yard, area, device, online, heard_at) VALUES ('t1', 'y1', 'bay1', 'cam1', 1, 31);`);
  database.close();
}

/** The schema as SQLite holds it, whatever the spelling. */
function shapeOf(ledger: Ledger): unknown[] {
  return ledger
    .all<{ name: string }>("SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name")
    .map(({ name }) => [
      name,
      ledger.all(`SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info('${name}')`),
    ]);
}

describe('a ledger of version 1', () => {
  it('comes to the same tables as a new one, and says its version', () => {
    writeVersion1();
    const old = new Ledger(file);
    const fresh = new Ledger(':memory:');
    try {
      expect(shapeOf(old)).toEqual(shapeOf(fresh));
      expect(old.all('PRAGMA user_version')).toEqual([{ user_version: LEDGER_VERSION }]);
      expect(old.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
      expect(old.all('PRAGMA foreign_key_check')).toEqual([]);
    } finally {
      old.close();
      fresh.close();
    }
  });

  it('keeps every row; what its model said counts, in its domain and without an embedding', () => {
    writeVersion1();
    const ledger = new Ledger(file);
    try {
      const words = { at: 12, model: 'm', version: 'v1', model_sha256: 'd1', role: 'current', embedding: null };
      expect(ledger.all('SELECT * FROM inference ORDER BY seq')).toMatchObject([
        {
          seq: 5,
          event: 1,
          ...words,
          grade: 'heavy',
          latency_ms: 42.5,
          distance: null,
          out_of_domain: 0,
          unusable: null,
        },
        { seq: 9, event: 2, failure: 'FRAME_UNDECODABLE', out_of_domain: 0, role: 'current' },
      ]);
      expect(ledger.all('SELECT event FROM grading_queue')).toEqual([{ event: 3 }]);
      expect(ledger.all('SELECT device, region FROM device')).toEqual([{ device: 'cam1', region: null }]);
      expect(() => ledger.run('DELETE FROM inference')).toThrow(/append-only/);
      expect(() => ledger.run("UPDATE inference SET grade = 'light'")).toThrow(/append-only/);
    } finally {
      ledger.close();
    }
  });

  it('is brought up once: a second start finds it as the first left it', () => {
    writeVersion1();
    new Ledger(file).close();
    const ledger = new Ledger(file);
    ledger.run(
      `INSERT INTO inference (event, at, model, version, model_sha256, latency_ms, role) VALUES (1, 40, 'm', 'v2', 'd2', 3, 'shadow')`,
    );
    ledger.close();
    const again = new Ledger(file);
    expect(again.all('SELECT seq FROM inference')).toHaveLength(3);
    again.close();
  });

  it('stays as it was when a step fails half way', () => {
    writeVersion1();
    const database = new Database(file);
    // a device column of that name makes the migration's last statement fail
    database.exec('ALTER TABLE device ADD COLUMN region TEXT');
    database.close();
    expect(() => new Ledger(file)).toThrow(/duplicate column/);
    const after = new Database(file);
    expect(after.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: 1 });
    expect(after.prepare('SELECT count(*) AS n FROM inference').get()).toMatchObject({ n: 2 });
    expect(after.prepare("SELECT name FROM sqlite_schema WHERE name = 'inference_1'").all([])).toEqual([]);
    after.close();
  });
});

describe('a ledger of version 3', () => {
  const RECORDED = [
    'event',
    'inference',
    'visit_row',
    'yard',
    'standing',
    'visit',
    'visit_grade',
    'rollup_hour',
    'outbox',
  ];
  const rowsIn = (database: { all(sql: string): unknown[] }) =>
    RECORDED.map((table) => database.all(`SELECT * FROM ${table} ORDER BY 1, 2, 3`));

  function writeVersion3(): unknown[] {
    const database = new Database(file);
    database.exec(VERSION_3);
    database.pragma('user_version=3');
    database.pragma('journal_mode=WAL');
    const rows = rowsIn({ all: (sql) => database.prepare(sql).all([]) });
    database.close();
    return rows;
  }

  it('comes to the same tables as a new one, and keeps every row', () => {
    const before = writeVersion3();
    const [old, fresh] = [new Ledger(file), new Ledger(':memory:')];
    try {
      expect(rowsIn(old)).toEqual(before);
      expect(shapeOf(old)).toEqual(shapeOf(fresh));
      expect(old.all('PRAGMA user_version')).toEqual([{ user_version: LEDGER_VERSION }]);
      expect(old.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
      expect(old.all('PRAGMA foreign_key_check')).toEqual([]);
      for (const table of ['slip_row', 'dispute_row', 'stock_row']) {
        expect(old.all(`SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = '${table}'`)).toHaveLength(
          2,
        );
      }
    } finally {
      old.close();
      fresh.close();
    }
  });

  it('has the hours of its closed visits summed anew, once, for what is known of partners', () => {
    writeVersion3();
    new Ledger(file).close();
    const ledger = new Ledger(file);
    const due = ledger.all('SELECT yard, start FROM rollup_due');
    expect(due).toEqual([{ yard: 'y1', start: Date.parse('2026-03-02T09:00:00+09:00') }]);
    ledger.close();
  });

  it('issues slips of its visits when somebody asks for them or they change, and not by itself', () => {
    writeVersion3();
    const yard = new YardWithSlips(file);
    yard.rest(60);
    expect(yard.ledger.all('SELECT seq FROM slip_row')).toEqual([]);
    const [visit = '', other = ''] = yard.ledger
      .all<{ id: string }>('SELECT id FROM visit ORDER BY opened_at')
      .map(({ id }) => id);
    expect(yard.issueSlip(visit)).toMatchObject({ number: '20260302-0001', state: 'issued' });
    expect(yard.content(visit)).toMatchObject({
      net: 20_000,
      deduction: 300,
      accepted: 19_700,
      models: [{ version: 'v1' }],
    });
    yard.ask('correction', { id: 'later', visit: other, grade: 'heavy' });
    yard.rest();
    expect(yard.slip(other)?.number).toBe('20260302-0002');
    yard.ledger.close();
  });
});

describe('a ledger', () => {
  it('has a way from every older version', () => {
    for (let version = 1; version < LEDGER_VERSION; version += 1) expect(LEDGER_MIGRATIONS[version]).toBeDefined();
  });

  it('of a newer version is not touched', () => {
    const database = new Database(file);
    database.exec(`PRAGMA user_version=${LEDGER_VERSION + 1}`);
    database.close();
    expect(() => new Ledger(file)).toThrow(/newer version/);
  });
});

describe('a ledger opened for reading', () => {
  it('sees what the collector writes meanwhile, and writes nothing itself', () => {
    const writer = Ledger.in(folder);
    const reader = Ledger.toRead(folder);
    try {
      writer.run("INSERT INTO yard (yard, tenant, first_at) VALUES ('y1', 't1', 1)");
      expect(reader.all('SELECT yard FROM yard')).toEqual([{ yard: 'y1' }]);
      expect(() => reader.run('DELETE FROM yard')).toThrow();
    } finally {
      reader.close();
      writer.close();
    }
  });

  it('must be there, and of this version', () => {
    expect(() => Ledger.toRead(folder)).toThrow(/no ledger/);
    writeVersion1();
    expect(() => Ledger.toRead(folder)).toThrow(/older version/);
    const after = new Database(file);
    expect(after.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: 1 });
    after.close();
  });
});
