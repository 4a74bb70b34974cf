import { createHash } from 'node:crypto';
import { Compile } from 'typebox/compile';
import { plateKey } from '../../domain/plate.ts';
import { FrameMessage, FrameProperties, MAX_FRAME_BYTES } from '../../domain/wire/edge-messages.ts';
import type { DeviceAddress } from '../../domain/wire/mqtt-topics.ts';
import { readJpegHeader } from '../frames/jpeg-header.ts';
import { FIRST_BYTES } from '../messages.ts';
import type { Decoded } from './decode.ts';
import { canonicalBody, type Delivery, eventTime, messageDigest, parseJson, Refusal } from './payload.ts';

/** A photo on its way to the disk. */
export interface PhotoBytes {
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

const JsonFrame = Compile(FrameMessage);
const Properties = Compile(FrameProperties);
/** A JSON frame holds its photo in base64, which is a third longer, and some fields. */
const MAX_JSON_BYTES = Math.ceil((MAX_FRAME_BYTES * 4) / 3) + 4_096;

/** Parses a photo: a raw JPEG with MQTT 5 user properties, or JSON with base64 of an MQTT 3.1.1 device. @throws Refusal */
export function decodeFrame(delivery: Delivery, address: DeviceAddress): Decoded {
  const { topic, payload, receivedAt } = delivery;
  const isJson = payload[0] === 0x7b;
  if (payload.length > (isJson ? MAX_JSON_BYTES : MAX_FRAME_BYTES)) throw tooBig();
  const { fields, bytes } = isJson ? fromJson(payload) : fromProperties(delivery);
  if (bytes.length > MAX_FRAME_BYTES) throw tooBig();
  const header = readJpegHeader(bytes);
  if (!header.ok) throw new Refusal(header.code, header.detail);
  const at = eventTime(fields.at, receivedAt);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { width, height } = header;
  const ticket = fields.ticket ?? null;
  const plate = fields.plate === undefined ? null : plateKey(fields.plate);
  const lift = fields.lift ?? null;
  const id = fields.id ?? messageDigest(topic, payload);
  return {
    message: {
      type: 'event',
      topic,
      address,
      kind: 'frame',
      id,
      at,
      receivedAt,
      ticket,
      plate,
      kg: null,
      lift,
      sha256,
      visit: null,
      body: canonicalBody({ id, at, ticket, plate, lift, sha256, width, height, bytes: bytes.length }),
      firstBytes: payload.subarray(0, FIRST_BYTES),
      size: payload.length,
    },
    photo: { sha256, bytes },
  };
}

interface FrameFields {
  readonly id?: string;
  readonly at: string | number;
  readonly ticket?: string;
  readonly plate?: string;
  readonly lift?: number;
}

function fromJson(payload: Uint8Array): { fields: FrameFields; bytes: Uint8Array } {
  const value = parseJson(payload);
  if (!JsonFrame.Check(value)) throw fieldInvalid([...JsonFrame.Errors(value)]);
  return { fields: value as FrameFields, bytes: Buffer.from(value.jpeg, 'base64') };
}

/** User properties are text: a number in `at` or `lift` is read as one. */
function fromProperties({ payload, properties }: Delivery): { fields: FrameFields; bytes: Uint8Array } {
  const { id, at, ticket, plate, lift } = properties;
  const value = {
    ...(id === undefined ? {} : { id }),
    ...(at === undefined ? {} : { at: typeof at === 'string' && /^\d{1,15}$/.test(at) ? Number(at) : at }),
    ...(ticket === undefined ? {} : { ticket }),
    ...(plate === undefined ? {} : { plate }),
    ...(lift === undefined ? {} : { lift: typeof lift === 'string' && /^\d{1,4}$/.test(lift) ? Number(lift) : lift }),
  };
  const header = readJpegHeader(payload);
  if (!header.ok) throw new Refusal(header.code, header.detail);
  if (!Properties.Check(value)) throw fieldInvalid([...Properties.Errors(value)]);
  return { fields: value as FrameFields, bytes: payload };
}

function tooBig(): Refusal {
  return new Refusal('PAYLOAD_TOO_BIG', `a photo has at most ${MAX_FRAME_BYTES} bytes`);
}

function fieldInvalid(errors: readonly { instancePath: string; message: string }[]): Refusal {
  const first = errors[0];
  return new Refusal('FIELD_INVALID', `${first?.instancePath || 'the photo'} ${first?.message ?? 'does not fit'}`);
}
