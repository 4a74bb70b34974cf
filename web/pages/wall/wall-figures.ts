import { formatKst } from '../../../domain/kst-time.ts';
import { HOUR_MS } from '../../../domain/units.ts';
import type { Visit, YardSummary } from '../../../domain/wire/http-api.ts';
import { dayAfter, instant, minutesSince } from '../../text/dates.ts';

/** How today stands against yesterday up to this time of day. */
export type Comparison =
  | { readonly word: 'more' | 'less'; readonly kg: number }
  | { readonly word: 'same' | 'unknown' };

/** Below 50 kg both would read the same in tonnes with one decimal. */
const SAME_KG = 50;

export function comparison(summary: Pick<YardSummary, 'today' | 'yesterdaySoFar'>): Comparison {
  if (summary.yesterdaySoFar.trucks === 0) return { word: 'unknown' };
  const difference = summary.today.inboundKg - summary.yesterdaySoFar.inboundKg;
  if (Math.abs(difference) < SAME_KG) return { word: 'same' };
  return { word: difference > 0 ? 'more' : 'less', kg: Math.abs(difference) };
}

/** True when yesterday's kilograms, which today is held against, changed after the day had ended. */
export function isYesterdayRestated({ day, restatedDays }: Pick<YardSummary, 'day' | 'restatedDays'>): boolean {
  return restatedDays.includes(dayAfter(day, -1));
}

export interface WaitingTruck {
  readonly visit: Visit;
  readonly minutes: number;
  /** longer than a truck should stand in a yard */
  readonly isLong: boolean;
}

const LONG_WAIT_MINUTES = 60;

/** Trucks in the yard, the longest wait first. */
export function waitingTrucks(openVisits: readonly Visit[], now: number): WaitingTruck[] {
  return openVisits
    .map((visit) => {
      const minutes = minutesSince(visit.openedAt, now);
      return { visit, minutes, isLong: minutes >= LONG_WAIT_MINUTES };
    })
    .sort((a, b) => b.minutes - a.minutes || a.visit.openedAt.localeCompare(b.visit.openedAt));
}

export type Freshness =
  | { readonly state: 'fresh'; readonly ageMs: number | null }
  | { readonly state: 'stale' | 'away'; readonly since: number };

/** Whether the figures are of now: `stale` when this screen hears nothing, `away` when the yard is silent behind the server. */
export function freshness(
  staleSince: number | null,
  collector: Pick<YardSummary['collector'], 'online' | 'heardAt'>,
  at: string,
  now: number,
): Freshness {
  if (staleSince !== null) return { state: 'stale', since: staleSince };
  const heardAt = instant(collector.heardAt);
  if (!collector.online) return { state: 'away', since: heardAt ?? instant(at) ?? now };
  return { state: 'fresh', ageMs: heardAt === null ? null : Math.max(0, now - heardAt) };
}

/** The KST hour of an instant. */
export function kstHour(at: number): number {
  return Number(formatKst(at).slice(11, 13));
}

const RELOAD_AFTER_MS = 20 * HOUR_MS;

/** True in the quiet minute of the night (04:30 KST) in which a screen that was on all day starts afresh. */
export function isReloadMinute(startedAt: number, now: number): boolean {
  return now - startedAt > RELOAD_AFTER_MS && formatKst(now).slice(11, 16) === '04:30';
}
