import type { DayList, RestatementList } from '../../domain/wire/http-api.ts';
import { query, request } from './request.ts';

const yardPath = (yard: string): string => `/api/yards/${encodeURIComponent(yard)}`;

/** KST days of a yard, `from` and `to` included, with their totals and whether they were restated. */
export function fetchDays(yard: string, from: string, to: string): Promise<DayList> {
  return request(`${yardPath(yard)}/days${query({ from, to })}`);
}

/** What changed of the KST days `from` to `to` after they had ended, the newest first. */
export function fetchRestatements(yard: string, from: string, to: string): Promise<RestatementList> {
  return request(`${yardPath(yard)}/restatements${query({ from, to })}`);
}
