import type { SupplierList } from '../../../domain/wire/flows-api.ts';
import { MEASURES } from '../../desk/procurement/measures.ts';
import type { RangeAddress } from '../../desk/procurement/spans.ts';

export type Supplier = SupplierList['suppliers'][number];

/** What stands in the address of the list of suppliers. */
export interface SuppliersAddress extends RangeAddress {
  readonly yards?: string | undefined;
  readonly find?: string | undefined;
  readonly sort?: string | undefined;
  /** `up` or `down`; without it as the column is most often read */
  readonly order?: string | undefined;
}

/** The order an address asks for: `name`, `last` or a measure; an unknown one is that of the kilograms. */
export function sortOf({ sort, order }: SuppliersAddress): { readonly sort: string; readonly isDown: boolean } {
  const known = sort === 'name' || sort === 'last' || MEASURES.some(({ name }) => name === sort);
  const column = known && sort !== undefined ? sort : 'netKg';
  return { sort: column, isDown: order === undefined ? column !== 'name' : order === 'down' };
}

const collator = new Intl.Collator('ko', { numeric: true });

/** The suppliers that an address asks for, in its order; those without the figure come last, whichever way it is read. */
export function supplierRows(
  suppliers: readonly Supplier[],
  address: SuppliersAddress,
  nameOf: (partner: string) => string,
): Supplier[] {
  const { sort, isDown } = sortOf(address);
  const squeezed = (words: string): string => words.replace(/\s+/gu, '').toLowerCase();
  const wanted = squeezed(address.find ?? '');
  const measure = MEASURES.find(({ name }) => name === sort);
  const place = ({ partner, now }: Supplier): number | string | null => {
    if (sort === 'name') return nameOf(partner);
    return measure === undefined ? now.lastDeliveryAt : measure.of(now);
  };
  const compare = (a: number | string, b: number | string): number =>
    typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
  return suppliers
    .filter(({ partner }) => squeezed(nameOf(partner)).includes(wanted))
    .sort((a, b) => {
      const [left, right] = [place(a), place(b)];
      const byName = collator.compare(nameOf(a.partner), nameOf(b.partner));
      if (left === null || right === null) return left === right ? byName : left === null ? 1 : -1;
      return (isDown ? compare(right, left) : compare(left, right)) || byName;
    });
}
