import { WEEK_MS } from '../../../domain/flows/buckets.ts';
import { formatKst } from '../../../domain/kst-time.ts';
import type { Period } from '../../../domain/notices/schedule.ts';
import type { EpochMs } from '../../../domain/units.ts';
import type { Change } from '../../../domain/wire/flows-api.ts';
import type { Dispute } from '../../../domain/wire/slips-api.ts';
import type { ChangeStore } from '../../stores/flows/changes.ts';
import type { FlowReads } from '../../stores/flows/flow-requests.ts';
import type { DisputeStore } from '../../stores/slips/disputes.ts';
import { type Audience, type FlowSum, flowSums, type PartnerSum, partnerSumsOf, selectionOf } from './flow-sums.ts';

export interface WeeklySources {
  readonly flows: FlowReads;
  readonly disputes: Pick<DisputeStore, 'list'>;
  readonly changes: Pick<ChangeStore, 'report'>;
}

/** The same figures of a week and of the one before it. */
export interface TwoWeeks<T> {
  readonly now: readonly T[];
  readonly before: readonly T[];
}

export interface WeeklyFigures {
  readonly flows: TwoWeeks<FlowSum>;
  readonly partners: TwoWeeks<PartnerSum>;
  readonly changes: readonly Change[];
  /** those that were opened or ended in the week, and those still open */
  readonly disputes: readonly Dispute[];
}

/** What a KST week came to beside the one before it, within the rows of whoever it is for. */
export async function weeklyFigures(
  { flows, disputes, changes }: WeeklySources,
  audience: Audience,
  { from, to }: Period,
  now: EpochMs,
): Promise<WeeklyFigures> {
  const [sums, sumsBefore, partners, partnersBefore, report] = await Promise.all([
    flowSums(flows, audience, from, to),
    flowSums(flows, audience, from - WEEK_MS, from),
    partnerSumsOf(flows, audience, from, to),
    partnerSumsOf(flows, audience, from - WEEK_MS, from),
    changes.report(selectionOf(audience, from, to), from, now),
  ]);
  const [first, last] = [formatKst(from), formatKst(to)];
  const isOfWeek = (time: string | null) => time !== null && time >= first && time < last;
  return {
    flows: { now: sums, before: sumsBefore },
    partners: { now: partners, before: partnersBefore },
    changes: report.changes,
    disputes: disputes
      .list({ scope: audience.scope }, now)
      .filter(({ state, openedAt, endedAt }) => state === 'open' || isOfWeek(openedAt) || isOfWeek(endedAt)),
  };
}
