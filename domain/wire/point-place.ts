import type { EpochMs } from '../units.ts';
import type { Measurement, Place, Point } from './measurements.ts';
import { MEASUREMENTS } from './measurements.ts';

const NS_PER_MS = 1_000_000n;

/**
 * The instant of a row's point: its millisecond, and below it nanoseconds that its id alone decides, so that two rows
 * of one series and one millisecond stay two points in whatever order they are written (FNV-1a over UTF-16 units).
 */
export function pointNs(at: EpochMs, id: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193) >>> 0;
  }
  return String(BigInt(at) * NS_PER_MS + BigInt(hash % 1_000_000));
}

/** As `pointNs`, for rows whose number says which of one millisecond came first: their points keep that order. */
export function numberedNs(at: EpochMs, number: number): string {
  return String(BigInt(at) * NS_PER_MS + (BigInt(number) % NS_PER_MS));
}

/**
 * A text as a tag's value: InfluxDB takes no empty value, and line protocol no line break and no backslash at the end.
 * Control characters, backslash and percent sign are percent-encoded, as in an address, so it can be read back exactly. The empty text has no tag.
 */
export function tagText(value: string): string {
  return Array.from(value, (character) =>
    mustBeEncoded(character) ? `%${hex(character.charCodeAt(0))}` : character,
  ).join('');
}

/** The text of a tag's value as `tagText` wrote it. */
export function textOfTag(value: string): string {
  return value.replace(/%([0-9a-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

/** A place of a measurement; tags without a value are left out, the rest written by `tagText`. */
export function placeOf(measurement: Measurement, tags: Readonly<Record<string, string>>, ns: string): Place {
  const kept: Record<string, string> = {};
  for (const name of MEASUREMENTS[measurement].tags) {
    const value = tags[name] ?? '';
    if (value !== '') kept[name] = tagText(value);
  }
  return { measurement, tags: kept, ns };
}

/** The point that takes another one back: zeros at its place, `status` cancelled where the measurement has one. */
export function zerosAt({ measurement, tags, ns }: Place): Point {
  const fields: Record<string, number | string | boolean> = {};
  for (const [name, kind] of Object.entries(MEASUREMENTS[measurement].fields)) {
    fields[name] = kind === 'string' ? '' : kind === 'boolean' ? false : 0;
  }
  if ('status' in fields) fields.status = 'cancelled';
  return { measurement, tags, ns, fields };
}

function mustBeEncoded(character: string): boolean {
  return character < ' ' || character === '\u007f' || character === '\\' || character === '%';
}

function hex(code: number): string {
  return code.toString(16).padStart(2, '0');
}
