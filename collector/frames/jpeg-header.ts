import type { RejectionCode } from '../../domain/errors.ts';
import { MAX_FRAME_PIXELS } from '../../domain/wire/edge-messages.ts';

export type JpegHeader =
  | { readonly ok: true; readonly width: number; readonly height: number }
  | { readonly ok: false; readonly code: RejectionCode; readonly detail: string };

const refused = (code: RejectionCode, detail: string): JpegHeader => ({ ok: false, code, detail });

/**
 * Reads a JPEG's size from its markers (ITU-T T.81, B.1) without decoding it, and refuses what is no JPEG, has been cut
 * off before its end marker, or has more pixels than a yard camera makes. What lies between the markers is the
 * grading process's to judge.
 */
export function readJpegHeader(bytes: Uint8Array): JpegHeader {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8 || bytes[2] !== 0xff)
    return refused('FRAME_NOT_JPEG', 'no start-of-image marker');
  let size: { width: number; height: number } | null = null;
  let at = 2;
  for (;;) {
    if (bytes[at] !== 0xff) return refused('FRAME_TRUNCATED', `no marker at byte ${at}`);
    while (bytes[at] === 0xff) at += 1;
    const marker = bytes[at];
    const length = ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    if (marker === undefined || at + 2 >= bytes.length || length < 2)
      return refused('FRAME_TRUNCATED', 'the header ends early');
    if (isStartOfFrame(marker)) {
      size = {
        height: ((bytes[at + 4] ?? 0) << 8) | (bytes[at + 5] ?? 0),
        width: ((bytes[at + 6] ?? 0) << 8) | (bytes[at + 7] ?? 0),
      };
    }
    const isStartOfScan = marker === 0xda;
    at += 1 + length;
    if (isStartOfScan) break;
  }
  if (!size || size.width === 0 || size.height === 0) return refused('FRAME_NOT_JPEG', 'no frame size');
  if (size.width * size.height > MAX_FRAME_PIXELS) {
    return refused('FRAME_TOO_LARGE', `${size.width} x ${size.height} pixels, at most ${MAX_FRAME_PIXELS}`);
  }
  if (!hasEndOfImage(bytes, at)) return refused('FRAME_TRUNCATED', 'no end-of-image marker');
  return { ok: true, ...size };
}

/** SOF0 to SOF15 without DHT (C4), JPG (C8) and DAC (CC). */
function isStartOfFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Some cameras pad or append after the end, so the marker is looked for from the back. */
function hasEndOfImage(bytes: Uint8Array, from: number): boolean {
  for (let at = bytes.length - 2; at >= from; at -= 1) if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return true;
  return false;
}
