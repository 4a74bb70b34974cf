import type { FlowSides } from '../../../domain/flows/sankey.ts';
import type { KstDay } from '../../../domain/units.ts';
import type { FLOW_VISIT_KINDS } from '../../../domain/wire/flows-api.ts';
import { listOfNames, namesOfList } from '../../api/names.ts';
import { type RangeAddress, type RangeChoice, readRange, writeRange } from '../../desk/procurement/spans.ts';

export const CUTS = ['yards', 'suppliers', 'grades', 'works'] as const;
/** What flows can be narrowed by. */
export type Cut = (typeof CUTS)[number];
export const COMPARES = ['before', 'last-year', 'none'] as const;
export const CHARTS = ['sankey', 'area'] as const;
export const SPLITS = ['supplier', 'grade', 'yard', 'works'] as const;
export type Split = (typeof SPLITS)[number];
export const ROW_KINDS = ['supplier-grade', 'supplier-yard', 'supplier', 'grade', 'yard', 'works'] as const;
export type RowKind = (typeof ROW_KINDS)[number];
export const SORTS = ['kg', 'name', 'share', 'before', 'lastYear'] as const;
export type Sort = (typeof SORTS)[number];
export const ONLY = [
  'all',
  'declared-differs',
  'deducted',
  'cancelled',
  'exception',
  'corrected',
  'low-confidence',
  'disputed',
] as const satisfies typeof FLOW_VISIT_KINDS;
export type Only = (typeof ONLY)[number];

/** Everything that the flows page shows, so that its address shows a colleague the same. */
export interface FlowView extends Readonly<Record<Cut, readonly string[]>> {
  readonly range: RangeChoice;
  readonly compare: (typeof COMPARES)[number];
  readonly chart: (typeof CHARTS)[number];
  readonly split: Split;
  /** the figures of the area instead of its drawing */
  readonly isTable: boolean;
  readonly rows: RowKind;
  readonly sort: Sort;
  readonly isDown: boolean;
  readonly find: string;
  /** which trucks stand open beside it; `null`: none */
  readonly trucks: Only | null;
}

/** The parameters of an address; what is as usual is left out. */
export type FlowAddress = Partial<Record<Cut, string>> &
  RangeAddress & {
    readonly compare?: string | undefined;
    readonly chart?: string | undefined;
    readonly split?: string | undefined;
    readonly table?: string | undefined;
    readonly rows?: string | undefined;
    readonly sort?: string | undefined;
    readonly order?: string | undefined;
    readonly find?: string | undefined;
    readonly trucks?: string | undefined;
  };

const USUAL = {
  range: '30d',
  compare: 'before',
  chart: 'sankey',
  split: 'grade',
  rows: 'supplier-grade',
  sort: 'kg',
} as const;

/** The view that an address asks for; whatever it cannot mean is as usual. */
export function readView(address: FlowAddress, today: KstDay): FlowView {
  const oneOf = <Value extends string>(known: readonly Value[], asked: string | undefined, usual: Value): Value =>
    known.find((value) => value === asked) ?? usual;
  const sort = oneOf(SORTS, address.sort, USUAL.sort);
  return {
    range: readRange(address, today, USUAL.range),
    yards: namesOfList(address.yards),
    suppliers: namesOfList(address.suppliers),
    grades: namesOfList(address.grades),
    works: namesOfList(address.works),
    compare: oneOf(COMPARES, address.compare, USUAL.compare),
    chart: oneOf(CHARTS, address.chart, USUAL.chart),
    split: oneOf(SPLITS, address.split, USUAL.split),
    isTable: address.table === '1',
    rows: oneOf(ROW_KINDS, address.rows, USUAL.rows),
    sort,
    isDown: address.order === undefined ? sort !== 'name' : address.order === 'down',
    find: address.find ?? '',
    trucks: ONLY.find((known) => known === address.trucks) ?? null,
  };
}

/** The address of a view; `null` takes a parameter away. */
export function writeView(view: FlowView): Record<keyof FlowAddress, string | null> {
  const unless = (usual: string, value: string): string | null => (value === usual ? null : value);
  const list = (names: readonly string[]): string | null => (names.length === 0 ? null : listOfNames(names));
  return {
    ...writeRange(view.range),
    yards: list(view.yards),
    suppliers: list(view.suppliers),
    grades: list(view.grades),
    works: list(view.works),
    compare: unless(USUAL.compare, view.compare),
    chart: unless(USUAL.chart, view.chart),
    split: unless(USUAL.split, view.split),
    table: view.isTable ? '1' : null,
    rows: unless(USUAL.rows, view.rows),
    sort: unless(USUAL.sort, view.sort),
    order: view.isDown === (view.sort !== 'name') ? null : view.isDown ? 'down' : 'up',
    find: unless('', view.find),
    trucks: view.trucks,
  };
}

/** Which sides a view speaks of: narrowed to suppliers alone, what works got is not theirs to tell, and the other way round. */
export function sidesOf({ suppliers, works }: Pick<FlowView, 'suppliers' | 'works'>): FlowSides {
  if (suppliers.length > 0 && works.length === 0) return 'inbound';
  return works.length > 0 && suppliers.length === 0 ? 'outbound' : 'both';
}

/** Narrows a cut to names; asked for exactly these again, it opens up. */
export function narrowed(view: FlowView, cut: Cut, names: readonly string[]): FlowView {
  const isSame = view[cut].length === names.length && names.every((name) => view[cut].includes(name));
  return { ...view, [cut]: isSame ? [] : [...names] };
}

/** Narrows several cuts at once, as a link from a supplier to a grade does. */
export function narrowedTo(view: FlowView, cuts: Partial<Record<Cut, readonly string[]>>): FlowView {
  return { ...view, ...cuts };
}

export function without(view: FlowView, cut: Cut, name: string): FlowView {
  return { ...view, [cut]: view[cut].filter((one) => one !== name) };
}

export function isNarrowed(view: FlowView): boolean {
  return CUTS.some((cut) => view[cut].length > 0);
}

/** What the server is asked of the trucks behind a view: the partners of either side, and the direction where it is one. */
export function trucksOf(view: FlowView): {
  yards?: string;
  partners?: string;
  grades?: string;
  direction?: 'inbound' | 'outbound';
} {
  const sides = sidesOf(view);
  const partners = [...view.suppliers, ...view.works];
  return {
    ...(view.yards.length > 0 ? { yards: listOfNames(view.yards) } : {}),
    ...(partners.length > 0 ? { partners: listOfNames(partners) } : {}),
    ...(view.grades.length > 0 ? { grades: listOfNames(view.grades) } : {}),
    ...(sides === 'both' ? {} : { direction: sides }),
  };
}
