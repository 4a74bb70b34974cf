import { type ScopeColumns, type SqlTerm, scopeTerms } from '../row-scope.ts';
import type { FlowSelection } from './flow-requests.ts';

/** Columns of the roll-ups. */
export const OF_ROLLUP: ScopeColumns = { yard: 'yard', direction: 'direction', partner: 'partner' };
/** Columns of visits `v`, with the empty text for what a visit does not name, as the roll-ups have it. */
export const OF_VISIT: ScopeColumns = {
  yard: 'v.yard',
  direction: `coalesce(v.direction, '')`,
  partner: `coalesce(v.partner, '')`,
};

/**
 * The conditions of a selection beside its yards and its span: the rows that the session sees, and what it was narrowed
 * to. Grades are the business of whoever has a column of them.
 */
export function selectionTerms(
  { scope, partners, direction }: Pick<FlowSelection, 'scope' | 'partners' | 'direction'>,
  columns: ScopeColumns,
): SqlTerm[] {
  // the yards of a selection lie within the scope already, and each is read by itself
  const terms = scopeTerms({ ...scope, yards: null }, columns);
  if (partners !== null) terms.push(oneOf(columns.partner, partners));
  if (direction !== null) terms.push({ sql: `${columns.direction} = ?`, params: [direction] });
  return terms;
}

/** That a column is one of some texts. */
export function oneOf(column: string, values: readonly string[]): SqlTerm {
  return { sql: `${column} IN (SELECT value FROM json_each(?))`, params: [JSON.stringify(values)] };
}

/** Conditions joined to a WHERE that has one already. */
export function andAll(terms: readonly SqlTerm[]): string {
  return terms.map(({ sql }) => ` AND ${sql}`).join('');
}
