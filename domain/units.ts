/** Integer kilograms: weights, shares and sums are never fractional in this system. */
export type Kilogram = number;

/** Milliseconds since the Unix epoch. */
export type EpochMs = number;

/** A Korean calendar day, `YYYY-MM-DD`, in KST (+09:00, fixed). */
export type KstDay = string;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
