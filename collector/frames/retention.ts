import { DAY_MS, type EpochMs } from '../../domain/units.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { PhotoStore } from './photo-store.ts';

const BATCH = 500;

/**
 * Deletes photos whose latest event is older than the retention; rows and grades stay for ever. `after` is the last
 * event time already worked through; gives the new one, so that a photo is looked at once.
 */
export async function expirePhotos(
  ledger: Ledger,
  photos: PhotoStore,
  retentionDays: number,
  now: EpochMs,
  after: EpochMs = 0,
): Promise<EpochMs> {
  const before = now - retentionDays * DAY_MS;
  let from = after;
  for (;;) {
    const page = ledger.all<{ at: number }>(
      "SELECT at FROM event WHERE kind = 'frame' AND at > ? AND at < ? ORDER BY at LIMIT ?",
      from,
      before,
      BATCH,
    );
    const reached = page.at(-1)?.at;
    if (reached === undefined) return from;
    // a photo that a younger event shares stays, and is looked at again when that one is old
    const expired = ledger.all<{ sha256: string }>(
      `SELECT sha256 FROM event WHERE kind = 'frame' AND sha256 IN
         (SELECT sha256 FROM event WHERE kind = 'frame' AND at > ? AND at <= ?)
       GROUP BY sha256 HAVING max(at) < ?`,
      from,
      reached,
      before,
    );
    for (const { sha256 } of expired) await photos.remove(sha256);
    from = reached;
  }
}
