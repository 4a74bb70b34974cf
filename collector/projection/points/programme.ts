import { numberedNs, placeOf, pointNs } from '../../../domain/wire/point-place.ts';
import { type RowPoints, seqsOf } from './row-points.ts';

interface IndicatorRow {
  readonly seq: number;
  readonly tenant: string;
  readonly yard: string;
  readonly indicator: string;
  readonly hour: number;
  readonly value: number;
  readonly target: number | null;
}

/** Points of indicators, by the number of a row: the latest row of its yard, indicator and hour, whichever was asked. */
export const indicatorPoints: RowPoints = (ledger, refs) => {
  const rows = ledger.all<IndicatorRow>(
    `SELECT a.seq, a.tenant, a.yard, a.indicator, a.hour, n.value, n.target
     FROM json_each(?) r JOIN indicator_row a ON a.seq = r.value
     JOIN indicator_row n ON n.seq = (SELECT max(seq) FROM indicator_row
       WHERE yard = a.yard AND indicator = a.indicator AND hour = a.hour AND tenant = a.tenant)`,
    seqsOf(refs),
  );
  return new Map(
    rows.map(({ seq, tenant, yard, indicator, hour, value, target }) => {
      const place = placeOf('indicator', { tenant, yard, indicator }, pointNs(hour, indicator));
      return [String(seq), [{ ...place, fields: { value, target: target ?? 0, has_target: target !== null } }]];
    }),
  );
};

interface BudgetRow {
  readonly seq: number;
  readonly project: string;
  readonly funder: string;
  readonly line: string;
  readonly stage: string;
  readonly at: number;
  readonly amount_krw: number;
}

/** Points of budget entries, by the number of their row; every entry is one of its own. */
export const budgetPoints: RowPoints = (ledger, refs) => {
  const rows = ledger.all<BudgetRow>(
    `SELECT b.seq, b.project, b.funder, b.line, b.stage, b.at, b.amount_krw
     FROM json_each(?) r JOIN budget_row b ON b.seq = r.value`,
    seqsOf(refs),
  );
  return new Map(
    rows.map(({ seq, project, funder, line, stage, at, amount_krw }) => {
      const place = placeOf('budget', { project, funder, line, stage }, numberedNs(at, seq));
      return [String(seq), [{ ...place, fields: { amount_krw } }]];
    }),
  );
};
