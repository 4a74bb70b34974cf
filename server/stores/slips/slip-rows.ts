import { createHash } from 'node:crypto';
import { Check } from 'typebox/value';
import { formatKst } from '../../../domain/kst-time.ts';
import type { ChainRow } from '../../../domain/slips/chain.ts';
import { SlipContent, type SlipHead } from '../../../domain/wire/slips-api.ts';

/** Columns of a `ChainRow`, for a table that is called `r`. */
export const CHAIN_COLUMNS = `r.seq, r.tenant, r.yard, r.visit, r.number, r.version, r.state, r.cites, r.content, r.previous,
  r.sha256, r.by, r.reason, r.issued_at AS issuedAt`;

export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The content of a slip; `null` when somebody has made something else of it. */
export function contentOf({ content }: Pick<ChainRow, 'content'>): SlipContent | null {
  try {
    const value: unknown = JSON.parse(content);
    return Check(SlipContent, value) ? value : null;
  } catch {
    // altered until it is no JSON any more: whoever shows it says so
    return null;
  }
}

/** A version as it crosses HTTP, without its content. */
export function headOf({
  yard,
  visit,
  number,
  version,
  state,
  sha256,
  previous,
  issuedAt,
  by,
  reason,
}: ChainRow): SlipHead {
  const standing = state === 'cancelled' ? state : 'issued';
  return { yard, visit, number, version, state: standing, sha256, previous, issuedAt: formatKst(issuedAt), by, reason };
}
