import type { FlowSum } from '../../../domain/flows/sankey.ts';
import type { EpochMs } from '../../../domain/units.ts';
import type { Columns, TextColumn } from '../../columns/decode.ts';
import { type Cut, type FlowView, type RowKind, type Split, sidesOf } from './flow-view.ts';

type Part = 'yard' | 'direction' | 'partner' | 'grade';

/** Kilograms by bucket, yard, direction, partner and grade; a row for whatever is not zero. */
export interface Cube extends Readonly<Record<Part, TextColumn>> {
  readonly length: number;
  readonly time: Float64Array;
  readonly kg: Float64Array;
}

export function cubeOf(columns: Columns): Cube {
  return {
    length: columns.length,
    time: columns.numbers('time'),
    kg: columns.numbers('kg'),
    yard: columns.texts('yard'),
    direction: columns.texts('direction'),
    partner: columns.texts('partner'),
    grade: columns.texts('grade'),
  };
}

const textAt = ({ names, codes }: TextColumn, row: number): string => names[codes[row] ?? -1] ?? '';

/** The rows that a view is narrowed to. Suppliers narrow what came in and works what went out. */
export function fittingRows(cube: Cube, view: Pick<FlowView, Cut>): Int32Array {
  const sides = sidesOf(view);
  const allows = (part: Part, names: readonly string[]): Uint8Array =>
    Uint8Array.from(cube[part].names, (name) => (names.length === 0 || names.includes(name) ? 1 : 0));
  const yards = allows('yard', view.yards);
  const grades = allows('grade', view.grades);
  const partners = { inbound: allows('partner', view.suppliers), outbound: allows('partner', view.works) };
  const rows = new Int32Array(cube.length);
  let kept = 0;
  for (let row = 0; row < cube.length; row += 1) {
    const direction = textAt(cube.direction, row);
    if (direction !== 'inbound' && direction !== 'outbound') continue;
    if (sides !== 'both' && sides !== direction) continue;
    if (yards[cube.yard.codes[row] ?? 0] === 0 || grades[cube.grade.codes[row] ?? 0] === 0) continue;
    if (partners[direction][cube.partner.codes[row] ?? 0] === 0) continue;
    rows[kept] = row;
    kept += 1;
  }
  return rows.slice(0, kept);
}

/** The rows added up over time. */
export function flowSums(cube: Cube, rows: Int32Array): FlowSum[] {
  const sums = new Map<string, { yard: string; direction: string; partner: string; grade: string; kg: number }>();
  for (const row of rows) {
    const key = [cube.yard, cube.direction, cube.partner, cube.grade].map(({ codes }) => codes[row]).join();
    const sum = sums.get(key);
    if (sum === undefined) {
      sums.set(key, {
        yard: textAt(cube.yard, row),
        direction: textAt(cube.direction, row),
        partner: textAt(cube.partner, row),
        grade: textAt(cube.grade, row),
        kg: cube.kg[row] ?? 0,
      });
    } else sum.kg += cube.kg[row] ?? 0;
  }
  return [...sums.values()];
}

/** Kilograms of a direction. */
export function totalOf(sums: readonly FlowSum[], direction: 'inbound' | 'outbound'): number {
  return sums.reduce((total, sum) => total + (sum.direction === direction ? sum.kg : 0), 0);
}

/** The direction that figures split this way speak of: works are of what went out, everything else of what came in. */
export function directionOf(
  kind: Split | RowKind,
  view: Pick<FlowView, 'suppliers' | 'works'>,
): 'inbound' | 'outbound' {
  return kind === 'works' || sidesOf(view) === 'outbound' ? 'outbound' : 'inbound';
}

/** Kilograms by bucket and by what they are split by. */
export interface SplitSums {
  /** names, most kilograms first */
  readonly keys: readonly string[];
  /** by name, one value per bucket */
  readonly kg: ReadonlyMap<string, Float64Array>;
}

const PART_OF: Readonly<Record<Split, Part>> = { supplier: 'partner', works: 'partner', grade: 'grade', yard: 'yard' };

/** Rows of one direction by bucket; `starts` are the starts of all buckets, and a row counts for the last one not after it. */
export function splitByTime(
  cube: Cube,
  rows: Int32Array,
  starts: readonly EpochMs[],
  { split, direction }: { split: Split; direction: 'inbound' | 'outbound' },
): SplitSums {
  const places = new Map(starts.map((start, place) => [start, place]));
  const placeOf = (time: EpochMs): number =>
    places.get(time) ??
    Math.max(
      0,
      starts.findLastIndex((start) => start <= time),
    );
  const column = cube[PART_OF[split]];
  const sums = new Map<string, Float64Array>();
  for (const row of rows) {
    if (textAt(cube.direction, row) !== direction) continue;
    const name = textAt(column, row);
    const ofName = sums.get(name) ?? new Float64Array(starts.length);
    sums.set(name, ofName);
    const place = placeOf(cube.time[row] ?? 0);
    ofName[place] = (ofName[place] ?? 0) + (cube.kg[row] ?? 0);
  }
  const total = (name: string): number => sums.get(name)?.reduce((sum, kg) => sum + kg, 0) ?? 0;
  return { keys: [...sums.keys()].sort((a, b) => total(b) - total(a) || (a < b ? -1 : 1)), kg: sums };
}
