import type { LedgerKpi, Programme } from './programme.ts';
import { type Refusal, refusal } from './refusals.ts';

/** What a person says of a KPI. */
export interface KpiEntry {
  readonly kpi: string;
  readonly before: number | null;
  readonly target: number | null;
  /** where the ledger knows the figure, that one counts; of one it knows in part, a person's goes before it */
  readonly after: number | null;
  /** whole per cent; those of a project add up to 100 */
  readonly weight: number;
  readonly note: string;
}

type Kpi = Programme['kpis'][number];

export interface KpiResult extends KpiEntry {
  readonly definition: Kpi;
  /** the figure of the ledger that `after` is; `null` when a person said it or nobody did */
  readonly fromLedger: LedgerKpi | null;
  /** per cent of the way from before to target; `null` while a figure is missing or there was no way to go */
  readonly attainment: number | null;
  /** per cent by which it became better than before; below zero it became worse */
  readonly improvement: number | null;
}

export interface KpiResults {
  readonly rows: readonly KpiResult[];
  readonly weightSum: number;
  /** per cent: attainments by weight, each counted from 0 to 100; `null` while the weights do not add up to 100 or a
   * weighted figure is missing */
  readonly attainment: number | null;
}

const ALL_WEIGHTS = 100;

/** The ledger does not see what lay in the yard before its first weighing, so who has counted the stock knows better. */
const KNOWN_IN_PART: LedgerKpi = 'stock-days';

/** True where a person may say the figure although the ledger has one. */
export function maySayAfter(fromLedger: LedgerKpi | null): boolean {
  return fromLedger === null || fromLedger === KNOWN_IN_PART;
}

/**
 * 목표달성률, per cent (weak: the portal's own formula is not published): how much of the way from before to target was
 * gone, `(after - before) / (target - before)`, the same for KPIs that should rise and that should fall.
 */
export function attainmentOf(before: number, target: number, after: number): number | null {
  // the zero keeps "none of the way" from being written as -0
  return target === before ? null : ((after - before) / (target - before)) * 100 + 0;
}

/** 개선률, per cent (weak): the change against before, counted as better in the KPI's own direction. */
export function improvementOf(before: number, after: number, direction: 'up' | 'down'): number | null {
  if (before === 0) return null;
  const better = direction === 'up' ? after - before : before - after;
  return (better / Math.abs(before)) * 100;
}

/** The KPI table of a project; `ledger` has the figures that the ledger knows. KPIs of no programme are left out. */
export function kpiResults(
  entries: readonly KpiEntry[],
  programme: Programme,
  ledger: Readonly<Partial<Record<LedgerKpi, number>>> = {},
): KpiResults {
  const rows = programme.kpis.flatMap((definition): KpiResult[] => {
    const entry = entries.find(({ kpi }) => kpi === definition.id);
    if (!entry) return [];
    const { fromLedger: name } = definition;
    const known = name === null || (name === KNOWN_IN_PART && entry.after !== null) ? undefined : ledger[name];
    const after = known ?? entry.after;
    const { before, target } = entry;
    return [
      {
        ...entry,
        after,
        definition,
        fromLedger: known === undefined ? null : name,
        attainment: before === null || target === null || after === null ? null : attainmentOf(before, target, after),
        improvement: before === null || after === null ? null : improvementOf(before, after, definition.direction),
      },
    ];
  });
  const weightSum = rows.reduce((sum, { weight }) => sum + weight, 0);
  return { rows, weightSum, attainment: weightSum === ALL_WEIGHTS ? weighted(rows) : null };
}

function weighted(rows: readonly KpiResult[]): number | null {
  let sum = 0;
  for (const { attainment, weight } of rows) {
    if (weight === 0) continue;
    if (attainment === null) return null;
    sum += Math.min(100, Math.max(0, attainment)) * weight;
  }
  return sum / ALL_WEIGHTS;
}

/** What is wrong with a KPI table: an unknown KPI, one twice, a target in the wrong direction, weights that miss 100. */
export function refuseKpis(entries: readonly KpiEntry[], programme: Programme): Refusal[] {
  const refusals = entries.flatMap(({ kpi, before, target }, place): Refusal[] => {
    const definition = programme.kpis.find(({ id }) => id === kpi);
    if (!definition) return [refusal('KPI_UNKNOWN', `kpis.${place}.kpi`, { kpi })];
    if (entries.findIndex((other) => other.kpi === kpi) < place) {
      return [refusal('KPI_TWICE', `kpis.${place}.kpi`, { kpi })];
    }
    const isBackwards =
      before !== null && target !== null && (definition.direction === 'up' ? target < before : target > before);
    return isBackwards ? [refusal('KPI_TARGET_BACKWARDS', `kpis.${place}.target`, { kpi })] : [];
  });
  const sum = entries.reduce((total, { weight }) => total + weight, 0);
  if (entries.length > 0 && sum !== ALL_WEIGHTS) refusals.push(refusal('KPI_WEIGHTS_DIFFER', 'kpis', { sum }));
  return refusals;
}

/** What the ledger has of a span of time; kilograms are whole. */
export interface LedgerFigures {
  /** net kilograms of closed visits, in and out */
  readonly netKg: number;
  /** net kilograms of closed inbound visits */
  readonly inboundNetKg: number;
  readonly inboundDeductionKg: number;
  /** net kilograms of inbound visits that were turned away */
  readonly rejectedKg: number;
  readonly outboundNetKg: number;
  readonly visits: number;
  /** minutes from first to second weighing, of all closed visits together */
  readonly yardMinutes: number;
  /** hours the yard was open */
  readonly openHours: number;
  readonly days: number;
  /** kilograms in the yard at the end, by `stockOf`; `null` when the ledger cannot tell */
  readonly stockKg: number | null;
}

/**
 * Kilograms in the yards, counted from the first weighing of each in the ledger: accepted inbound less net outbound.
 * What lay there before is not in it, so it is less than the whole; a yard that has sent out more than came in shows
 * that, and then the ledger cannot tell (`null`).
 */
export function stockOf(
  yards: readonly { readonly acceptedInboundKg: number; readonly netOutboundKg: number }[],
): number | null {
  const stocks = yards.map(({ acceptedInboundKg, netOutboundKg }) => acceptedInboundKg - netOutboundKg);
  return stocks.some((stock) => stock < 0) ? null : stocks.reduce((sum, stock) => sum + stock, 0);
}

/**
 * The KPIs the ledger knows (derived: what the portal's rows mean for a scrap yard); a figure that cannot be worked out is
 * absent. 시간당 생산량: tonnes an open hour. 제조리드타임: minutes between a truck's weighings. 불량률: kilograms rejected or
 * deducted of a million inbound. 재공재고: days the stock lasts at the rate of outbound.
 */
export function ledgerKpis(figures: LedgerFigures): Partial<Record<LedgerKpi, number>> {
  const { netKg, inboundNetKg, inboundDeductionKg, rejectedKg, outboundNetKg, stockKg } = figures;
  const offered = inboundNetKg + rejectedKg;
  return {
    ...(figures.openHours > 0 ? { 'tonnes-per-hour': netKg / 1_000 / figures.openHours } : {}),
    ...(figures.visits > 0 ? { 'yard-minutes': figures.yardMinutes / figures.visits } : {}),
    ...(offered > 0 ? { 'rejection-rate': ((rejectedKg + inboundDeductionKg) / offered) * 1_000_000 } : {}),
    ...(stockKg !== null && outboundNetKg > 0 ? { 'stock-days': (stockKg / outboundNetKg) * figures.days } : {}),
  };
}
