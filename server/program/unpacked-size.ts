import { inflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;

/**
 * How many bytes a ZIP file holds, found by unpacking it and not by what it says of itself; `null` when it is damaged,
 * encrypted or holds more than `most`. APPNOTE.TXT 4.3.7, 4.3.12, 4.3.16; a workbook needs no ZIP64.
 */
export function unpackedSize(bytes: Buffer, most: number): number | null {
  try {
    const end = bytes.lastIndexOf(Buffer.of(0x50, 0x4b, 0x05, 0x06));
    if (end < 0 || bytes.readUInt32LE(end) !== END_OF_DIRECTORY) return null;
    const count = bytes.readUInt16LE(end + 10);
    let at = bytes.readUInt32LE(end + 16);
    let size = 0;
    for (let entry = 0; entry < count; entry += 1) {
      if (bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) return null;
      size += entrySize(bytes, at, most - size);
      at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    }
    return size;
  } catch {
    // an offset beyond the file, or more than `most`: either way it is not read
    return null;
  }
}

function entrySize(bytes: Buffer, at: number, most: number): number {
  const isEncrypted = (bytes.readUInt16LE(at + 8) & 1) === 1;
  const method = bytes.readUInt16LE(at + 10);
  const packed = bytes.readUInt32LE(at + 20);
  const local = bytes.readUInt32LE(at + 42);
  if (isEncrypted || bytes.readUInt32LE(local) !== LOCAL_ENTRY) throw new RangeError('not readable');
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const data = bytes.subarray(start, start + packed);
  if (method === STORED && data.length <= most) return data.length;
  if (method === DEFLATED && data.length > 0 && most > 0) return inflateRawSync(data, { maxOutputLength: most }).length;
  throw new RangeError('too much, or packed in another way');
}
