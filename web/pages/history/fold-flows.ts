import type { Columns } from '../../columns/decode.ts';
import { type Grain, startsIn, type Window } from './grain.ts';

/** Net kilograms by bucket, yard, direction, partner and grade, in the order of time. */
export interface FlowSums {
  readonly length: number;
  readonly time: Float64Array;
  readonly yard: NamedColumn;
  readonly direction: NamedColumn;
  readonly partner: NamedColumn;
  readonly grade: NamedColumn;
  readonly kg: Float64Array;
}
interface NamedColumn {
  readonly names: readonly string[];
  readonly codes: Int32Array;
}

export function flowSums(columns: Columns): FlowSums {
  return {
    length: columns.length,
    time: columns.numbers('time'),
    yard: columns.texts('yard'),
    direction: columns.texts('direction'),
    partner: columns.texts('partner'),
    grade: columns.texts('grade'),
    kg: columns.numbers('kg'),
  };
}

/** What sums are narrowed to; an empty list stands for all. */
export interface FlowChoice {
  readonly partners: readonly string[];
  readonly grades: readonly string[];
  readonly direction: 'inbound' | 'outbound' | null;
}

/** Bars of a window: what is drawn of each bucket, key by key. */
export interface Bars {
  readonly grain: Grain;
  /** starts of the buckets; each ends where the next of its grain starts */
  readonly starts: readonly number[];
  readonly keys: readonly string[];
  /** bucket by bucket, every key in each */
  readonly values: Float64Array;
}

/** Folds sums into the buckets of a window by grade; grades without a kilogram in it are left out. */
export function foldFlows(
  sums: FlowSums,
  window: Window,
  { grain, order }: { readonly grain: Grain; readonly order: (keys: readonly string[]) => readonly string[] },
  choice: FlowChoice,
): Bars {
  const starts = startsIn(window, grain);
  const first = starts[0] ?? window.from;
  const names = sums.grade.names;
  const all = new Float64Array(starts.length * names.length);
  const isPartner = maskOf(sums.partner.names, choice.partners);
  const isGrade = maskOf(names, choice.grades);
  const isDirection = maskOf(sums.direction.names, choice.direction === null ? [] : [choice.direction]);
  const seen = new Uint8Array(names.length);
  let bucket = 0;
  for (let row = 0; row < sums.length; row += 1) {
    const at = sums.time[row] as number;
    if (at < first) continue;
    if (at >= window.to) break;
    while (bucket + 1 < starts.length && (starts[bucket + 1] as number) <= at) bucket += 1;
    const grade = sums.grade.codes[row] as number;
    if (isGrade[grade] === 0 || isPartner[sums.partner.codes[row] as number] === 0) continue;
    if (isDirection[sums.direction.codes[row] as number] === 0) continue;
    seen[grade] = 1;
    (all[bucket * names.length + grade] as number) += sums.kg[row] as number;
  }
  const keys = order(names.filter((_, code) => seen[code] === 1));
  const codes = keys.map((key) => names.indexOf(key));
  const values = new Float64Array(starts.length * keys.length);
  for (let index = 0; index < starts.length; index += 1) {
    for (const [place, code] of codes.entries()) {
      values[index * keys.length + place] = all[index * names.length + code] as number;
    }
  }
  return { grain, starts, keys, values };
}

function maskOf(names: readonly string[], wanted: readonly string[]): Uint8Array {
  return Uint8Array.from(names, (name) => (wanted.length === 0 || wanted.includes(name) ? 1 : 0));
}
