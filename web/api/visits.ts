import type { CommandAccepted, CorrectionRequest, VisitDetail, VisitList } from '../../domain/wire/http-api.ts';
import { query, request } from './request.ts';

/** Visits of a yard that fall in `[from, to)`, newest first, `limit` at a time. */
export function fetchVisits(search: {
  yard: string;
  from: string;
  to?: string | undefined;
  limit?: number;
  cursor?: string | undefined;
}): Promise<VisitList> {
  return request(`/api/visits${query(search)}`);
}

export function fetchVisit(id: string): Promise<VisitDetail> {
  return request(`/api/visits/${encodeURIComponent(id)}`);
}

export function sendCorrection(visit: string, correction: CorrectionRequest): Promise<CommandAccepted> {
  return request(`/api/visits/${encodeURIComponent(visit)}/corrections`, { method: 'POST', body: correction });
}

/** Address of a photo, scaled to `width` device pixels. */
export function frameUrl(sha256: string, width?: number): string {
  return `/api/frames/${sha256}${query({ width })}`;
}
