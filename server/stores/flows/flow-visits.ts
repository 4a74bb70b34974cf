import { sumsOf } from '../../../domain/flows/partner-sums.ts';
import { declaredGradeOf } from '../../../domain/schemes.ts';
import { LOW_CONFIDENCE } from '../../../domain/visits/settle.ts';
import type { Visit } from '../../../domain/wire/http-api.ts';
import type { SqlTerm } from '../row-scope.ts';
import type { Sqlite, SqlValue } from '../sqlite.ts';
import type { FlowVisitKind, FlowVisitPage, FlowVisitRequest } from './flow-requests.ts';
import { andAll, OF_VISIT, oneOf, selectionTerms } from './selection-terms.ts';

type Found = [id: string, at: number];

/** What each kind asks of a closed visit; all but `cancelled` are closed. */
const CLOSED_KINDS: Readonly<Record<Exclude<FlowVisitKind, 'cancelled'>, SqlTerm | null>> = {
  all: null,
  'declared-differs': {
    sql: `json_extract(v.body, '$.declaredGrade') IS NOT NULL AND json_extract(v.body, '$.basis') IN ('photos', 'corrected')`,
    params: [],
  },
  deducted: { sql: `json_extract(v.body, '$.deduction') > 0`, params: [] },
  exception: { sql: `json_array_length(v.body, '$.exceptions') > 0`, params: [] },
  corrected: { sql: `json_extract(v.body, '$.basis') = 'corrected'`, params: [] },
  'low-confidence': { sql: `json_extract(v.body, '$.confidence') < ?`, params: [LOW_CONFIDENCE] },
  disputed: { sql: 'EXISTS (SELECT 1 FROM dispute d WHERE d.visit = v.id)', params: [] },
};

/** A page of the visits behind a figure, newest first by when they count, then by id. */
export function flowVisits(database: Sqlite, request: FlowVisitRequest): FlowVisitPage {
  const { limit, after } = request;
  const found = request.yards.flatMap((yard) => visitsOfYard(database, yard, request));
  found.sort(([idA, atA], [idB, atB]) => atB - atA || (idA < idB ? 1 : idA > idB ? -1 : 0));
  const isAfter = ([id, at]: Found) => after === null || at < after.at || (at === after.at && id < after.id);
  const first = after === null ? 0 : found.findIndex(isAfter);
  const page = first === -1 ? [] : found.slice(first, first + limit);
  const last = page.at(-1);
  const isMore = first !== -1 && first + limit < found.length;
  return {
    visits: page.flatMap(([id]) => visitWithPhoto(database, id)),
    total: found.length,
    next: isMore && last ? { id: last[0], at: last[1] } : null,
  };
}

function visitsOfYard(database: Sqlite, yard: string, request: FlowVisitRequest): Found[] {
  const terms = selectionTerms(request, OF_VISIT);
  if (request.grades !== null) {
    const { sql, params } = oneOf('g.grade', request.grades);
    terms.push({ sql: `EXISTS (SELECT 1 FROM visit_grade g WHERE g.visit = v.id AND ${sql})`, params });
  }
  if (request.only === 'cancelled') return cancelledOf(database, yard, request, terms);
  const kind = CLOSED_KINDS[request.only];
  if (kind !== null) terms.push(kind);
  const isByDeclaration = request.only === 'declared-differs';
  const columns = isByDeclaration ? 'v.id, v.closed_at, v.body' : 'v.id, v.closed_at';
  const sql = `SELECT ${columns} FROM visit v
    WHERE v.yard = ? AND v.closed_at >= ? AND v.closed_at < ? AND v.status = 'closed'${andAll(terms)}`;
  const params: SqlValue[] = [yard, request.from, request.to, ...terms.flatMap(({ params }) => params)];
  if (!isByDeclaration) return database.tuples<Found>(sql, ...params);
  return database
    .tuples<[...Found, body: string]>(sql, ...params)
    .filter(([, , body]) => differsFromDeclared(JSON.parse(body) as Visit))
    .map(([id, at]) => [id, at]);
}

/** A known grade was declared, and another one has most of its kilograms. */
function differsFromDeclared(visit: Visit): boolean {
  if (sumsOf(visit).declaredTrucks === 0) return false;
  const declared = declaredGradeOf(visit.declaredGrade ?? '') ?? '';
  const most = Math.max(0, ...Object.values(visit.grades));
  return (visit.grades[declared] ?? 0) < most;
}

/** By their second weighing, or by their first where they never had one. */
function cancelledOf(
  database: Sqlite,
  yard: string,
  { from, to }: FlowVisitRequest,
  terms: readonly SqlTerm[],
): Found[] {
  const params = [yard, from, to, ...terms.flatMap(({ params }) => params)];
  const read = (column: string, more: string) =>
    database.tuples<Found>(
      `SELECT v.id, v.${column} FROM visit v
       WHERE v.yard = ? AND v.${column} >= ? AND v.${column} < ? AND v.status = 'cancelled'${more}${andAll(terms)}`,
      ...params,
    );
  return [...read('closed_at', ''), ...read('opened_at', ' AND v.closed_at IS NULL')];
}

function visitWithPhoto(database: Sqlite, id: string): FlowVisitPage['visits'] {
  const row = database.row<{ body: string; photo: string | null }>(
    `SELECT v.body, (SELECT e.sha256 FROM standing s JOIN event e ON e.seq = s.event
       WHERE s.visit = v.id AND s.kind = 'frame' AND s.role <> 'refused' ORDER BY e.at, e.seq LIMIT 1) AS photo
     FROM visit v WHERE v.id = ?`,
    id,
  );
  return row ? [{ ...(JSON.parse(row.body) as Visit), photo: row.photo }] : [];
}
