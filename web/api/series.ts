import type { SystemState } from '../../domain/wire/http-api.ts';
import type { Columns } from '../columns/decode.ts';
import { query, requestBytes } from './request.ts';

/** Where a series came from: `ledger-for-influx` when the ledger stood in for an InfluxDB that is away. */
export type SeriesSource = SystemState['history'];

export interface Series {
  readonly columns: Columns;
  readonly source: SeriesSource;
}

export interface SeriesSearch {
  readonly yard: string;
  /** RFC 3339; `to` is not included */
  readonly from: string;
  readonly to: string;
  readonly every: '1h' | '1d' | '1mo' | 'shift';
}

/** Net kilograms per bucket and key of `[from, to)`; columns `time`, `key`, `kg`. */
export function fetchThroughput(search: SeriesSearch & { by: 'grade' | 'direction' | 'partner' }): Promise<Series> {
  return fetchSeries('throughput', search);
}

/** Graded photos per bucket and camera; columns `time`, `camera`, `photos`, `outOfDomain`, `confidence`. */
export function fetchInspections(search: SeriesSearch): Promise<Series> {
  return fetchSeries('inspections', search);
}

/** Share of each bucket that a device was online; columns `time`, `device`, `online`. */
export function fetchAvailability(search: SeriesSearch): Promise<Series> {
  return fetchSeries('availability', search);
}

/** The decoder is fetched with the first series, so that a screen without history never loads it. */
async function fetchSeries(name: string, search: SeriesSearch): Promise<Series> {
  const [{ decodeColumns }, { bytes, headers }] = await Promise.all([
    import('../columns/decode.ts'),
    requestBytes(`/api/series/${name}${query({ ...search, format: 'arrow' })}`),
  ]);
  return { columns: decodeColumns(bytes), source: sourceOf(headers.get('x-series-source')) };
}

function sourceOf(header: string | null): SeriesSource {
  return header === 'influx' || header === 'ledger-for-influx' ? header : 'ledger';
}
