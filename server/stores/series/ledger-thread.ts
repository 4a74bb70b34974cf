import { AskedThread } from '../asked-thread.ts';
import type { LedgerReads, ReadAnswer, ReadName, ReadRequest, ThreadQuestion } from './ledger-thread-messages.ts';

/** The ledger read on a thread of its own, so that a year of sums keeps nobody waiting. */
export class LedgerThread implements LedgerReads {
  readonly #thread: AskedThread<ThreadQuestion, ReadAnswer<ReadName>>;

  constructor(dataDir: string) {
    const entry = new URL('./ledger-thread-child.js', import.meta.url);
    this.#thread = new AskedThread({ entry, data: { dataDir }, name: 'the thread that reads the ledger' });
  }

  throughput: LedgerReads['throughput'] = (request) => this.#ask('throughput', request);
  mix: LedgerReads['mix'] = (request) => this.#ask('mix', request);
  flows: LedgerReads['flows'] = (request) => this.#ask('flows', request);
  inspections: LedgerReads['inspections'] = (request) => this.#ask('inspections', request);
  availability: LedgerReads['availability'] = (request) => this.#ask('availability', request);
  indicators: LedgerReads['indicators'] = (request) => this.#ask('indicators', request);
  budget: LedgerReads['budget'] = (request) => this.#ask('budget', request);
  kilograms: LedgerReads['kilograms'] = (request) => this.#ask('kilograms', request);
  partnerDays: LedgerReads['partnerDays'] = (request) => this.#ask('partnerDays', request);
  visits: LedgerReads['visits'] = (request) => this.#ask('visits', request);
  lastDeliveries: LedgerReads['lastDeliveries'] = (places) => this.#ask('lastDeliveries', places);
  disputes: LedgerReads['disputes'] = (request) => this.#ask('disputes', request);
  supplierSpans: LedgerReads['supplierSpans'] = (request) => this.#ask('supplierSpans', request);
  stock: LedgerReads['stock'] = (request) => this.#ask('stock', request);

  async close(): Promise<void> {
    await this.#thread.close();
  }

  #ask<Name extends ReadName>(name: Name, request: ReadRequest<Name>): Promise<ReadAnswer<Name>> {
    return this.#thread.ask({ name, request }) as Promise<ReadAnswer<Name>>;
  }
}
