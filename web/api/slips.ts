import type { KstDay } from '../../domain/units.ts';
import type { CommandAccepted } from '../../domain/wire/http-api.ts';
import type { Language, Slip, SlipLine, SlipList, SlipVerdict } from '../../domain/wire/slips-api.ts';
import { query, request } from './request.ts';

const slipPath = (visit: string): string => `/api/visits/${encodeURIComponent(visit)}/slip`;

/** The latest slip of each visit that fits, the newest first; `from` and `to` are KST days, both included. */
export function fetchSlips(search: {
  yard?: string | undefined;
  partner?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  limit?: number;
  cursor?: string | undefined;
}): Promise<SlipList> {
  return request(`/api/slips${query(search)}`);
}

/** The last KST day up to `day` of which a yard has a slip; `null`: there is none. */
export async function fetchLastSlipDay(yard: string, day: KstDay): Promise<KstDay | null> {
  const { slips } = await fetchSlips({ yard, to: day, limit: 1 });
  const number = slips[0]?.number;
  return number === undefined ? null : number.replace(/^(\d{4})(\d{2})(\d{2})-.*$/, '$1-$2-$3');
}

/** The head of a visit's slip; `null` while there is none. */
export async function findSlipOf(visit: string): Promise<SlipLine | null> {
  const { slips } = await request<SlipList>(`/api/slips${query({ visit, limit: 1 })}`);
  return slips[0] ?? null;
}

/** A slip of a visit with its versions; the latest unless `version` says otherwise. */
export function fetchSlip(visit: string, version?: number): Promise<Slip> {
  return request(`${slipPath(visit)}${query({ version })}`);
}

/** Asks the collector to issue what is due; the new version shows when it is in the ledger. */
export function issueSlip(visit: string): Promise<CommandAccepted> {
  return request(slipPath(visit), { method: 'POST' });
}

export function cancelSlip(visit: string, reason: string): Promise<CommandAccepted> {
  return request(`${slipPath(visit)}/cancellation`, { method: 'POST', body: { reason } });
}

/** Address of a slip as PDF. */
export function slipPdfUrl(visit: string, version: number, language: Language): string {
  return `${slipPath(visit)}.pdf${query({ version, language })}`;
}

/** What anyone may know of the slip behind a QR code. */
export function verifySlip(sha256: string): Promise<SlipVerdict> {
  return request(`/api/verify/${encodeURIComponent(sha256)}`);
}
