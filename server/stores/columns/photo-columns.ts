import type { EpochMs } from '../../../domain/units.ts';
import type { RowColumn } from './rows.ts';

/** Bits of the column `flags`. */
export const OUT_OF_DOMAIN = 1;
export const UNUSABLE = 2;
export const CORRECTED = 4;

/** The columns of a judged photo, in the order of a row; README.md says what each means. */
export const PHOTO_COLUMNS = [
  { name: 'at', kind: 'time' },
  { name: 'yard', kind: 'text' },
  { name: 'camera', kind: 'text' },
  { name: 'partner', kind: 'text' },
  { name: 'direction', kind: 'text' },
  { name: 'grade', kind: 'text' },
  { name: 'confidence', kind: 'share' },
  { name: 'kg', kind: 'kg' },
  { name: 'flags', kind: 'flags' },
  { name: 'visit', kind: 'text' },
] as const satisfies readonly RowColumn[];

export type PhotoRow = [
  at: EpochMs,
  yard: string,
  camera: string,
  partner: string,
  direction: string,
  grade: string,
  confidence: number | null,
  kg: number | null,
  flags: number,
  visit: string,
];
