import type { Restatement } from '../../domain/wire/http-api.ts';

/** Rows that one change made: the same visit, at the same moment, for the same cause. */
export interface RestatementGroup {
  readonly first: Restatement;
  readonly rows: readonly Restatement[];
}

/** Restatements by the change that made them, in the order they came. */
export function restatementGroups(restatements: readonly Restatement[]): RestatementGroup[] {
  const groups = new Map<string, { first: Restatement; rows: Restatement[] }>();
  for (const row of restatements) {
    const key = [row.visit, row.at, row.cause, row.by].join(' ');
    const group = groups.get(key) ?? { first: row, rows: [] };
    group.rows.push(row);
    groups.set(key, group);
  }
  return [...groups.values()];
}
