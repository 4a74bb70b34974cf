import { DomainError } from '../../../domain/errors.ts';
import { SECOND_MS } from '../../../domain/units.ts';
import type { SystemState } from '../../../domain/wire/http-api.ts';
import type { ColumnTable } from './column-table.ts';
import type { SeriesStore } from './series-store.ts';

/** Where an answer comes from; `ledger-for-influx`: InfluxDB is set and away, so the ledger stands in. */
export type HistorySource = SystemState['history'];

export type Question = (store: SeriesStore) => Promise<ColumnTable>;

/** After a failure InfluxDB is left alone for so long, so that a hanging one does not slow down every chart. */
const RETRY_AFTER_MS = 10 * SECOND_MS;

/** Asks InfluxDB where one is set, and the ledger where none is or while it is away. */
export class History {
  readonly #ledger: SeriesStore;
  readonly #influx: SeriesStore | null;
  readonly #tellAway: (error: unknown) => void;
  #awayUntil = Number.NEGATIVE_INFINITY;
  #isAway = false;

  /** @param tellAway hears why InfluxDB did not answer, whenever it did not */
  constructor(ledger: SeriesStore, influx: SeriesStore | null, tellAway: (error: unknown) => void = () => undefined) {
    this.#ledger = ledger;
    this.#influx = influx;
    this.#tellAway = tellAway;
  }

  /** Where the last answer came from, and the next one most likely will. */
  get source(): HistorySource {
    if (this.#influx === null) return 'ledger';
    return this.#isAway ? 'ledger-for-influx' : 'influx';
  }

  /**
   * Puts a question to the store that answers now.
   * @throws DomainError when the question itself is wrong, which no other store would answer either
   */
  async ask(question: Question): Promise<{ readonly table: ColumnTable; readonly source: HistorySource }> {
    if (this.#influx !== null && performance.now() >= this.#awayUntil) {
      try {
        const table = await question(this.#influx);
        this.#isAway = false;
        return { table, source: 'influx' };
      } catch (error) {
        if (error instanceof DomainError) throw error;
        this.#isAway = true;
        this.#awayUntil = performance.now() + RETRY_AFTER_MS;
        this.#tellAway(error);
      }
    }
    return { table: await question(this.#ledger), source: this.#influx === null ? 'ledger' : 'ledger-for-influx' };
  }
}
