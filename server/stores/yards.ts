import type { OpeningHours } from '../../domain/opening-hours.ts';
import type { Shift } from '../../domain/shifts.ts';
import type { YardList, YardSummary } from '../../domain/wire/http-api.ts';
import type { Ledger } from './ledger.ts';
import type { YardsFileStore } from './yards-file.ts';

export interface Yard {
  readonly id: string;
  readonly tenant: string;
  /** number of the latest fact of the yard */
  readonly seq: number;
}

/** Which yards there are: a yard exists from its first message on (edge contract, HTTP). */
export class YardStore {
  readonly #ledger: Ledger;
  readonly #file: YardsFileStore;

  constructor(ledger: Ledger, file: YardsFileStore) {
    this.#ledger = ledger;
    this.#file = file;
  }

  /** The yard, or `null` when nothing was ever heard from it. */
  find(yard: string): Yard | null {
    const sql = 'SELECT yard AS id, tenant, fact_seq AS seq FROM yard WHERE yard = ?';
    return this.#ledger.read((database) => database.row<Yard>(sql, yard) ?? null, null);
  }

  /** Every yard by id, with the name the file of yards gives it. */
  list(): YardList['yards'] {
    const sql = 'SELECT yard AS id, tenant FROM yard ORDER BY yard';
    const rows = this.#ledger.read((database) => database.rows<{ id: string; tenant: string }>(sql), []);
    return rows.map(({ id, tenant }) => ({ id, name: this.#file.settingsOf(id).name, tenant }));
  }

  name(yard: string): string {
    return this.#file.settingsOf(yard).name;
  }

  /** The yard's shifts in the order of the day, as a summary tells them. */
  shiftsOf(yard: string): YardSummary['shifts'] {
    return this.#file.settingsOf(yard).shifts.map(({ name, startMs }) => ({
      name,
      start: new Date(startMs).toISOString().slice(11, 16),
    }));
  }

  dayPlanKg(yard: string): number | null {
    return this.#file.settingsOf(yard).dayPlanKg;
  }

  /** The shifts the file of yards gives it, in the order of the day; empty when it has none. */
  shifts(yard: string): readonly Shift[] {
    return this.#file.settingsOf(yard).shifts;
  }

  /** When it works; `null`: always. */
  hours(yard: string): OpeningHours | null {
    return this.#file.settingsOf(yard).hours;
  }

  /** False: the buyer's procurement does not see what lies on its ground. */
  isStockShared(yard: string): boolean {
    return this.#file.settingsOf(yard).stockShared;
  }

  /** Partners that are works (제철소) of the buyer whose procurement looks in. */
  works(): readonly string[] {
    return this.#file.works();
  }
}
