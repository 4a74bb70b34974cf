import type { CommandAccepted } from '../../domain/wire/http-api.ts';
import type {
  DisputeAnswerRequest,
  DisputeDetail,
  DisputeList,
  DisputeRequest,
  DisputeSayRequest,
} from '../../domain/wire/slips-api.ts';
import { query, request } from './request.ts';

const disputePath = (id: string): string => `/api/disputes/${encodeURIComponent(id)}`;

/** Disputes that fit, open ones first, the nearest deadline first. */
export function fetchDisputes(search: {
  yard?: string | undefined;
  visit?: string | undefined;
  partner?: string | undefined;
  state?: string | undefined;
}): Promise<DisputeList> {
  return request(`/api/disputes${query(search)}`);
}

export function fetchDispute(id: string): Promise<DisputeDetail> {
  return request(disputePath(id));
}

/** Objects to a slip; the dispute shows when it is in the ledger. */
export function openDispute(visit: string, wish: DisputeRequest): Promise<CommandAccepted> {
  return request(`/api/visits/${encodeURIComponent(visit)}/disputes`, { method: 'POST', body: wish });
}

export function sayInDispute(id: string, said: DisputeSayRequest): Promise<CommandAccepted> {
  return request(`${disputePath(id)}/entries`, { method: 'POST', body: said });
}

export function answerDispute(id: string, answer: DisputeAnswerRequest): Promise<CommandAccepted> {
  return request(`${disputePath(id)}/answer`, { method: 'POST', body: answer });
}

export function withdrawDispute(id: string, text: string): Promise<CommandAccepted> {
  return request(`${disputePath(id)}/withdrawal`, { method: 'POST', body: { text } });
}
