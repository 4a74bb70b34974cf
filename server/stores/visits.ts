import type { EpochMs } from '../../domain/units.ts';
import type { Visit, VisitDetail, VisitList } from '../../domain/wire/http-api.ts';
import type { RowScope } from '../accounts/authorization.ts';
import type { Ledger } from './ledger.ts';
import { type ScopeColumns, scopeTerms } from './row-scope.ts';
import type { SqlValue } from './sqlite.ts';
import { correctionsOf } from './visit-corrections.ts';
import { historyOf, liftsOf, weighingsOf } from './visit-evidence.ts';
import { framesOf } from './visit-frames.ts';
import { judgedMixOf, withProbabilities } from './visit-mix.ts';

const COLUMNS: ScopeColumns = { yard: 'yard', direction: 'direction', partner: 'partner' };

export interface VisitQuery {
  readonly scope: RowScope;
  /** span of the opening time, the end not included */
  readonly from: EpochMs | null;
  readonly to: EpochMs | null;
  readonly limit: number;
  readonly after: VisitPosition | null;
}

/** Where a page ended: the visit that was last on it. */
export interface VisitPosition {
  /** its opening */
  readonly at: EpochMs;
  readonly id: string;
}

interface VisitBody {
  readonly id: string;
  readonly opened_at: number;
  readonly body: string;
}

/** Visits as the ledger tells them; their bodies are stored as HTTP shows them, the plate already masked. */
export class VisitStore {
  readonly #ledger: Ledger;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** A page of visits, newest opening first, then by id; `next` is the position of a further page. */
  list(query: VisitQuery): { visits: VisitList['visits']; next: VisitPosition | null } {
    const terms: string[] = [];
    const params: SqlValue[] = [];
    const term = (sql: string, ...values: SqlValue[]) => {
      terms.push(sql);
      params.push(...values);
    };
    for (const { sql, params: own } of scopeTerms(query.scope, COLUMNS)) term(sql, ...own);
    if (query.from !== null) term('opened_at >= ?', query.from);
    if (query.to !== null) term('opened_at < ?', query.to);
    if (query.after) term('(opened_at, id) < (?, ?)', query.after.at, query.after.id);
    const where = terms.length > 0 ? `WHERE ${terms.join(' AND ')}` : '';
    const sql = `SELECT id, opened_at, body FROM visit ${where} ORDER BY opened_at DESC, id DESC LIMIT ?`;
    const rows = this.#ledger.read((database) => database.rows<VisitBody>(sql, ...params, query.limit + 1), []);
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    return {
      visits: page.map(({ body }) => JSON.parse(body) as Visit),
      next: rows.length > query.limit && last ? { at: last.opened_at, id: last.id } : null,
    };
  }

  /**
   * The visit as it stands, or `null`. A visit that re-pairing dissolved answers with its last row, as cancelled:
   * whoever kept its address learns what became of it.
   */
  find(id: string): Visit | null {
    const standing = 'SELECT body FROM visit WHERE id = ?';
    const dissolved = 'SELECT body FROM visit_row WHERE visit = ? ORDER BY revision DESC LIMIT 1';
    return this.#ledger.read<Visit | null>((database) => {
      const row = database.row<{ body: string }>(standing, id);
      if (row) return JSON.parse(row.body) as Visit;
      const last = database.row<{ body: string }>(dissolved, id);
      return last ? { ...(JSON.parse(last.body) as Visit), status: 'cancelled' } : null;
    }, null);
  }

  /** What a correction of the visit may speak of: its photos and its earlier corrections. */
  correctable(visit: Visit): Pick<VisitDetail, 'frames' | 'corrections'> {
    return this.#ledger.read<Pick<VisitDetail, 'frames' | 'corrections'>>(
      (database) => ({ frames: framesOf(database, visit), corrections: correctionsOf(database, visit.id) }),
      { frames: [], corrections: [] },
    );
  }

  /** The visit with its weighings, lifts, photos, what these say, corrections and every state it was in. */
  detail(id: string): VisitDetail | null {
    const visit = this.find(id);
    if (!visit) return null;
    return this.#ledger.read<VisitDetail | null>((database) => {
      const [frames, lifts] = [framesOf(database, visit), liftsOf(database, id)];
      return {
        ...visit,
        weighings: weighingsOf(database, id),
        lifts: withProbabilities(lifts, frames),
        frames,
        corrections: correctionsOf(database, id),
        probabilities: judgedMixOf(frames, lifts)?.mix ?? {},
        history: historyOf(database, id),
      };
    }, null);
  }
}
