import type { ThroughputSeries } from '../../domain/wire/http-api.ts';
import { query, request } from './request.ts';

/** Net kilograms per hour of `[from, to)` in columns. */
export function fetchThroughput(search: {
  yard: string;
  from: string;
  to: string;
  by: 'grade' | 'direction' | 'partner';
}): Promise<ThroughputSeries> {
  return request(`/api/series/throughput${query({ ...search, every: '1h', format: 'json' })}`);
}
