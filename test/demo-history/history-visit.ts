import type { Grade } from '../../domain/grades.ts';
import type { EpochMs, Kilogram, KstDay } from '../../domain/units.ts';
import type { PhotoChoice } from '../demo-yard/plan/loads.ts';
import type { Bay } from '../demo-yard/yards.ts';

/** What a person at the yard says of a truck afterwards. */
export type OfficeAct =
  | { readonly kind: 'deduction'; readonly kg: Kilogram; readonly reason: string }
  | { readonly kind: 'cancellation'; readonly reason: string }
  | { readonly kind: 'photo'; readonly grade: Grade; readonly reason: string };

/** A truck of the history, from its first weighing to its second, and what the office says of it. */
export interface HistoryVisit {
  readonly yard: string;
  readonly day: KstDay;
  readonly ticket: string;
  readonly plate: string;
  readonly partner: string;
  readonly direction: 'inbound' | 'outbound';
  /** as the driver says it, in a code of the field */
  readonly declaredGrade: string;
  readonly bay: Bay;
  readonly first: { readonly at: EpochMs; readonly kg: Kilogram };
  readonly second: { readonly at: EpochMs; readonly kg: Kilogram };
  readonly lifts: readonly { readonly at: EpochMs; readonly kg: Kilogram }[];
  /** `lift` counts from 1 */
  readonly photo: { readonly lift: number; readonly at: EpochMs; readonly choice: PhotoChoice } | null;
  readonly office: OfficeAct | null;
}

/** What the two weighings of a visit leave. */
export function netOf({ first, second }: HistoryVisit): Kilogram {
  return Math.abs(first.kg - second.kg);
}
