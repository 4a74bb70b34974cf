import { flowBucketStarts } from '../../../domain/flows/buckets.ts';
import { balancedFlow, type FlowGraph, type FlowSum } from '../../../domain/flows/sankey.ts';
import { type Area, type AreaBand, totalAt } from '../../charts/area-option.ts';
import { inOrderOfWorth } from '../../charts/hour-stacks.ts';
import type { Span } from '../../desk/procurement/spans.ts';
import { type Cube, directionOf, fittingRows, flowSums, splitByTime } from './cube.ts';
import { type Cut, type FlowView, sidesOf } from './flow-view.ts';

/** Partners that a chart has room for; the table has all of them. */
export const PARTNERS_AT_MOST = 12;
/** A day of the week is compared with another one unless days are evened out over a week. */
const WEEK_DAYS = 7;
/** Key of those a chart has no room for. */
export const OTHER_NAMES = '*';

export function sumsOf(cube: Cube, view: Pick<FlowView, Cut>): FlowSum[] {
  return flowSums(cube, fittingRows(cube, view));
}

export function graphOf(sums: readonly FlowSum[], view: Pick<FlowView, Cut>): FlowGraph {
  return balancedFlow(sums, sidesOf(view), PARTNERS_AT_MOST);
}

/** Names and colours that an area takes from its page. */
export interface AreaNames {
  readonly nameOf: (key: string) => string;
  readonly colourOf: (keys: readonly string[]) => (key: string) => string;
  readonly compared: (isEvened: boolean) => string;
}

/**
 * A view over time: the largest names from the bottom up and the others folded above them, grades by worth. What it is
 * compared with is a line, bucket by bucket beside the view's own.
 */
export function areaOf(
  [cube, other]: readonly [Cube, Cube | null],
  view: FlowView,
  grid: { readonly span: Span; readonly other: Span; readonly every: '1h' | '1d' | '1w' | '1mo'; readonly now: number },
  names: AreaNames,
): Area {
  const how = { split: view.split, direction: directionOf(view.split, view) };
  const starts = flowBucketStarts(grid.span.from, grid.span.to, grid.every);
  const sums = splitByTime(cube, fittingRows(cube, view), starts, how);
  const most = view.split === 'grade' ? sums.keys.length : PARTNERS_AT_MOST;
  const isFolded = sums.keys.length > most + 1;
  const kept = isFolded ? sums.keys.slice(0, most) : sums.keys;
  const keys = view.split === 'grade' ? inOrderOfWorth(kept) : kept;
  const colour = names.colourOf(keys);
  const valuesOf = (key: string): Float64Array => sums.kg.get(key) ?? new Float64Array(starts.length);
  const bands: AreaBand[] = keys.map((key) => ({
    key,
    name: names.nameOf(key),
    colour: colour(key),
    kg: valuesOf(key),
  }));
  if (isFolded) {
    const kg = new Float64Array(starts.length);
    for (const key of sums.keys.slice(most))
      for (const [place, value] of valuesOf(key).entries()) kg[place] = (kg[place] ?? 0) + value;
    bands.push({ key: OTHER_NAMES, name: names.nameOf(OTHER_NAMES), colour: colour(OTHER_NAMES), kg });
  }
  return { starts, bands, compared: comparedLine(other, view, grid, names.compared, starts.length), now: grid.now };
}

function comparedLine(
  cube: Cube | null,
  view: FlowView,
  { other, every }: { readonly other: Span; readonly every: '1h' | '1d' | '1w' | '1mo' },
  nameOf: AreaNames['compared'],
  buckets: number,
): Area['compared'] {
  if (cube === null) return null;
  const how = { split: view.split, direction: directionOf(view.split, view) };
  const starts = flowBucketStarts(other.from, other.to, every);
  const { keys, kg } = splitByTime(cube, fittingRows(cube, view), starts, how);
  const bands = keys.map((key) => ({ key, name: '', colour: '', kg: kg.get(key) ?? new Float64Array() }));
  const area = { starts, bands, compared: null, now: 0 };
  const totals = Array.from({ length: Math.min(buckets, starts.length) }, (_, place) => totalAt(area, place));
  if (totals.every((kg) => kg === 0)) return null;
  const isEvened = every === '1d' && totals.length >= 2 * WEEK_DAYS;
  return { name: nameOf(isEvened), kg: isEvened ? evened(totals) : Float64Array.from(totals) };
}

/** The mean of the week around each day, of as many days as there are. */
function evened(values: readonly number[]): Float64Array {
  const reach = (WEEK_DAYS - 1) / 2;
  return Float64Array.from(values, (_, place) => {
    const around = values.slice(Math.max(0, place - reach), place + reach + 1);
    return around.reduce((sum, value) => sum + value, 0) / around.length;
  });
}
