import Value from 'typebox/value';
import { formatKst, parseEventTime } from '../../domain/kst-time.ts';
import { type EpochMs, SECOND_MS } from '../../domain/units.ts';
import { LoadMessage } from '../../domain/wire/edge-messages.ts';
import type { AccountFact, CollectorStatus } from '../../domain/wire/facts.ts';
import { CollectorHealth, CollectorNumbers, type ScaleReading } from '../../domain/wire/http-api.ts';
import type { DeviceAddress } from '../../domain/wire/mqtt-topics.ts';
import type { PendingOf } from '../stores/account.ts';
import type { LiveState } from '../stores/summary.ts';
import { type HeardSystem, isBehindBy } from '../stores/system/signs.ts';

/** The collector says something every two seconds; after five it counts as away. */
const AWAY_AFTER_MS = 5 * SECOND_MS;
/** No yard has more scales or devices than this; what exceeds it is noise on a topic. */
const SCALES_PER_YARD = 32;
const DEVICES_PER_YARD = 1_000;

const Grading = CollectorHealth.properties.grading;

const NO_GRADING: CollectorHealth['grading'] = {
  ready: false,
  model: null,
  waiting: 0,
  graded: 0,
  failed: 0,
  p50Ms: null,
  p95Ms: null,
};

/** What was heard on MQTT and stands in no table: scales, the collector's health, what waits for its commit. */
export class HeardState implements LiveState, HeardSystem {
  /** keyed by yard, then by `area/device` */
  readonly #scales = new Map<string, Map<string, ScaleReading>>();
  /** what devices with something pending had sent in all, keyed by yard, then by `tenant/area/device` */
  readonly #received = new Map<string, Map<string, number>>();
  #status: CollectorStatus | null = null;
  #heardAt: EpochMs | null = null;
  /** `null`: the collector is away or behind, so what devices say is not heard */
  #listeningSince: EpochMs | null = null;

  /** Takes a live reading; false when it is none or when the yard has too many scales already. */
  hearLoad({ yard, area, device }: DeviceAddress, body: unknown): boolean {
    if (!Value.Check(LoadMessage, body)) return false;
    const at = parseEventTime(body.at);
    if (at === null) return false;
    const scales = this.#scales.get(yard) ?? new Map<string, ScaleReading>();
    const key = `${area}/${device}`;
    if (!scales.has(key) && scales.size >= SCALES_PER_YARD) return false;
    scales.set(key, { area, device, at: formatKst(at), kg: body.kg, stable: body.stable });
    this.#scales.set(yard, scales);
    return true;
  }

  /** Takes the collector's status; a retained one counts from the time it states, not from now. */
  hearCollector(status: CollectorStatus, isRetained: boolean, now: EpochMs): void {
    const stated = parseEventTime(status.at);
    const wasHeard = this.collector(now).online;
    this.#status = status;
    this.#heardAt = isRetained ? stated : now;
    const numbers = this.numbers();
    const isListening = this.collector(now).online && !(numbers && isBehindBy(numbers, now));
    if (!isListening) this.#listeningSince = null;
    else if (!wasHeard || this.#listeningSince === null) this.#listeningSince = now;
  }

  /** What it last told of its own work; `null` while it has told nothing, or nothing this version understands. */
  numbers(): CollectorNumbers | null {
    return Value.Check(CollectorNumbers, this.#status?.numbers) ? this.#status.numbers : null;
  }

  listeningSince(now: EpochMs): EpochMs {
    return this.collector(now).online ? (this.#listeningSince ?? now) : now;
  }

  hearAccount(yard: string, fact: AccountFact): void {
    const received = new Map<string, number>();
    for (const row of fact.byDevice.slice(0, DEVICES_PER_YARD)) {
      if (row.pending > 0) received.set(`${row.tenant}/${row.area}/${row.device}`, row.received);
    }
    this.#received.set(yard, received);
  }

  scales(yard: string): ScaleReading[] {
    return [...(this.#scales.get(yard)?.values() ?? [])];
  }

  collector(now: EpochMs): CollectorHealth {
    const isFresh = this.#heardAt !== null && now - this.#heardAt <= AWAY_AFTER_MS;
    return {
      online: isFresh && this.#status?.online === true,
      heardAt: this.#heardAt === null ? null : formatKst(this.#heardAt),
      grading: Value.Check(Grading, this.#status?.grading) ? this.#status.grading : NO_GRADING,
    };
  }

  /** The ledger may know more than the fact did: what has been committed since is no longer pending. */
  readonly pendingOf: PendingOf = ({ tenant, yard, area, device, written, rejected }) =>
    Math.max(0, (this.#received.get(yard)?.get(`${tenant}/${area}/${device}`) ?? 0) - written - rejected);
}
