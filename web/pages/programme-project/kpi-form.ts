import type { KpiEntry, KpiRow } from '../../../domain/wire/programme-api.ts';
import { readFigure } from './form-values.ts';

/** What was typed of a KPI. */
export interface TypedKpi {
  readonly kpi: string;
  readonly before: string;
  readonly target: string;
  readonly after: string;
  readonly weight: string;
  readonly note: string;
}

/** A figure of a table, with two decimals at most; a dash where there is none. */
export function figure(value: number | null): string {
  return value === null ? '–' : value.toLocaleString('en-US', { maximumFractionDigits: 2 }).replace('-', '−');
}

/** True for a row somebody said something of. */
function isUsed({ before, target, weight }: Pick<KpiRow, 'before' | 'target' | 'weight'>): boolean {
  return weight > 0 || before !== null || target !== null;
}

/** The KPIs a project has agreed on. */
export function usedKpis(rows: readonly KpiRow[]): KpiRow[] {
  return rows.filter(isUsed);
}

/** A row as it is typed. */
export function typedKpi(row: KpiRow): TypedKpi {
  const words = (value: number | null): string => (value === null ? '' : String(value));
  return {
    kpi: row.kpi,
    before: words(row.before),
    target: words(row.target),
    after: row.fromLedger === null ? words(row.after) : '',
    weight: String(row.weight),
    note: row.note,
  };
}

/** The rows that say something as they are sent, or the problems as `kpi.field`. */
export function kpisOf(
  rows: readonly TypedKpi[],
):
  | { readonly kpis: KpiEntry[]; readonly problems: null }
  | { readonly kpis: null; readonly problems: Readonly<Record<string, string>> } {
  const problems: Record<string, string> = {};
  const kpis = rows.map((row): KpiEntry => {
    const read = (name: 'before' | 'target' | 'after'): number | null => {
      const value = readFigure(row[name]);
      if ('value' in value) return value.value;
      problems[`${row.kpi}.${name}`] = value.problem;
      return null;
    };
    const weight = row.weight.trim() === '' ? 0 : Number(row.weight);
    if (!Number.isInteger(weight) || weight < 0 || weight > 100) problems[`${row.kpi}.weight`] = 'WEIGHT_RANGE';
    return {
      kpi: row.kpi,
      before: read('before'),
      target: read('target'),
      after: read('after'),
      weight,
      note: row.note,
    };
  });
  if (Object.keys(problems).length > 0) return { kpis: null, problems };
  return { kpis: kpis.filter((entry) => isUsed(entry) || entry.after !== null), problems: null };
}
