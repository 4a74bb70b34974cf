import type { RejectionCode } from '../domain/errors.ts';
import type { EpochMs, Kilogram } from '../domain/units.ts';
import type { CommandKind, DeviceAddress } from '../domain/wire/mqtt-topics.ts';

/** Kinds of message that become an event row; `state` becomes a device row, `load` nothing. */
export type EventKind = 'weighing' | 'lift' | 'frame' | 'radiation' | 'occupancy' | 'ack' | CommandKind;

/** A message that passed its door, ready for the ledger. */
export interface EventMessage {
  readonly type: 'event';
  readonly topic: string;
  readonly address: DeviceAddress;
  readonly kind: EventKind;
  readonly id: string;
  readonly at: EpochMs;
  readonly receivedAt: EpochMs;
  readonly ticket: string | null;
  /** without spaces */
  readonly plate: string | null;
  readonly kg: Kilogram | null;
  readonly lift: number | null;
  readonly sha256: string | null;
  readonly visit: string | null;
  /** the message in one canonical spelling: two deliveries of one event have equal bodies */
  readonly body: string;
  readonly firstBytes: Uint8Array;
  readonly size: number;
}

export interface StateMessage {
  readonly type: 'state';
  readonly address: DeviceAddress;
  readonly at: EpochMs;
  readonly receivedAt: EpochMs;
  readonly id: string;
  readonly online: boolean;
  readonly model: string | null;
  readonly firmware: string | null;
}

/** A message that is refused, with what is kept of it. */
export interface RefusedMessage {
  readonly type: 'refused';
  readonly topic: string;
  /** null when the topic names no device */
  readonly address: DeviceAddress | null;
  readonly receivedAt: EpochMs;
  readonly id: string;
  readonly code: RejectionCode;
  readonly detail: string;
  readonly firstBytes: Uint8Array;
  readonly size: number;
  /** the whole message, so that it can be tried again; absent when it is too big or trying again cannot help */
  readonly whole?: WholeMessage;
}

/** A message as it came, without its topic. */
export interface WholeMessage {
  readonly payload: Uint8Array;
  /** MQTT 5 user properties */
  readonly properties: Readonly<Record<string, string | string[]>>;
}

export type LedgerMessage = EventMessage | StateMessage | RefusedMessage;

/** Messages whose topic names no device are counted here. */
export const NOWHERE: DeviceAddress = { tenant: '', yard: '', area: '', device: '' };

/** How much of a refused message is shown. */
export const FIRST_BYTES = 256;

/** Refused messages up to this size are kept whole: every message of the contract but a photo fits. */
export const MOST_KEPT_BYTES = 64 * 1024;

/** How a message ended, for its receipt; no code means that it is booked. */
export interface Outcome {
  readonly address: DeviceAddress | null;
  readonly id: string;
  readonly code: string | null;
}
