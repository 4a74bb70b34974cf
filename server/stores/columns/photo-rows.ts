import { UNJUDGED } from '../../../domain/grades.ts';
import type { EpochMs } from '../../../domain/units.ts';
import { CURRENT_JUDGEMENT } from '../judgements.ts';
import type { Ledger } from '../ledger.ts';
import { scopeTerms } from '../row-scope.ts';
import type { Sqlite, SqlValue } from '../sqlite.ts';
import { correctedVisits, gradesGiven } from './given-grades.ts';
import { CORRECTED, OUT_OF_DOMAIN, type PhotoRow, UNUSABLE } from './photo-columns.ts';
import { fitsPhoto, type PhotoSelection } from './photo-selection.ts';

/** Rows of one batch: a quarter of a second of a core, some tens of megabytes while they are read. */
export const ROWS_OF_BATCH = 32_768;

type Tuple = [seq: number, ...PhotoRow];

/**
 * Judged photos of a selection that a session may see, oldest first, batch by batch. Each batch is a read of its own
 * from where the last one ended, so nothing is held between them and the collector never waits for a long reader.
 */
export function* photoRows(
  ledger: Ledger,
  selection: PhotoSelection,
  rowsOfBatch = ROWS_OF_BATCH,
): Generator<PhotoRow[]> {
  let [at, seq] = [selection.from, 0];
  for (;;) {
    const read = ledger.read((database) => batchAfter(database, selection, { at, seq, rowsOfBatch }), []);
    const last = read.at(-1);
    if (last === undefined) return;
    [seq, at] = last;
    const fitting = read.map(([, ...row]) => row).filter((row) => fitsPhoto(row, selection));
    if (fitting.length > 0) yield fitting;
    if (read.length < rowsOfBatch) return;
  }
}

interface Position {
  readonly at: EpochMs;
  readonly seq: number;
  readonly rowsOfBatch: number;
}

function batchAfter(database: Sqlite, selection: PhotoSelection, after: Position): Tuple[] {
  const { sql, params } = photosOf(selection);
  const rows = database.tuples<Tuple>(
    `SELECT e.seq, e.at, e.yard, e.area || '/' || e.device, coalesce(v.partner, ''), coalesce(v.direction, 'unknown'),
       CASE WHEN i.out_of_domain = 0 AND i.unusable IS NULL THEN i.grade ELSE '${UNJUDGED}' END,
       CASE WHEN i.out_of_domain = 0 AND i.unusable IS NULL THEN i.confidence END,
       l.kg, (i.out_of_domain <> 0) * ${OUT_OF_DOMAIN} + (i.unusable IS NOT NULL) * ${UNUSABLE}, coalesce(s.visit, '')
     ${sql} AND e.at >= ? AND e.at < ? AND (e.at > ? OR e.seq > ?) ORDER BY e.at, e.seq LIMIT ?`,
    ...[...params, after.at, selection.to, after.at, after.seq, after.rowsOfBatch],
  );
  const corrected = correctedVisits(
    database,
    rows.map((row) => row[10]),
  );
  const given = gradesGiven(database, corrected);
  for (const row of rows) {
    const grade = given.get(row[0]);
    if (grade === undefined) continue;
    row[6] = grade;
    row[9] |= CORRECTED;
  }
  return rows;
}

/** The tables and conditions of judged photos; whoever reads adds the span and an order. */
export function photosOf({ scope, yards, partners, direction }: PhotoSelection) {
  const terms: string[] = [];
  const params: SqlValue[] = [];
  const among = (column: string, values: readonly string[] | null) => {
    if (values === null) return;
    terms.push(values.length === 1 ? `${column} = ?` : `${column} IN (SELECT value FROM json_each(?))`);
    params.push(values.length === 1 ? (values[0] ?? '') : JSON.stringify(values));
  };
  for (const term of scopeTerms(scope, { yard: 'e.yard', direction: 'v.direction', partner: 'v.partner' })) {
    terms.push(term.sql);
    params.push(...term.params);
  }
  among('e.yard', yards);
  among(`coalesce(v.partner, '')`, partners);
  if (direction !== null) among('v.direction', [direction]);
  // the order of the joins is the order in which photos are wanted; a sort of millions of rows would hold them all
  const sql = `FROM event e INDEXED BY ${yards.length === 1 ? 'event_by_time' : 'event_photos_by_time'}
    CROSS JOIN standing s ON s.event = e.seq CROSS JOIN inference i ON i.seq = ${CURRENT_JUDGEMENT}
    LEFT JOIN event l ON l.seq = s.lift_event LEFT JOIN visit v ON v.id = s.visit
    WHERE e.kind = 'frame' AND s.role <> 'refused' AND i.probabilities IS NOT NULL
      ${terms.map((term) => `AND ${term}`).join(' ')}`;
  return { sql, params };
}
