import type { Notices } from '../../domain/wire/notices-api.ts';
import { request } from './request.ts';

export function fetchNotices(): Promise<Notices> {
  return request('/api/notices');
}

/** Has a report made at once, of the latest whole day or week; where it went is in the log soon after. */
export async function runReport(name: string): Promise<void> {
  await request(`/api/notices/reports/${encodeURIComponent(name)}/run`, { method: 'POST', body: {} });
}
