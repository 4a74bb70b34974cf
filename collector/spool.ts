import type { EpochMs } from '../domain/units.ts';
import type { DeviceAddress } from '../domain/wire/mqtt-topics.ts';
import type { Ledger } from './ledger/ledger.ts';
import { dropGroup, nextGroup, type SpooledGroup, spoolGroups } from './ledger/spool.ts';
import { NOWHERE } from './messages.ts';
import { accountOfTopic } from './mqtt/decode.ts';
import { type ReadGroup, readGroup, writeGroup } from './mqtt/delivery-group.ts';
import type { Delivery } from './mqtt/payload.ts';

/** A group is booked in one transaction, during which nothing is read. */
export const GROUP_MESSAGES = 1_000;
const GROUP_BYTES = 4 * 1024 * 1024;
/** What the spool may hold; beyond it the broker keeps the rest. Some two million weighings. */
const MOST_BYTES = 512 * 1024 * 1024;
const MOST_TOPICS = 10_000;

/** A group out of the spool; `lost` messages of it cannot be read. */
export interface ReadSpooledGroup extends ReadGroup {
  readonly seq: number;
  readonly receivedAt: EpochMs;
  readonly body: Uint8Array;
  readonly lost: number;
}

interface Waiting {
  readonly seq: number;
  readonly receivedAt: EpochMs;
  readonly messages: number;
  readonly bytes: number;
  readonly byDevice: ReadonlyMap<string, number>;
}

/** The key of a device in a count. */
export const deviceKey = ({ tenant, yard, area, device }: DeviceAddress): string =>
  `${tenant}/${yard}/${area}/${device}`;

/**
 * What has arrived faster than it can be booked: raw deliveries in groups, in the ledger's file, in the order of their
 * arrival. What is in here survives a crash, so it may be acknowledged (invariant 1); it counts as pending until it is
 * booked (invariant 10).
 */
export class Spool {
  readonly #ledger: Ledger;
  readonly #mostBytes: number;
  readonly #groups: Waiting[] = [];
  /** keyed by device; adds up `byDevice` of all groups */
  readonly #pending = new Map<string, number>();
  /** device keys of topics seen lately; null: not for the ledger */
  readonly #topics = new Map<string, string | null>();
  #messages = 0;
  #bytes = 0;

  /** Finds again what an earlier run left. */
  constructor(ledger: Ledger, mostBytes = MOST_BYTES) {
    this.#ledger = ledger;
    this.#mostBytes = mostBytes;
    for (let group = nextGroup(ledger, 0); group; group = nextGroup(ledger, group.seq)) {
      const byDevice = this.#countOf(readGroup(group.body).deliveries);
      const read = [...byDevice.values()].reduce((sum, count) => sum + count, 0);
      if (read < group.messages) add(byDevice, deviceKey(NOWHERE), group.messages - read);
      this.#enter(group, byDevice);
    }
  }

  get isEmpty(): boolean {
    return this.#groups.length === 0;
  }

  get hasRoom(): boolean {
    return this.#bytes < this.#mostBytes;
  }

  /** How many messages wait, and when the first of them arrived. */
  get waiting(): { readonly messages: number; readonly oldestAt: EpochMs | null } {
    return { messages: this.#messages, oldestAt: this.#groups[0]?.receivedAt ?? null };
  }

  /** How many messages of a device wait. */
  pendingOf(key: string): number {
    return this.#pending.get(key) ?? 0;
  }

  /** Puts deliveries behind what waits; they are on disk when this returns. What is not the ledger's is left out. */
  put(deliveries: readonly Delivery[]): void {
    const parts = inParts(deliveries.filter(({ topic }) => this.#keyOf(topic) !== null));
    if (parts.length === 0) return;
    const groups = parts.map((part) => ({
      receivedAt: part[0]?.receivedAt ?? 0,
      messages: part.length,
      body: writeGroup(part),
    }));
    const seqs = spoolGroups(this.#ledger, groups);
    for (const [index, group] of groups.entries()) {
      this.#enter({ ...group, seq: seqs[index] ?? 0 }, this.#countOf(parts[index] ?? []));
    }
  }

  /** The group that waits longest; null when none does. */
  first(): ReadSpooledGroup | null {
    const first = this.#groups[0];
    const group = first ? nextGroup(this.#ledger, first.seq - 1) : null;
    if (!group) return null;
    const read = readGroup(group.body);
    const { seq, receivedAt, body, messages } = group;
    return { ...read, seq, receivedAt, body, lost: Math.max(0, messages - read.deliveries.length) };
  }

  /** Takes the first group out of the ledger: for the transaction that books it. */
  drop({ seq }: { readonly seq: number }): void {
    dropGroup(this.#ledger, seq);
  }

  /** Counts the first group no more: once that transaction is on disk. */
  forget(): void {
    const group = this.#groups.shift();
    if (!group) return;
    this.#messages -= group.messages;
    this.#bytes -= group.bytes;
    for (const [key, count] of group.byDevice) add(this.#pending, key, -count);
  }

  #enter({ seq, receivedAt, messages, body }: SpooledGroup, byDevice: ReadonlyMap<string, number>): void {
    this.#groups.push({ seq, receivedAt, messages, bytes: body.length, byDevice });
    this.#messages += messages;
    this.#bytes += body.length;
    for (const [key, count] of byDevice) add(this.#pending, key, count);
  }

  #countOf(deliveries: readonly Delivery[]): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { topic } of deliveries) {
      const key = this.#keyOf(topic);
      if (key !== null) add(counts, key, 1);
    }
    return counts;
  }

  #keyOf(topic: string): string | null {
    const known = this.#topics.get(topic);
    if (known !== undefined) return known;
    const account = accountOfTopic(topic);
    const key = account && deviceKey(account);
    // anybody may make topics up, so only so many are remembered
    if (this.#topics.size >= MOST_TOPICS) this.#topics.clear();
    this.#topics.set(topic, key);
    return key;
  }
}

/** Adds to a count, which goes when it is nought. */
export function add(counts: Map<string, number>, key: string, amount: number): void {
  const next = (counts.get(key) ?? 0) + amount;
  if (next === 0) counts.delete(key);
  else counts.set(key, next);
}

function inParts(deliveries: readonly Delivery[]): Delivery[][] {
  const parts: Delivery[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const delivery of deliveries) {
    const part = parts.at(-1);
    if (!part || part.length >= GROUP_MESSAGES || bytes + delivery.payload.length > GROUP_BYTES) {
      parts.push([delivery]);
      bytes = delivery.payload.length;
    } else {
      part.push(delivery);
      bytes += delivery.payload.length;
    }
  }
  return parts;
}
