import type { BudgetEntry } from '../../domain/programme/budget.ts';
import { type BudgetTable, plannedEntries } from '../../domain/programme/budget-table.ts';
import { fundingOf } from '../../domain/programme/funding.ts';
import { buildEnd, type ProjectFields } from '../../domain/programme/project.ts';
import { programmeOf } from './programmes.ts';

/**
 * The plan that a price sheet makes for a project: none before the agreement, when there are no days to plan on, or when
 * the sheet does not add up to the total cost that the project has now.
 */
export function planOf(fields: ProjectFields, table: BudgetTable): Omit<BudgetEntry, 'id'>[] {
  const programme = programmeOf(fields.programme);
  const from = fields.startedOn ?? fields.agreedOn;
  const until = buildEnd(fields);
  if (from === null || until === null || until < from || table.total !== fields.totalCost) return [];
  return plannedEntries(table, { funding: fundingOf(fields.totalCost, programme), programme, from, until });
}
