import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Ledger } from '../ledger/ledger.ts';
import type { Entry } from './deliver.ts';
import type { DueRow, RefusedLine } from './due.ts';
import { lineOf } from './line.ts';
import { POINTS_OF } from './points.ts';

/** Rows made into lines in one go, so that the intake never waits long for its turn. */
const CHUNK = 100;

/**
 * The lines of rows, in the rows' order, and the rows of which none can be made. A row is read after its `seq` was, so
 * whatever changes it later makes it due again.
 */
export async function entriesOf(
  ledger: Ledger,
  rows: readonly DueRow[],
): Promise<{ readonly entries: Entry[]; readonly unreadable: RefusedLine[] }> {
  const entries: Entry[] = [];
  const unreadable: RefusedLine[] = [];
  for (let from = 0; from < rows.length; from += CHUNK) {
    const chunk = rows.slice(from, from + CHUNK);
    try {
      for (const entry of linesOf(ledger, chunk)) entries.push(entry);
    } catch {
      // one of them is at fault, and its own error is kept
      for (const row of chunk) {
        try {
          entries.push(...linesOf(ledger, [row]));
        } catch (error) {
          unreadable.push({ row, line: '', status: 0, reason: String(error) });
        }
      }
    }
    await nextTurn();
  }
  return { entries, unreadable };
}

function linesOf(ledger: Ledger, rows: readonly DueRow[]): Entry[] {
  const kinds = new Set(rows.map(({ kind }) => kind));
  const byKind = new Map(
    [...kinds].map((kind) => {
      const refs = rows.filter((row) => row.kind === kind).map(({ ref }) => ref);
      return [kind, POINTS_OF[kind](ledger, refs)] as const;
    }),
  );
  return rows.flatMap((row) =>
    (byKind.get(row.kind)?.get(row.ref) ?? []).map((point) => ({ row, line: lineOf(point) })),
  );
}
