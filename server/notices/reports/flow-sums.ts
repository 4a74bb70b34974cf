import type { EpochMs, Kilogram } from '../../../domain/units.ts';
import type { RowScope } from '../../accounts/authorization.ts';
import type { FlowReads, FlowSelection } from '../../stores/flows/flow-requests.ts';
import type { Column, ColumnTable } from '../../stores/series/column-table.ts';

const MOST_ROWS = 200_000;

/** Whose rows a report tells of. */
export interface Audience {
  readonly scope: RowScope;
  readonly yards: readonly string[];
}

/** Net kilograms of a span by what they are. */
export interface FlowSum {
  readonly yard: string;
  readonly direction: string;
  readonly partner: string;
  readonly grade: string;
  readonly kg: Kilogram;
}

/** What the trucks of a partner amount to over a span. */
export interface PartnerSum {
  readonly yard: string;
  readonly direction: string;
  readonly partner: string;
  readonly trucks: number;
  readonly netKg: Kilogram;
  readonly deductionKg: Kilogram;
  readonly acceptedKg: Kilogram;
  readonly exceptionTrucks: number;
  readonly cancelledTrucks: number;
}

export const selectionOf = ({ scope, yards }: Audience, from: EpochMs, to: EpochMs): FlowSelection => ({
  ...{ scope, yards, from, to, partners: null, grades: null, direction: null },
});

/** Net kilograms of `[from, to)` by yard, direction, partner and grade: the figures of `/api/flows`. */
export async function flowSums(flows: FlowReads, audience: Audience, from: EpochMs, to: EpochMs): Promise<FlowSum[]> {
  const table = await flows.kilograms({ ...selectionOf(audience, from, to), every: 'all', rowsAtMost: MOST_ROWS });
  const [yard, direction, partner, grade] = textsOf(table, ['yard', 'direction', 'partner', 'grade']);
  const [kg] = numbersOf(table, ['kg']);
  return Array.from({ length: table.length }, (_, row) => ({
    ...{ yard: yard?.(row) ?? '', direction: direction?.(row) ?? '', partner: partner?.(row) ?? '' },
    ...{ grade: grade?.(row) ?? '', kg: kg?.(row) ?? 0 },
  }));
}

/** Trucks and weights of whole KST days `[from, to)` by yard, direction and partner: inbound first, then most net. */
export async function partnerSumsOf(
  flows: FlowReads,
  audience: Audience,
  from: EpochMs,
  to: EpochMs,
): Promise<PartnerSum[]> {
  const table = await flows.partnerDays(selectionOf(audience, from, to));
  const keys = textsOf(table, ['yard', 'direction', 'partner']);
  const figures = numbersOf(table, FIGURES);
  const sums = new Map<string, { key: string[]; sums: number[] }>();
  for (let row = 0; row < table.length; row += 1) {
    const key = keys.map((text) => text(row));
    const name = JSON.stringify(key);
    const known = sums.get(name) ?? { key, sums: FIGURES.map(() => 0) };
    known.sums = known.sums.map((sum, place) => sum + (figures[place]?.(row) ?? 0));
    sums.set(name, known);
  }
  return [...sums.values()]
    .map(({ key: [yard = '', direction = '', partner = ''], sums }) => {
      const figures = Object.fromEntries(FIGURES.map((name, place) => [name, sums[place] ?? 0]));
      return { yard, direction, partner, ...figures } as unknown as PartnerSum;
    })
    .sort((a, b) => compare(a.direction, b.direction) || b.netKg - a.netKg || compare(a.partner, b.partner));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const FIGURES = ['trucks', 'netKg', 'deductionKg', 'acceptedKg', 'exceptionTrucks', 'cancelledTrucks'] as const;

type Reader<T> = (row: number) => T;

const columnOf = ({ columns }: ColumnTable, name: string): Column | undefined =>
  columns.find((column) => column.name === name);

function textsOf(table: ColumnTable, names: readonly string[]): Reader<string>[] {
  return names.map((name) => {
    const column = columnOf(table, name);
    return (row) => (column?.kind === 'text' ? (column.dictionary[column.indices[row] ?? -1] ?? '') : '');
  });
}

function numbersOf(table: ColumnTable, names: readonly string[]): Reader<number>[] {
  return names.map((name) => {
    const column = columnOf(table, name);
    return (row) => (column && column.kind !== 'text' ? (column.values[row] ?? 0) : 0);
  });
}

/** Adds up what a key picks, in the order in which the keys come first. */
export function summedBy<T>(
  rows: readonly T[],
  key: (row: T) => string,
  value: (row: T) => number,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(key(row), (sums.get(key(row)) ?? 0) + value(row));
  return sums;
}
