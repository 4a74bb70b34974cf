import type { Columns } from '../../columns/decode.ts';

/** What a camera's photos said over a span. */
export interface CameraRow {
  readonly camera: string;
  readonly photos: number;
  /** share of photos unlike anything taught; `null` without photos */
  readonly outOfDomain: number | null;
  /** mean confidence, each photo counting equally; `null` without photos */
  readonly confidence: number | null;
}

/** When a device was online: a share per bucket, `null` where unknown, and their mean over the known. */
export interface DeviceRow {
  readonly device: string;
  readonly shares: readonly (number | null)[];
  readonly online: number | null;
}

/** Columns `camera`, `photos`, `outOfDomain`, `confidence` as a row per camera, by name. */
export function cameraRows(columns: Columns): CameraRow[] {
  const { names, codes } = columns.texts('camera');
  const photos = columns.numbers('photos');
  const strange = columns.numbers('outOfDomain');
  const confidence = columns.numbers('confidence');
  const sums = names.map(() => ({ photos: 0, strange: 0, confidence: 0 }));
  for (let row = 0; row < columns.length; row += 1) {
    const sum = sums[codes[row] ?? -1];
    const count = photos[row] ?? 0;
    if (sum === undefined || count === 0) continue;
    sum.photos += count;
    sum.strange += strange[row] ?? 0;
    sum.confidence += (confidence[row] ?? 0) * count;
  }
  return names
    .map((camera, place) => {
      const sum = sums[place] ?? { photos: 0, strange: 0, confidence: 0 };
      const share = (part: number): number | null => (sum.photos === 0 ? null : part / sum.photos);
      return {
        camera,
        photos: sum.photos,
        outOfDomain: share(sum.strange),
        confidence: share(sum.confidence),
      };
    })
    .filter((row) => row.photos > 0)
    .sort((a, b) => (a.camera < b.camera ? -1 : 1));
}

/** Columns `time`, `device`, `online` as a row per device, the least online first. */
export function deviceRows(columns: Columns): DeviceRow[] {
  const { names, codes } = columns.texts('device');
  const online = columns.numbers('online');
  const shares: (number | null)[][] = names.map(() => []);
  for (let row = 0; row < columns.length; row += 1) {
    const share = online[row];
    shares[codes[row] ?? -1]?.push(share === undefined || Number.isNaN(share) ? null : share);
  }
  return names
    .map((device, place) => {
      const own = shares[place] ?? [];
      const known = own.filter((share) => share !== null);
      const mean = known.length === 0 ? null : known.reduce((sum, share) => sum + share, 0) / known.length;
      return { device, shares: own, online: mean };
    })
    .filter(({ online: mean }) => mean !== null)
    .sort((a, b) => (a.online ?? 0) - (b.online ?? 0) || (a.device < b.device ? -1 : 1));
}
