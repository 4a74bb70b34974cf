import type { FlowSum } from '../../../domain/flows/sankey.ts';
import { directionOf } from './cube.ts';
import type { FlowView, RowKind } from './flow-view.ts';

/** A line of the table: what it is narrowed to when it is clicked, and its kilograms now and before. */
export interface TableRow {
  readonly key: string;
  readonly supplier: string | null;
  readonly grade: string | null;
  readonly yard: string | null;
  readonly works: string | null;
  readonly kg: number;
  /** of all rows, 0 to 1 */
  readonly share: number;
  /** `null`: what came before is not known yet, or nothing flowed at all */
  readonly before: number | null;
  readonly lastYear: number | null;
}

const collator = new Intl.Collator('ko', { numeric: true });

/** The lines of a kind, those that flowed before and no longer do as well. Sums of the other spans may be missing. */
export function tableRows(
  view: Pick<FlowView, 'rows' | 'suppliers' | 'works'>,
  now: readonly FlowSum[],
  before: readonly FlowSum[] | null,
  lastYear: readonly FlowSum[] | null,
): TableRow[] {
  const direction = directionOf(view.rows, view);
  const added = (sums: readonly FlowSum[] | null) => {
    const byKey = new Map<string, { parts: ReturnType<typeof partsOf>; kg: number }>();
    for (const sum of sums ?? []) {
      if (sum.direction !== direction) continue;
      const parts = partsOf(view.rows, sum);
      const key = JSON.stringify(Object.values(parts));
      byKey.set(key, { parts, kg: (byKey.get(key)?.kg ?? 0) + sum.kg });
    }
    return byKey;
  };
  const [current, earlier, yearAgo] = [added(now), added(before), added(lastYear)];
  // a span in which nothing flowed at all lies before the yards' first truck, and compares with nothing
  const inSpan = (span: typeof earlier, key: string): number | null =>
    span.size === 0 ? null : (span.get(key)?.kg ?? 0);
  const total = [...current.values()].reduce((sum, { kg }) => sum + kg, 0);
  return [...new Map([...yearAgo, ...earlier, ...current])].map(([key, { parts }]) => {
    const kg = current.get(key)?.kg ?? 0;
    return {
      key,
      ...parts,
      kg,
      share: total === 0 ? 0 : kg / total,
      before: inSpan(earlier, key),
      lastYear: inSpan(yearAgo, key),
    };
  });
}

function partsOf(kind: RowKind, { partner, grade, yard }: FlowSum) {
  return {
    supplier: kind.startsWith('supplier') ? partner : null,
    works: kind === 'works' ? partner : null,
    grade: kind.endsWith('grade') ? grade : null,
    yard: kind.endsWith('yard') ? yard : null,
  };
}

/** The rows whose name holds the words looked for, in the order asked for; equal ones by name, so that none ever jumps. */
export function sortedRows(
  rows: readonly TableRow[],
  { sort, isDown, find }: Pick<FlowView, 'sort' | 'isDown' | 'find'>,
  nameOf: (row: TableRow) => string,
): TableRow[] {
  const squeezed = (words: string): string => words.replace(/\s+/gu, '').toLowerCase();
  const wanted = squeezed(find);
  const figure = (row: TableRow): number | null => {
    if (sort === 'before') return row.before === null ? null : row.kg - row.before;
    if (sort === 'lastYear') return row.lastYear === null ? null : row.kg - row.lastYear;
    return row.kg;
  };
  const byName = (a: TableRow, b: TableRow): number =>
    collator.compare(nameOf(a), nameOf(b)) || (a.key < b.key ? -1 : 1);
  return rows
    .filter((row) => wanted === '' || squeezed(nameOf(row)).includes(wanted))
    .sort((a, b) => {
      if (sort === 'name') return isDown ? byName(b, a) : byName(a, b);
      const [left, right] = [figure(a), figure(b)];
      if (left === null || right === null) return left === right ? byName(a, b) : left === null ? 1 : -1;
      return (isDown ? right - left : left - right) || byName(a, b);
    });
}
