import { formatKst } from '../../../domain/kst-time.ts';
import type { EpochMs } from '../../../domain/units.ts';
import type { PhotoSource } from '../photos/photo-source.ts';
import type { PlannedEvent } from '../plan/day-events.ts';
import type { PhotoFormat } from '../yards.ts';

/** How a device writes its messages. */
export interface Dialect {
  readonly photoFormat: PhotoFormat;
  readonly hasNumericTimes: boolean;
}

/** What goes over the wire below the device's topic. */
export interface Encoded {
  readonly payload: Buffer;
  /** MQTT 5 user properties, only of a raw photo */
  readonly userProperties?: Record<string, string>;
}

/** The id a device gives an event; that of a photo names the set of pictures, since it stands for their bytes. */
export function eventId(event: PlannedEvent, photos: PhotoSource): string {
  return event.photo ? `${event.id}-${photos.tag}` : event.id;
}

/** Writes an event as its device does. The same event always gives the same bytes. */
export async function encodeEvent(event: PlannedEvent, dialect: Dialect, photos: PhotoSource): Promise<Encoded> {
  const id = eventId(event, photos);
  const at = writeTime(event.at, dialect);
  if (!event.photo) return { payload: json({ id, at, ...event.body }) };
  const jpeg = await photos.photo(event.photo);
  if (dialect.photoFormat === 'base64-json') {
    return { payload: json({ id, at, ...event.body, jpeg: jpeg.toString('base64') }) };
  }
  const properties = Object.entries({ id, at, ...event.body }).map(([name, value]) => [name, String(value)]);
  return { payload: jpeg, userProperties: Object.fromEntries(properties) };
}

/** An event time as the device writes it: RFC 3339 in KST, or Unix milliseconds. */
export function writeTime(at: EpochMs, { hasNumericTimes }: Dialect): string | number {
  return hasNumericTimes ? at : formatKst(at);
}

export function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
