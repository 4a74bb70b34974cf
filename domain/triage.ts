import { isOpenAt, type OpeningHours, openingOf } from './opening-hours.ts';
import { type EpochMs, MINUTE_MS } from './units.ts';

/** What is the matter is told apart here, for the system page and for alerts alike. */

/**
 * A device against its habit: `speaking`; `silent` longer than it ever is in opening hours; `offline` by its own word or
 * last will; `resting` while the yard is closed.
 */
export const DEVICE_CONDITIONS = ['speaking', 'silent', 'offline', 'resting'] as const;
export type DeviceCondition = (typeof DEVICE_CONDITIONS)[number];

/** The first of these that holds is what the whole system is told to be; what stands earlier explains what stands later. */
export const SYSTEM_CONDITIONS = [
  'ok',
  'collector-away',
  'collector-behind',
  'database-away',
  'grading-away',
  'sensor-silent',
] as const;
export type SystemCondition = (typeof SYSTEM_CONDITIONS)[number];

/** What waits on disk longer than this to be booked or told means that the collector is behind. */
export const BEHIND_AFTER_MS = MINUTE_MS;

export interface DeviceSigns {
  readonly isOnline: boolean;
  readonly heardAt: EpochMs | null;
  /** how long it may keep silent (`habit.ts`); `null`: it never speaks of itself */
  readonly limitMs: number | null;
}

export interface CollectorSigns {
  readonly isOnline: boolean;
  readonly isGradingReady: boolean;
  /** `null`: it has not told them */
  readonly numbers: CollectorWork | null;
}

export interface CollectorWork {
  /** since when the oldest fact waits for the broker */
  readonly outboxOldestAt: EpochMs | null;
  /** since when the oldest message waits to be booked */
  readonly spooledOldestAt: EpochMs | null;
  readonly trouble: string | null;
  /** `null`: there is no InfluxDB to project to */
  readonly projection: {
    readonly state: 'running' | 'waiting' | 'away';
    readonly due: number;
    readonly oldestAt: EpochMs | null;
  } | null;
}

/**
 * How a device is. Silence counts from when its yard opened, and from `watchedSince`, when the collector last began to
 * listen without a break: nobody hears a device through a collector that is away.
 */
export function deviceCondition(
  { isOnline, heardAt, limitMs }: DeviceSigns,
  hours: OpeningHours | null,
  watchedSince: EpochMs,
  now: EpochMs,
): DeviceCondition {
  if (!isOpenAt(hours, now)) return 'resting';
  if (!isOnline) return 'offline';
  if (heardAt === null || limitMs === null) return 'speaking';
  const opened = (hours && openingOf(hours, now)?.from) ?? Number.NEGATIVE_INFINITY;
  return now - Math.max(heardAt, opened, watchedSince) > limitMs ? 'silent' : 'speaking';
}

/** True when messages or facts wait on the collector's disk for too long, or when it cannot write at all. */
export function isBehind(numbers: CollectorWork, now: EpochMs): boolean {
  const isOld = (since: EpochMs | null) => since !== null && now - since > BEHIND_AFTER_MS;
  return numbers.trouble !== null || isOld(numbers.spooledOldestAt) || isOld(numbers.outboxOldestAt);
}

/** The state of the whole system in one word. */
export function systemCondition(
  collector: CollectorSigns,
  devices: readonly DeviceCondition[],
  now: EpochMs,
): SystemCondition {
  const { isOnline, numbers, isGradingReady } = collector;
  if (!isOnline) return 'collector-away';
  if (numbers && isBehind(numbers, now)) return 'collector-behind';
  if (numbers?.projection?.state === 'away') return 'database-away';
  if (!isGradingReady) return 'grading-away';
  return devices.includes('silent') ? 'sensor-silent' : 'ok';
}
