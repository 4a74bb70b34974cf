import type { CommandAccepted, DeadLetterList, RejectedPointList, SystemState } from '../../domain/wire/http-api.ts';
import { query, request } from './request.ts';

export function fetchSystem(): Promise<SystemState> {
  return request('/api/system');
}

/** Refused messages of the yards the session may see, newest first, a page at a time. */
export function fetchDeadLetters(search: {
  yard?: string | undefined;
  code?: string | undefined;
  limit?: number;
  cursor?: string | undefined;
}): Promise<DeadLetterList> {
  return request(`/api/dead-letters${query(search)}`);
}

/** Asks the collector to take a refused message again; the letter's list of retries shows what came of it. */
export function retryDeadLetter(seq: number, reason: string): Promise<CommandAccepted> {
  return request(`/api/dead-letters/${seq}/retry`, { method: 'POST', body: { reason } });
}

/** Points that InfluxDB refused, newest first. */
export function fetchRejectedPoints(): Promise<RejectedPointList> {
  return request('/api/rejected-points');
}
