import type { UsageLogStatus, UsageLogTest } from '../../domain/wire/usage-log-api.ts';
import { query, request } from './request.ts';

export function fetchUsageLog(): Promise<UsageLogStatus> {
  return request('/api/usage-log');
}

/** Sends the portal one test record, which it does not store. */
export function testUsageLog(): Promise<UsageLogTest> {
  return request('/api/usage-log/test', { method: 'POST', body: {} });
}

/** Address of the records of these KST days as CSV, both days included. */
export function usageLogCsvUrl(from: string, to: string): string {
  return `/api/usage-log/export${query({ from, to })}`;
}
