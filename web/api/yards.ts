import type { Health, YardList, YardSummary } from '../../domain/wire/http-api.ts';
import { request } from './request.ts';

export function fetchYards(): Promise<YardList> {
  return request('/api/yards');
}

export function fetchSummary(yard: string): Promise<YardSummary> {
  return request(`/api/yards/${encodeURIComponent(yard)}/summary`);
}

export function fetchHealth(): Promise<Health> {
  return request('/api/health');
}
