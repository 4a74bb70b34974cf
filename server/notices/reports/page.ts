import type { ColumnKind, Value } from '../../stores/columns/rows.ts';

/** A report before it is paper or a workbook: both say the same figures, in whole kilograms. */
export interface ReportPage {
  readonly title: string;
  /** the span, the yards and when it was made */
  readonly beneath: string;
  /** sentences that say the most of it; the letter begins with them */
  readonly lead: readonly string[];
  /** what the letter says beside them, and a section says too */
  readonly news: readonly string[];
  readonly sections: readonly ReportSection[];
  /** at the foot of every page of paper */
  readonly footer: string;
}

export interface ReportSection {
  readonly heading: string;
  /** name of its sheet, at most 31 characters */
  readonly sheet: string;
  /** what its figures are, or where they end */
  readonly note?: string;
  readonly columns: readonly PageColumn[];
  readonly rows: readonly (readonly Value[])[];
  /** rows that add the others up, by place */
  readonly sums?: readonly number[];
  /** said where there are no rows */
  readonly empty: string;
}

export interface PageColumn {
  readonly title: string;
  /** `change` and `change-share` are told with their sign */
  readonly kind: Extract<ColumnKind, 'text' | 'kg' | 'count' | 'share' | 'time'> | 'change' | 'change-share';
  /** how wide it is beside the others */
  readonly width: number;
}
