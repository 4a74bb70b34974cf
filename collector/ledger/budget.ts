import type { EpochMs } from '../../domain/units.ts';
import type { BudgetCommand } from '../../domain/wire/edge-messages.ts';
import type { EventMessage } from '../messages.ts';
import type { Ledger } from './ledger.ts';
import { markDue } from './point-due.ts';

/** A budget belongs to no yard: the one in the command's topic is only where it was booked. */
const NO_YARD = '';

/** Books an entry of a grant project's budget, and its point; an entry that is booked already stays as it is. */
export function writeBudget(ledger: Ledger, command: EventMessage, now: EpochMs): void {
  const { id, project, funder, line, stage, on, amountKrw } = JSON.parse(command.body) as BudgetCommand;
  const row = ledger.first<{ seq: number }>(
    `INSERT INTO budget_row (project, funder, line, stage, at, amount_krw, entry, recorded_at)
     SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8
     WHERE NOT EXISTS (SELECT 1 FROM budget_row WHERE project = ?1 AND entry = ?7) RETURNING seq`,
    ...[project, funder, line, stage, on, amountKrw, id, now],
  );
  if (row) markDue(ledger, { yard: NO_YARD, kind: 'budget', ref: String(row.seq) }, now);
}
