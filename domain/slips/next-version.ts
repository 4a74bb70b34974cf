import type { SlipContent } from '../wire/slips-api.ts';
import { saysTheSame } from './slip-content.ts';

/** Why a version was issued by itself; a person's own words stand where a person cancelled. */
export type SlipReason = 'issued' | 'visit-changed' | 'visit-cancelled';

/** The latest version of a visit's slip. */
export interface LatestSlip {
  readonly content: SlipContent;
  readonly state: SlipContent['state'];
  /** who asked for it; null: it was issued by itself */
  readonly by: string | null;
}

/** What a visit's slip needs next: nothing, a version that tells the visit as it is, or one that crosses it out. */
export type NextVersion =
  | { readonly step: 'none' }
  | { readonly step: 'issue' | 'cancel'; readonly reason: SlipReason };

const NONE: NextVersion = { step: 'none' };

/**
 * What has to become of a visit's slip. A slip that a person crossed out stays so until a person asks for it again; one
 * that was crossed out with its visit comes back with the visit, under its number.
 * @param now what the slip would say now; null when the visit is not closed: open again, cancelled or dissolved
 */
export function nextVersion(
  latest: LatestSlip | null,
  now: SlipContent | null,
  { status, isAsked }: { readonly status: 'open' | 'closed' | 'cancelled'; readonly isAsked: boolean },
): NextVersion {
  if (now === null) {
    if (latest?.state !== 'issued') return NONE;
    return { step: 'cancel', reason: status === 'cancelled' ? 'visit-cancelled' : 'visit-changed' };
  }
  if (latest === null) return { step: 'issue', reason: 'issued' };
  if (latest.state === 'cancelled') {
    if (latest.by !== null && !isAsked) return NONE;
    return { step: 'issue', reason: latest.by === null ? 'visit-changed' : 'issued' };
  }
  return saysTheSame(latest.content, now) ? NONE : { step: 'issue', reason: 'visit-changed' };
}
