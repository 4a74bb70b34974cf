import type { Delivery } from './payload.ts';

/**
 * Deliveries as one run of bytes, for the spool. A byte for the version, then of each delivery four numbers (bytes of
 * topic, of properties and of payload, uint32, and the time of receipt, float64, all little-endian), topic, properties
 * as JSON (none: no bytes) and payload.
 */
const VERSION = 1;
const HEAD_BYTES = 20;

/** What a group's bytes say. */
export interface ReadGroup {
  readonly deliveries: readonly Delivery[];
  /** where and why the rest cannot be read; null when all of it was */
  readonly fault: string | null;
}

/** Writes deliveries as one group. */
export function writeGroup(deliveries: readonly Delivery[]): Uint8Array {
  const properties = deliveries.map((delivery) => propertiesText(delivery.properties));
  let size = 1;
  for (const [index, { topic, payload }] of deliveries.entries()) {
    size += HEAD_BYTES + Buffer.byteLength(topic) + Buffer.byteLength(properties[index] ?? '') + payload.length;
  }
  const bytes = Buffer.allocUnsafe(size);
  bytes[0] = VERSION;
  let at = 1;
  for (const [index, { topic, payload, receivedAt }] of deliveries.entries()) {
    const head = at;
    at += HEAD_BYTES;
    const topicBytes = bytes.write(topic, at);
    at += topicBytes;
    const propertyBytes = bytes.write(properties[index] ?? '', at);
    at += propertyBytes;
    bytes.set(payload, at);
    at += payload.length;
    bytes.writeUInt32LE(topicBytes, head);
    bytes.writeUInt32LE(propertyBytes, head + 4);
    bytes.writeUInt32LE(payload.length, head + 8);
    bytes.writeDoubleLE(receivedAt, head + 12);
  }
  return bytes;
}

/** Reads a group, as far as its bytes make sense: only a damaged file holds one that does not. Never throws. */
export function readGroup(group: Uint8Array): ReadGroup {
  const bytes = Buffer.from(group.buffer, group.byteOffset, group.byteLength);
  const deliveries: Delivery[] = [];
  if (bytes[0] !== VERSION) return { deliveries, fault: `version ${bytes[0]} instead of ${VERSION}` };
  let at = 1;
  while (at < bytes.length) {
    const delivery = readOne(bytes, at);
    if (!delivery) return { deliveries, fault: `byte ${at} of ${bytes.length} begins no message` };
    deliveries.push(delivery.read);
    at = delivery.end;
  }
  return { deliveries, fault: null };
}

function readOne(bytes: Buffer, head: number): { readonly read: Delivery; readonly end: number } | null {
  const topicAt = head + HEAD_BYTES;
  if (topicAt > bytes.length) return null;
  const propertiesAt = topicAt + bytes.readUInt32LE(head);
  const payloadAt = propertiesAt + bytes.readUInt32LE(head + 4);
  const end = payloadAt + bytes.readUInt32LE(head + 8);
  const receivedAt = bytes.readDoubleLE(head + 12);
  if (end > bytes.length || !Number.isSafeInteger(receivedAt)) return null;
  try {
    const read = {
      topic: bytes.toString('utf8', topicAt, propertiesAt),
      payload: bytes.subarray(payloadAt, end),
      properties: payloadAt === propertiesAt ? {} : JSON.parse(bytes.toString('utf8', propertiesAt, payloadAt)),
      receivedAt,
    };
    return { read, end };
  } catch {
    // properties that are no JSON: the bytes are not what was written
    return null;
  }
}

function propertiesText(properties: Delivery['properties']): string {
  for (const _ in properties) return JSON.stringify(properties);
  return '';
}
