import { DAY_MS, type EpochMs } from '../../domain/units.ts';
import { photosInDispute } from '../ledger/disputes.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { PhotoStore } from './photo-store.ts';

const BATCH = 500;

/** How far the retention has worked. */
export interface Expired {
  /** event time up to which every photo was looked at */
  readonly upTo: EpochMs;
  /** old photos that an open dispute has kept so far, by SHA-256 */
  readonly kept: ReadonlySet<string>;
}

/** Nothing was looked at yet, as after a start. */
export const NOT_EXPIRED: Expired = { upTo: 0, kept: new Set() };

/**
 * Deletes photos whose latest event is older than the retention; rows and grades stay for ever. What is evidence in an
 * open dispute stays until the dispute has ended, and goes in a pass after that. `before` is how far the pass before
 * worked; gives how far this one did, so that a photo is looked at once, and a kept one in every pass.
 */
export async function expirePhotos(
  ledger: Ledger,
  photos: Pick<PhotoStore, 'remove'>,
  retentionDays: number,
  now: EpochMs,
  before: Expired = NOT_EXPIRED,
): Promise<Expired> {
  const old = now - retentionDays * DAY_MS;
  const kept = new Set<string>();
  const expire = async (hashes: Iterable<string>) => {
    const evidence = photosInDispute(ledger);
    for (const sha256 of hashes) {
      if (evidence.has(sha256)) kept.add(sha256);
      else await photos.remove(sha256);
    }
  };
  await expire(oldOnes(ledger, before.kept, old));
  let upTo = before.upTo;
  for (;;) {
    const page = ledger.all<{ at: number }>(
      "SELECT at FROM event WHERE kind = 'frame' AND at > ? AND at < ? ORDER BY at LIMIT ?",
      upTo,
      old,
      BATCH,
    );
    const reached = page.at(-1)?.at;
    if (reached === undefined) return { upTo, kept };
    // a photo that a younger event shares stays, and is looked at again when that one is old
    const expired = ledger.all<{ sha256: string }>(
      `SELECT sha256 FROM event WHERE kind = 'frame' AND sha256 IN
         (SELECT sha256 FROM event WHERE kind = 'frame' AND at > ? AND at <= ?)
       GROUP BY sha256 HAVING max(at) < ?`,
      upTo,
      reached,
      old,
    );
    await expire(expired.map(({ sha256 }) => sha256));
    upTo = reached;
  }
}

/** Of photos that were kept, those that no younger event has come to share meanwhile: that one is looked at in its turn. */
function oldOnes(ledger: Ledger, kept: ReadonlySet<string>, old: EpochMs): string[] {
  const sql = "SELECT seq FROM event WHERE kind = 'frame' AND sha256 = ? AND at >= ?";
  return [...kept].filter((sha256) => ledger.first(sql, sha256, old) === null);
}
