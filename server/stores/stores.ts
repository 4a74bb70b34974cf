import type { Settings } from '../../domain/settings.ts';
import { EmbeddedSeries } from './embedded-series.ts';
import { Ledger } from './ledger.ts';
import { ModelStore } from './models/models.ts';
import { PhotoStore } from './photos.ts';
import { ReviewStore } from './review.ts';
import type { SeriesStore } from './series.ts';
import { type LiveState, SummaryStore } from './summary.ts';
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
  readonly series: SeriesStore;
  readonly summaries: SummaryStore;
}

/**
 * Every store of the data folder.
 * @throws DomainError `SETTING_INVALID` for a wrong file of yards
 */
export function openStores({ dataDir, modelDir, yardsFile }: Settings, live: LiveState): Stores {
  const ledger = new Ledger(dataDir);
  const yards = new YardStore(ledger, new YardsFileStore(dataDir, yardsFile));
  return {
    ledger,
    yards,
    visits: new VisitStore(ledger),
    review: new ReviewStore(ledger),
    models: new ModelStore(ledger, modelDir, dataDir),
    photos: new PhotoStore(dataDir, ledger),
    series: new EmbeddedSeries(ledger),
    summaries: new SummaryStore(ledger, yards, live),
  };
}
