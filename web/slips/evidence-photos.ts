/** What the server takes (MAX_EVIDENCE_BYTES of the wire, told here because only types cross into the browser). */
export const MAX_PHOTO_BYTES = 10 * 1024 * 1024;
export const MAX_PHOTOS = 8;
export const PHOTO_TYPES = ['image/jpeg', 'image/png'] as const;

export type PhotoProblem = 'TOO_BIG' | 'WRONG_TYPE' | 'EMPTY' | 'TOO_MANY' | 'TOO_FINE' | 'FAILED';

const MAGIC: readonly (readonly [type: (typeof PHOTO_TYPES)[number], bytes: readonly number[]])[] = [
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
];

/** What a file is by its first bytes, since a name and a type say nothing of what is inside; `null`: no such photo. */
export function photoType(first: Uint8Array): (typeof PHOTO_TYPES)[number] | null {
  return MAGIC.find(([, bytes]) => bytes.every((byte, place) => first[place] === byte))?.[0] ?? null;
}

/** What speaks against a file as evidence before a byte of it leaves; `held` is how many photos there are already. */
export function photoProblem(size: number, first: Uint8Array, held: number): PhotoProblem | null {
  if (held >= MAX_PHOTOS) return 'TOO_MANY';
  if (size === 0) return 'EMPTY';
  if (size > MAX_PHOTO_BYTES) return 'TOO_BIG';
  return photoType(first) === null ? 'WRONG_TYPE' : null;
}

/** What the words beside a photo say of a server's refusal: it looks inside, where this only saw the beginning. */
export function refusalOf({
  code,
  details,
}: {
  readonly code: string;
  readonly details: { problem?: string | undefined };
}): PhotoProblem {
  if (details.problem === 'EVIDENCE_TOO_MUCH') return 'TOO_MANY';
  // bytes were counted before they left, so it is the pixels
  if (code === 'FILE_TOO_BIG') return 'TOO_FINE';
  return code === 'FILE_TYPE_REFUSED' ? 'WRONG_TYPE' : 'FAILED';
}
