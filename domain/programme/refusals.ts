/** Why something said of a grant project is not taken. Texts for the codes live in the web's catalogue. */
export const REFUSAL_CODES = [
  'DAY_INVALID',
  'BEFORE_AGREEMENT',
  'IN_FUTURE',
  'AGREEMENT_MISSING',
  'TERM_TOO_LONG',
  'BUILD_END_BEYOND_TERM',
  'EXTENSION_TOO_LATE',
  'EXTENSION_TOO_LONG',
  'EXTENSION_REPEATED',
  'TARGET_TOO_LOW',
  'STATE_UNKNOWN',
  'STATE_NEEDS_AGREEMENT',
  'AMOUNT_NOT_WHOLE',
  'AMOUNT_NOT_POSITIVE',
  'AMOUNT_TOO_BIG',
  'AMOUNT_NEGATIVE',
  'LINE_UNKNOWN',
  'CANCELLED_UNKNOWN',
  'CANCELLED_TWICE',
  'CANCELLED_DIFFERS',
  'SPREAD_INVALID',
  'REASON_MISSING',
  'NOTHING_CHANGED',
  'HEADER_MISSING',
  'HEADER_TWICE',
  'TEXT_MISSING',
  'NUMBER_INVALID',
  'ORIGIN_INVALID',
  'PRODUCT_DIFFERS',
  'SUBTOTAL_DIFFERS',
  'TOTAL_DIFFERS',
  'TOTAL_COST_DIFFERS',
  'ROWS_AFTER_TOTAL',
  'NO_ROWS',
  'TOO_MANY_ROWS',
  'KPI_UNKNOWN',
  'KPI_TWICE',
  'KPI_TARGET_BACKWARDS',
  'KPI_WEIGHTS_DIFFER',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** One reason why something is not taken: the field it speaks of, in a sheet the cell (`F7`), and facts for the text. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly field: string | null;
  readonly cell: string | null;
  readonly params: Readonly<Record<string, string | number>>;
}

/** A refusal of a field. */
export function refusal(code: RefusalCode, field: string, params: Refusal['params'] = {}): Refusal {
  return { code, field, cell: null, params };
}
