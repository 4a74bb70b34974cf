import type { WallTokenGrant, WallTokenList, WallTokenRequest } from '../../domain/wire/http-api.ts';
import { request } from './request.ts';

export function fetchWallTokens(): Promise<WallTokenList> {
  return request('/api/wall-tokens');
}

/** Creates a token; the answer holds the secret, which no later answer repeats. */
export function createWallToken(wanted: WallTokenRequest): Promise<WallTokenGrant> {
  return request('/api/wall-tokens', { method: 'POST', body: wanted });
}

export async function revokeWallToken(id: string): Promise<void> {
  await request(`/api/wall-tokens/${encodeURIComponent(id)}`, { method: 'DELETE' });
}
