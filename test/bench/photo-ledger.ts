import { join } from 'node:path';
import Database from 'libsql';
import { Ledger } from '../../collector/ledger/ledger.ts';
import { DAY_MS } from '../../domain/units.ts';
import { LEDGER_FILE } from '../../domain/wire/ledger-tables.ts';

/** Photos of a block: five of each of three yards, each five of one lift. */
const YARDS = ['busan', 'pohang', 'gwangyang'];
const BLOCK = 15;
/** Blocks of a visit: fifteen photos of a truck. */
const BLOCKS_OF_VISIT = 3;
const START = Date.parse('2025-01-01T00:00:00+09:00');
const YEAR_MS = 365 * DAY_MS;
export const PHOTO_YEAR = { from: '2025-01-01', to: '2025-12-31' } as const;

/** Numbers that look like chance and are the same on every machine: Knuth's multiplicative hash, 0 to 2^32. */
const chance = (of: string, salt: number) => `((((${of}) + ${salt}) * 2654435761) & 4294967295)`;

/**
 * A year of judged photos of three yards, written straight into the tables as the collector leaves them, but for
 * embeddings, which no column needs. SQL makes the rows: a book that is kept truck by truck would need hours for millions.
 */
export function tellPhotos(dataDir: string, photos: number): void {
  const empty = Ledger.in(dataDir);
  for (const yard of YARDS) empty.run('INSERT INTO yard (yard, tenant, first_at) VALUES (?, ?, ?)', yard, 't1', START);
  empty.close();
  const database = new Database(join(dataDir, LEDGER_FILE));
  database.exec('PRAGMA synchronous=OFF; PRAGMA cache_size=-400000;');
  const blocks = Math.floor(photos / BLOCK);
  const step = 20_000;
  for (let from = 0; from < blocks; from += step) {
    const sql = statements(from, Math.min(blocks, from + step), blocks);
    database.exec(`BEGIN; ${sql.join(';\n')}; COMMIT;`);
  }
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}

function statements(from: number, to: number, blocks: number): string[] {
  const all = `WITH RECURSIVE b(b) AS (SELECT ${from} UNION ALL SELECT b + 1 FROM b WHERE b + 1 < ${to})`;
  const ofYards = `${all}, y(y, yard) AS (VALUES ${YARDS.map((yard, place) => `(${place}, '${yard}')`).join(', ')})`;
  const inBlock = `${ofYards}, n(n) AS (VALUES (0), (1), (2), (3), (4))`;
  const perBlock = YEAR_MS / blocks;
  const at = `${START} + cast(b * ${perBlock} AS INTEGER)`;
  const visit = `yard || '-' || (b / ${BLOCKS_OF_VISIT})`;
  const seq = `b * 18 + 4 + y * 5 + n`;
  const grade = (of: string) =>
    `CASE ${chance(of, 7)} % 10 ${GRADES.map((name, n) => `WHEN ${n} THEN '${name}'`).join(' ')} END`;
  const visits = `WHERE b % ${BLOCKS_OF_VISIT} = ${BLOCKS_OF_VISIT - 1}`;
  return [
    `${ofYards} INSERT INTO event (seq, tenant, yard, area, device, kind, id, at, received_at, kg, body)
       SELECT b * 18 + 1 + y, 't1', yard, 'bay' || (b % 4), 'crane-1', 'lift', 'l' || b, ${at}, ${at},
         300 + ${chance('b * 3 + y', 1)} % 1500, '{}' FROM b, y`,
    `${inBlock} INSERT INTO event (seq, tenant, yard, area, device, kind, id, at, received_at, sha256, body)
       SELECT ${seq}, 't1', yard, 'bay' || (b % 4), 'cam-' || (n % 2), 'frame', 'f' || b || '-' || n,
         ${at} + n * 500 + y, ${at}, NULL, '{}' FROM b, y, n`,
    `${inBlock} INSERT INTO standing (event, yard, kind, at, visit, role, lift_event)
       SELECT ${seq}, yard, 'frame', ${at} + n * 500 + y, ${visit}, 'frame', b * 18 + 1 + y FROM b, y, n`,
    `${inBlock} INSERT INTO inference (event, at, model, version, model_sha256, probabilities, grade, confidence,
         latency_ms, role, out_of_domain, unusable)
       SELECT ${seq}, ${at}, 'grading', 'bench', 'bench', '{}', ${grade('b + n')},
         0.4 + (${chance(seq, 3)} % 6000) / 10000.0, 12, 'current', ${chance(seq, 5)} % 50 = 0,
         CASE WHEN ${chance(seq, 11)} % 100 = 0 THEN 'DARK' END FROM b, y, n`,
    `${ofYards} INSERT INTO visit_row (seq, visit, revision, cause, recorded_at, status, net, body)
       SELECT b * 3 + y, ${visit}, 1, '', ${at}, 'closed', 20000, '{}' FROM b, y ${visits}`,
    `${ofYards} INSERT INTO visit (id, tenant, yard, plate, status, opened_at, closed_at, direction, partner, net,
         visit_row, revision, body)
       SELECT ${visit}, 't1', yard, '', 'closed', ${at}, ${at} + 60000,
         CASE WHEN ${chance('b + y', 13)} % 5 = 0 THEN 'outbound' ELSE 'inbound' END,
         '거래처 ' || (${chance('b * 3 + y', 17)} % 60), 20000, b * 3 + y, 1, '{}' FROM b, y ${visits}`,
  ];
}

const GRADES = [
  'heavy',
  'heavy',
  'light',
  'guillotine',
  'new_bale',
  'new_sheet',
  'cast',
  'turnings',
  'shredded',
  'foreign',
];
