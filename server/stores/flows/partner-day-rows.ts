import type { PartnerSums } from '../../../domain/flows/partner-sums.ts';
import type { EpochMs } from '../../../domain/units.ts';
import type { Column, ColumnTable } from '../series/column-table.ts';
import { SUM_NAMES } from './partner-days.ts';

export interface PartnerDay {
  readonly day: EpochMs;
  readonly yard: string;
  readonly partner: string;
  readonly sums: PartnerSums;
}

/** A table of `FlowReads.partnerDays` row by row. */
export function partnerDayRows({ length, columns }: ColumnTable): PartnerDay[] {
  const column = (name: string): Column | undefined => columns.find((one) => one.name === name);
  const numbers = (name: string): Float64Array => {
    const found = column(name);
    return found === undefined || found.kind === 'text' ? new Float64Array(length) : found.values;
  };
  const text = (name: string): ((row: number) => string) => {
    const found = column(name);
    return (row) => (found?.kind === 'text' ? (found.dictionary[found.indices[row] ?? 0] ?? '') : '');
  };
  const [day, yard, partner] = [numbers('time'), text('yard'), text('partner')];
  const sums = SUM_NAMES.map((name) => [name, numbers(name)] as const);
  return Array.from({ length }, (_, row) => ({
    day: day[row] ?? 0,
    yard: yard(row),
    partner: partner(row),
    sums: Object.fromEntries(sums.map(([name, values]) => [name, values[row] ?? 0])) as unknown as PartnerSums,
  }));
}
