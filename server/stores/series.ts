import type { BucketWidth } from '../../domain/kst-time.ts';
import type { EpochMs } from '../../domain/units.ts';

export interface ThroughputRequest {
  readonly yard: string;
  /** closings in `[from, to)` count */
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly every: BucketWidth;
  readonly by: 'grade' | 'direction' | 'partner';
}

/** Net kilograms by bucket and key: `kg[bucket * keys.length + key]`. Every key stands in every bucket. */
export interface Throughput {
  /** starts of the buckets, on KST boundaries */
  readonly times: readonly EpochMs[];
  readonly keys: readonly string[];
  /** one sum of kilograms per bucket and key */
  readonly kg: Int32Array;
}

/** Where the history of a yard comes from: the ledger itself, or a projection of it. */
export interface SeriesStore {
  throughput(request: ThroughputRequest): Promise<Throughput>;
}
