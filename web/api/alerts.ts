import type { AlertList } from '../../domain/wire/http-api.ts';
import { query, request } from './request.ts';

/** Alerts of the yards the session may see, newest first. */
export function fetchAlerts(search: {
  yard?: string | undefined;
  state?: 'open' | 'resolved';
  limit?: number;
}): Promise<AlertList> {
  return request(`/api/alerts${query(search)}`);
}

/** Notes that this person has seen an alert. */
export async function seeAlert(id: number): Promise<void> {
  await request(`/api/alerts/${id}/seen`, { method: 'POST', body: {} });
}
