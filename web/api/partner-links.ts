import type { Session } from '../../domain/wire/http-api.ts';
import type { PartnerLinkGrant, PartnerLinkList, PartnerLinkRequest } from '../../domain/wire/slips-api.ts';
import { query, request } from './request.ts';

export function fetchPartnerLinks(yard?: string): Promise<PartnerLinkList> {
  return request(`/api/partner-links${query({ yard })}`);
}

/** Makes a link; the answer holds its secret, which no later answer repeats. */
export function makePartnerLink(wanted: PartnerLinkRequest): Promise<PartnerLinkGrant> {
  return request('/api/partner-links', { method: 'POST', body: wanted });
}

export async function revokePartnerLink(id: string): Promise<void> {
  await request(`/api/partner-links/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

/** Exchanges the token of a link for the session of its partner. */
export function openPartnerSession(token: string): Promise<Session> {
  return request('/api/partner-session', { method: 'POST', body: { token } });
}
