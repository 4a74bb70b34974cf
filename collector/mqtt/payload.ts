import { createHash } from 'node:crypto';
import type { RejectionCode } from '../../domain/errors.ts';
import { parseEventTime } from '../../domain/kst-time.ts';
import { DAY_MS, type EpochMs } from '../../domain/units.ts';

/** A message as MQTT delivers it. */
export interface Delivery {
  readonly topic: string;
  readonly payload: Uint8Array;
  /** MQTT 5 user properties */
  readonly properties: Readonly<Record<string, string | string[]>>;
  readonly receivedAt: EpochMs;
}

/** Event times before the programme existed, or a day ahead of the clock, are a broken clock's, not an event's. */
const EARLIEST_EVENT = Date.UTC(2020, 0, 1);
const LATEST_AHEAD_MS = DAY_MS;

/** A refusal on its way to becoming a dead letter. */
export class Refusal extends Error {
  readonly code: RejectionCode;
  constructor(code: RejectionCode, detail: string) {
    super(detail);
    this.code = code;
  }
}

/** The id of a message that has none: the SHA-256 of topic and payload (edge contract). */
export function messageDigest(topic: string, payload: Uint8Array): string {
  return createHash('sha256').update(topic).update(payload).digest('hex');
}

/** Parses bytes as UTF-8 JSON. @throws Refusal */
export function parseJson(payload: Uint8Array): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(payload);
  } catch (cause) {
    throw new Refusal('PAYLOAD_NOT_UTF8', String(cause));
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Refusal('PAYLOAD_NOT_JSON', String(cause).slice(0, 200));
  }
}

/** Reads an event time and holds it to plausible bounds. @throws Refusal */
export function eventTime(value: unknown, receivedAt: EpochMs): EpochMs {
  const at = parseEventTime(value);
  if (at === null) throw new Refusal('TIME_INVALID', 'at must be RFC 3339 with an offset, or Unix milliseconds');
  if (at < EARLIEST_EVENT || at > receivedAt + LATEST_AHEAD_MS) {
    throw new Refusal('TIME_IMPLAUSIBLE', `at is ${new Date(at).toISOString()}`);
  }
  return at;
}

/** One spelling per content, so that two deliveries of one event compare equal. */
export function canonicalBody(content: object): string {
  return JSON.stringify(Object.fromEntries(Object.entries(content).sort(([a], [b]) => (a < b ? -1 : 1))));
}
