import type { Settings } from '../../domain/settings.ts';
import { DeadLetterStore } from './dead-letters.ts';
import type { FlowReads } from './flows/flow-requests.ts';
import { flowsByLength } from './flows/flow-store.ts';
import { LedgerFlows } from './flows/ledger-flows.ts';
import { Ledger } from './ledger.ts';
import { ModelStore } from './models/models.ts';
import { PhotoStore } from './photos.ts';
import { ReviewStore } from './review.ts';
import { byLength } from './series/by-length.ts';
import { EmbeddedSeries } from './series/embedded-series.ts';
import { History } from './series/history.ts';
import { InfluxSeries } from './series/influx-series.ts';
import { LedgerThread } from './series/ledger-thread.ts';
import { SeriesTables } from './series/series-tables.ts';
import { DisputeStore } from './slips/disputes.ts';
import { SlipList } from './slips/slip-list.ts';
import { SlipStore } from './slips/slips.ts';
import { SlipVerdicts } from './slips/verdict.ts';
import { type LiveState, SummaryStore } from './summary.ts';
import { Habits } from './system/habits.ts';
import { type HeardSystem, SignsStore } from './system/signs.ts';
import { SystemStore } from './system/system.ts';
import { VisitStore } from './visits.ts';
import { YardStore } from './yards.ts';
import { YardsFileStore } from './yards-file.ts';

export interface Stores {
  readonly ledger: Ledger;
  readonly yards: YardStore;
  readonly visits: VisitStore;
  readonly review: ReviewStore;
  readonly models: ModelStore;
  readonly photos: PhotoStore;
  readonly history: History;
  readonly flows: FlowReads;
  /** what is settled from one document */
  readonly paper: {
    readonly slips: SlipStore;
    readonly slipList: SlipList;
    readonly verdicts: SlipVerdicts;
    readonly disputes: DisputeStore;
  };
  readonly summaries: SummaryStore;
  readonly deadLetters: DeadLetterStore;
  readonly signs: SignsStore;
  readonly system: SystemStore;
  /** ends the reading of the ledger */
  readonly close: () => Promise<void>;
}

/**
 * Every store of the data folder, and history from InfluxDB where one is set; `tellInfluxAway` hears why it did not
 * answer.
 * @throws DomainError `SETTING_INVALID` for a wrong file of yards
 */
export function openStores(
  { dataDir, modelDir, yardsFile, influx }: Settings,
  live: LiveState & HeardSystem,
  tellInfluxAway?: (error: unknown) => void,
): Stores {
  const ledger = new Ledger(dataDir);
  const yards = new YardStore(ledger, new YardsFileStore(dataDir, yardsFile));
  const signs = new SignsStore({ ledger, yards, habits: new Habits(ledger), heard: live });
  const thread = new LedgerThread(dataDir);
  const ledgerTables = byLength(new SeriesTables(new EmbeddedSeries(ledger)), thread);
  const influxTables = influx && new SeriesTables(new InfluxSeries(influx));
  return {
    ledger,
    yards,
    visits: new VisitStore(ledger),
    review: new ReviewStore(ledger),
    models: new ModelStore(ledger, modelDir, dataDir),
    photos: new PhotoStore(dataDir, ledger),
    history: new History(ledgerTables, influxTables, tellInfluxAway),
    flows: flowsByLength(new LedgerFlows(ledger), thread),
    paper: {
      slips: new SlipStore(ledger),
      slipList: new SlipList(ledger),
      verdicts: new SlipVerdicts(ledger),
      disputes: new DisputeStore(ledger, (yard) => yards.name(yard)),
    },
    summaries: new SummaryStore(ledger, yards, live),
    deadLetters: new DeadLetterStore(ledger),
    signs,
    system: new SystemStore({ ledger, yards, heard: live, signs }),
    close: async () => {
      ledger.close();
      await thread.close();
    },
  };
}
