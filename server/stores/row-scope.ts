import type { RowScope } from '../accounts/authorization.ts';
import type { SqlValue } from './sqlite.ts';

/** Names of the columns that decide who may see a row of visits. */
export interface ScopeColumns {
  readonly yard: string;
  readonly direction: string;
  readonly partner: string;
}

/** A condition of SQL with its parameters. */
export interface SqlTerm {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

/** What `seesVisit` says, as conditions that all have to hold; none for whoever sees everything. */
export function scopeTerms({ yards, partner, works }: RowScope, columns: ScopeColumns): SqlTerm[] {
  const terms: SqlTerm[] = [];
  const within = (column: string) => `${column} IN (SELECT value FROM json_each(?))`;
  if (yards?.length === 1) terms.push({ sql: `${columns.yard} = ?`, params: [yards[0] ?? null] });
  else if (yards) terms.push({ sql: within(columns.yard), params: [JSON.stringify(yards)] });
  if (partner !== null) terms.push({ sql: `${columns.partner} = ?`, params: [partner] });
  if (works !== null) {
    const sql = `(${columns.direction} = 'inbound' OR ${within(columns.partner)})`;
    terms.push({ sql, params: [JSON.stringify(works)] });
  }
  return terms;
}
