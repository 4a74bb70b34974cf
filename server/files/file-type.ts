import type { Attachment } from '../../domain/wire/programme-api.ts';

/** What bytes are, whatever their name says: a type that is taken, or a word for what they are instead. */
export type FoundType = { readonly type: Attachment['type'] } | { readonly found: string };

const JPEG_HEAD = [0xff, 0xd8, 0xff];
const PNG_HEAD = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

const starts = (bytes: Buffer, ...head: number[]) => head.every((byte, index) => bytes[index] === byte);

/**
 * Tells a file's type by its first and last bytes. PDF: ISO 32000-1, 7.5.2 and 7.5.5 (header at the very start, end of
 * file within the last kilobyte); JPEG: ITU T.81 B.1.1.3 (SOI, EOI); PNG: its specification, 5.2 and 11.2.5.
 */
export function fileTypeOf(bytes: Buffer): FoundType {
  if (bytes.length === 0) return { found: 'empty' };
  if (starts(bytes, 0x25, 0x50, 0x44, 0x46, 0x2d)) {
    return bytes.subarray(-1_024).includes('%%EOF') ? { type: 'application/pdf' } : { found: 'damaged' };
  }
  if (starts(bytes, ...JPEG_HEAD)) {
    return bytes.subarray(-64).includes(Buffer.of(0xff, 0xd9)) ? { type: 'image/jpeg' } : { found: 'damaged' };
  }
  if (starts(bytes, ...PNG_HEAD)) {
    return bytes.subarray(-64).includes('IEND') ? { type: 'image/png' } : { found: 'damaged' };
  }
  return { found: refusedTypeOf(bytes) };
}

/**
 * The kind of picture that bytes begin as, or `null`. Telephones write more behind a photo's end (a film, a depth map), so
 * whether it is whole is for whoever decodes it.
 */
export function pictureTypeOf(bytes: Buffer): 'image/jpeg' | 'image/png' | null {
  if (starts(bytes, ...JPEG_HEAD)) return 'image/jpeg';
  return starts(bytes, ...PNG_HEAD) ? 'image/png' : null;
}

function refusedTypeOf(bytes: Buffer): string {
  if (starts(bytes, 0x50, 0x4b)) return 'zip';
  if (starts(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return 'xls';
  if (starts(bytes, 0x47, 0x49, 0x46, 0x38)) return 'gif';
  if (starts(bytes, 0x4d, 0x5a) || starts(bytes, 0x7f, 0x45, 0x4c, 0x46)) return 'program';
  const box = bytes.subarray(4, 12).toString('latin1');
  if (box.startsWith('ftyp')) return 'heic';
  if (bytes.subarray(8, 12).toString('latin1') === 'WEBP') return 'webp';
  const head = bytes.subarray(0, 1_024).toString('utf8').replace('\uFEFF', '').trimStart().toLowerCase();
  if (/^(<!--[\s\S]*?-->\s*)?<(!doctype html|html|head|body|script)/.test(head)) return 'html';
  if (head.includes('<svg')) return 'svg';
  return bytes.subarray(0, 1_024).includes(0) ? 'unknown' : 'text';
}
