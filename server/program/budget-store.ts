import { randomUUID } from 'node:crypto';
import { formatKst } from '../../domain/kst-time.ts';
import { cancellations, type BudgetEntry as DomainEntry, replacePlan } from '../../domain/programme/budget.ts';
import type { BudgetTableRow } from '../../domain/programme/budget-table.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { BudgetEntry, BudgetTable } from '../../domain/wire/programme-api.ts';
import type { Sqlite } from '../stores/sqlite.ts';
import { byProject } from './by-project.ts';
import type { Writer } from './project-store.ts';
import { ChangedMeanwhile } from './refused.ts';

/** An entry as it was written. */
export interface WrittenEntry extends DomainEntry {
  readonly project: string;
  readonly note: string;
  readonly at: EpochMs;
  readonly by: string;
}

type NewEntry = Omit<DomainEntry, 'id'> & { readonly note: string };

interface TableRow {
  readonly revision: number;
  readonly at: EpochMs;
  readonly by: string;
  readonly reason: string;
  readonly rows: string;
  readonly total: number;
}

const COLUMNS = 'id, project, line, funder, stage, day, until, amount, document, cancels, note, at, by';

/** Money of the projects: entries and imported price sheets, neither of which ever changes. */
export class BudgetStore {
  readonly #database: Sqlite;

  constructor(database: Sqlite) {
    this.#database = database;
  }

  /** Every entry of a project, in the order they were written. */
  entries(project: string): WrittenEntry[] {
    return this.#database.rows<WrittenEntry>(
      `SELECT ${COLUMNS} FROM budget_entry WHERE project = ? ORDER BY seq`,
      project,
    );
  }

  /** Every entry of every project, keyed by project. */
  entriesByProject(): Map<string, WrittenEntry[]> {
    const rows = this.#database.rows<WrittenEntry>(`SELECT ${COLUMNS} FROM budget_entry ORDER BY seq`);
    return byProject(rows);
  }

  /** Writes what `decide` makes of the entries that stand; all of it or, when that throws, nothing. */
  add(project: string, decide: (entries: readonly WrittenEntry[]) => NewEntry, writer: Writer): BudgetEntry {
    return this.#database.transaction(() => {
      const entry = decide(this.entries(project));
      const id = this.#insert(project, entry, null, writer);
      return wireEntries(this.entries(project)).find((one) => one.id === id) as BudgetEntry;
    });
  }

  /** The price sheet as it was last imported. */
  table(project: string): BudgetTable {
    const row = this.#tableRow(project);
    if (!row) return { revision: 0, rows: [], total: 0, at: null, by: null };
    const { revision, at, by, rows, total } = row;
    return { revision, rows: JSON.parse(rows) as BudgetTable['rows'], total, at: formatKst(at), by };
  }

  /**
   * Puts a price sheet in the place of the one that was imported before, and its plan in the place of the plan.
   * @throws ChangedMeanwhile when another sheet was imported since `from`; then nothing is written
   */
  importTable(
    project: string,
    from: number,
    { rows, total }: { readonly rows: readonly BudgetTableRow[]; readonly total: number },
    planned: readonly Omit<DomainEntry, 'id'>[],
    { reason, ...writer }: Writer & { readonly reason: string },
  ): void {
    this.#database.transaction(() => {
      const before = this.#tableRow(project);
      if ((before?.revision ?? 0) !== from) {
        throw new ChangedMeanwhile({
          revision: before?.revision ?? 0,
          at: formatKst(before?.at ?? 0),
          by: before?.by ?? '',
          reason: before?.reason ?? '',
          changed: [{ field: 'total', before: null, after: before?.total ?? 0 }],
        });
      }
      this.#database.run(
        'INSERT INTO budget_table (project, revision, at, by, reason, rows, total) VALUES (?, ?, ?, ?, ?, ?, ?)',
        ...[project, from + 1, writer.at, writer.by, reason, JSON.stringify(rows), total],
      );
      this.#plan(project, from + 1, planned, writer);
    });
  }

  /** Enters the plan of the sheet that was imported, where it could not be planned then for want of an agreement. */
  planTable(project: string, planned: readonly Omit<DomainEntry, 'id'>[], writer: Writer): void {
    const revision = this.#tableRow(project)?.revision ?? 0;
    this.#database.transaction(() => this.#plan(project, revision, planned, writer));
  }

  /** Entries that the ledger does not have yet as far as is known, the oldest first. */
  unbooked(limit: number): WrittenEntry[] {
    return this.#database.rows<WrittenEntry>(
      `SELECT ${COLUMNS} FROM budget_entry WHERE id NOT IN (SELECT entry FROM budget_booked) ORDER BY seq LIMIT ?`,
      limit,
    );
  }

  /** The ledger has these entries. */
  markBooked(entries: readonly string[], at: EpochMs): void {
    this.#database.transaction(() => {
      for (const entry of entries) {
        this.#database.run('INSERT INTO budget_booked (entry, at) VALUES (?, ?) ON CONFLICT DO NOTHING', entry, at);
      }
    });
  }

  #plan(project: string, table: number, planned: readonly Omit<DomainEntry, 'id'>[], writer: Writer): void {
    for (const entry of replacePlan(this.entries(project), planned)) {
      this.#insert(project, { ...entry, note: '' }, table, writer);
    }
  }

  #tableRow(project: string): TableRow | undefined {
    return this.#database.row<TableRow>(
      `SELECT revision, at, by, reason, rows, total FROM budget_table WHERE project = ? ORDER BY revision DESC LIMIT 1`,
      project,
    );
  }

  #insert(project: string, entry: NewEntry, table: number | null, { by, at }: Writer): string {
    const { line, funder, stage, day, until, amount, document, cancels, note } = entry;
    const id = randomUUID();
    this.#database.run(
      `INSERT INTO budget_entry
       (id, project, line, funder, stage, day, until, amount, document, cancels, note, from_table, at, by)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[id, project, line, funder, stage, day, until, amount, document, cancels, note, table, at, by],
    );
    return id;
  }
}

/** Entries as they cross HTTP, each with the entry that took it back. */
export function wireEntries(entries: readonly WrittenEntry[]): BudgetEntry[] {
  const taken = cancellations(entries);
  return entries.map(({ project: _, at, ...entry }) => ({
    ...entry,
    at: formatKst(at),
    cancelledBy: taken.get(entry.id) ?? null,
  }));
}
