import type { BudgetEntry, BudgetEntryRequest } from '../../../domain/wire/programme-api.ts';
import { type Read, readAll, readDay, readWon } from './form-values.ts';

/** What was typed of a new entry. */
export interface TypedEntry {
  readonly line: string;
  readonly funder: BudgetEntryRequest['funder'];
  readonly stage: BudgetEntryRequest['stage'];
  readonly day: string;
  readonly until: string;
  readonly amount: string;
  readonly note: string;
}

/** A typed entry as it is sent, or the problems by field; whether the rules allow it the server says. */
export function entryOf(typed: TypedEntry, document: string | null) {
  const read = readAll<Pick<BudgetEntryRequest, 'line' | 'until' | 'amount'> & { day: string }>({
    line: typed.line === '' ? { problem: 'TEXT_MISSING' } : { value: typed.line },
    day: needed(readDay(typed.day)),
    until: typed.stage === 'planned' ? readDay(typed.until) : { value: null },
    amount: notZero(readWon(typed.amount)),
  });
  if (read.values === null) return read;
  const { funder, stage, note } = typed;
  const entry: BudgetEntryRequest = { ...read.values, funder, stage, note: note.trim(), document, cancels: null };
  return { values: entry, problems: null };
}

const needed = (read: Read<string | null>): Read<string> =>
  'problem' in read ? read : read.value === null ? { problem: 'TEXT_MISSING' } : { value: read.value };

const notZero = (read: Read<number>): Read<number> =>
  'value' in read && read.value === 0 ? { problem: 'AMOUNT_ZERO' } : read;

/** The entry that takes another one back. */
export function cancelling(entry: BudgetEntry, note: string): BudgetEntryRequest {
  const { line, funder, stage, day, until, amount, id } = entry;
  return { line, funder, stage, day, until, amount: -amount, document: null, cancels: id, note };
}
