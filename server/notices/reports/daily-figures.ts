import type { Period } from '../../../domain/notices/schedule.ts';
import type { EpochMs, Kilogram, KstDay } from '../../../domain/units.ts';
import type { Visit } from '../../../domain/wire/http-api.ts';
import type { Dispute } from '../../../domain/wire/slips-api.ts';
import { accountOf, type PendingOf } from '../../stores/account.ts';
import type { FlowReads } from '../../stores/flows/flow-requests.ts';
import type { Ledger } from '../../stores/ledger.ts';
import { daysOf } from '../../stores/restatements.ts';
import type { DisputeStore } from '../../stores/slips/disputes.ts';
import type { Sqlite } from '../../stores/sqlite.ts';
import type { YardStore } from '../../stores/yards.ts';
import { type Audience, type FlowSum, flowSums, type PartnerSum, partnerSumsOf, selectionOf } from './flow-sums.ts';

/** Visits that are listed one by one; there are more behind the screens. */
const MOST_LISTED = 200;

export interface ReportSources {
  readonly ledger: Ledger;
  readonly yards: Pick<YardStore, 'name' | 'list' | 'dayPlanKg' | 'works'>;
  readonly flows: FlowReads;
  readonly disputes: Pick<DisputeStore, 'list'>;
  readonly pendingOf: PendingOf;
}

export interface YardDay {
  readonly yard: string;
  readonly trucks: number;
  readonly inboundKg: Kilogram;
  readonly outboundKg: Kilogram;
  readonly deductionKg: Kilogram;
  readonly planKg: Kilogram | null;
}

export interface DayRestatement {
  readonly yard: string;
  readonly day: KstDay;
  readonly direction: string;
  readonly grade: string;
  readonly beforeKg: Kilogram;
  readonly afterKg: Kilogram;
  /** of the visit that changed it; its id where it has none */
  readonly ticket: string;
}

export interface DaySlips {
  readonly yard: string;
  readonly issued: number;
  readonly superseded: number;
  readonly cancelled: number;
}

export interface DailyFigures {
  readonly yards: readonly YardDay[];
  readonly flows: readonly FlowSum[];
  readonly partners: readonly PartnerSum[];
  readonly deducted: readonly Visit[];
  readonly exceptional: readonly Visit[];
  /** kilograms of earlier days that changed on this day */
  readonly restatements: readonly DayRestatement[];
  readonly disputes: readonly Dispute[];
  readonly slips: readonly DaySlips[];
  /** since the beginning, as it stands now: received = written + pending + rejected */
  readonly account: ReturnType<typeof accountOf>;
}

/** What a KST day came to, as the screens and the interface tell it at this moment. */
export async function dailyFigures(
  { ledger, yards, flows, disputes, pendingOf }: ReportSources,
  audience: Audience,
  { from, to, key }: Period,
  now: EpochMs,
): Promise<DailyFigures> {
  const listed = { ...selectionOf(audience, from, to), limit: MOST_LISTED, after: null };
  const [sums, partners, deducted, exceptional] = await Promise.all([
    flowSums(flows, audience, from, to),
    partnerSumsOf(flows, audience, from, to),
    flows.visits({ ...listed, only: 'deducted' }),
    flows.visits({ ...listed, only: 'exception' }),
  ]);
  const ids = JSON.stringify(audience.yards);
  const read = <T>(query: (database: Sqlite) => T[]): T[] => ledger.read(query, []);
  return {
    yards: read((database) =>
      audience.yards.flatMap((yard) =>
        daysOf(database, yard, from, to).map(({ trucks, inboundKg, outboundKg, deductionKg }) => {
          return { yard, trucks, inboundKg, outboundKg, deductionKg, planKg: yards.dayPlanKg(yard) };
        }),
      ),
    ),
    ...{ flows: sums, partners, deducted: deducted.visits, exceptional: exceptional.visits },
    restatements: read((database) => database.rows<DayRestatement>(RESTATED, ids, from, to, key)),
    disputes: disputes.list({ scope: audience.scope, state: 'open' }, now),
    slips: read((database) => database.rows<DaySlips>(SLIPS, ids, from, to)),
    account: accountOf(ledger, audience.yards, pendingOf),
  };
}

const RESTATED = `SELECT r.yard, r.day, r.direction, r.grade, r.before_kg AS beforeKg, r.after_kg AS afterKg,
    coalesce(v.ticket, r.visit) AS ticket
  FROM restatement_row r LEFT JOIN visit v ON v.id = r.visit
  WHERE r.yard IN (SELECT value FROM json_each(?)) AND r.recorded_at >= ? AND r.recorded_at < ? AND r.day < ?
  ORDER BY r.seq`;

const SLIPS = `SELECT yard, sum(version = 1 AND state = 'issued') AS issued, sum(version > 1 AND state = 'issued') AS superseded,
    sum(state = 'cancelled') AS cancelled
  FROM slip_row WHERE yard IN (SELECT value FROM json_each(?)) AND issued_at >= ? AND issued_at < ? GROUP BY yard`;
