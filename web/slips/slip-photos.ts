import type { SlipContent } from '../../domain/wire/slips-api.ts';

export type SlipPhoto = SlipContent['photos'][number];
export type SlipLift = SlipContent['lifts'][number];

/** A place in the photos of a slip: a lift with one of its photos, a lift without any, or a photo of no lift. */
export interface SlipPicture {
  readonly lift: SlipLift | null;
  readonly photo: SlipPhoto | null;
}

/** Lifts in the order of their time with their photos, each photo once; photos of no lift last. */
export function slipPictures(content: Pick<SlipContent, 'lifts' | 'photos'>): SlipPicture[] {
  const byTime = (a: { at: string }, b: { at: string }): number => a.at.localeCompare(b.at);
  const lifts = [...content.lifts].sort(byTime);
  const known = new Set(lifts.map(({ id }) => id));
  const photos = [...content.photos].sort(byTime);
  const ofLifts = lifts.flatMap((lift): SlipPicture[] => {
    const own = photos.filter(({ liftId }) => liftId === lift.id);
    return own.length === 0 ? [{ lift, photo: null }] : own.map((photo) => ({ lift, photo }));
  });
  const loose = photos.filter(({ liftId }) => liftId === null || !known.has(liftId));
  return [...ofLifts, ...loose.map((photo) => ({ lift: null, photo }))];
}

/** How the latest version and the state of the one shown make its standing. */
export function standingOf(slip: {
  readonly version: number;
  readonly state: string;
  readonly versions: readonly { readonly version: number }[];
}): 'issued' | 'superseded' | 'cancelled' {
  const latest = Math.max(slip.version, ...slip.versions.map(({ version }) => version));
  if (latest > slip.version) return 'superseded';
  return slip.state === 'cancelled' ? 'cancelled' : 'issued';
}
