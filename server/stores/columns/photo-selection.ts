import type { PhotoFlag } from '../../../domain/wire/flows-api.ts';
import type { FlowSelection } from '../flows/flow-requests.ts';
import { CORRECTED, OUT_OF_DOMAIN, type PhotoRow, UNUSABLE } from './photo-columns.ts';

/** What judged photos are narrowed to, by their capture; `null` stands for all. */
export interface PhotoSelection extends FlowSelection {
  /** `area/device` */
  readonly cameras: readonly string[] | null;
  /** from 0 to 1, both included; a photo without a confidence lies in no range */
  readonly confidence: readonly [from: number, to: number] | null;
  /** photos with any of these */
  readonly flags: readonly PhotoFlag[] | null;
}

const BITS: Readonly<Record<PhotoFlag, number>> = {
  plain: 0,
  outOfDomain: OUT_OF_DOMAIN,
  unusable: UNUSABLE,
  corrected: CORRECTED,
};

/** True when SQL alone decides the selection: nothing is asked that only a finished row answers. */
export function isOfSqlAlone({ cameras, grades, confidence, flags }: PhotoSelection): boolean {
  return cameras === null && grades === null && confidence === null && flags === null;
}

/** True for a row that fits what is asked of its camera, grade, confidence and flags. */
export function fitsPhoto(row: PhotoRow, { cameras, grades, confidence, flags }: PhotoSelection): boolean {
  const [, , camera, , , grade, sure, , bits] = row;
  if (cameras !== null && !cameras.includes(camera)) return false;
  if (grades !== null && !grades.includes(grade)) return false;
  if (confidence !== null && (sure === null || !isWithin(sure, confidence))) return false;
  return flags === null || flags.some((flag) => (flag === 'plain' ? bits === 0 : (bits & BITS[flag]) !== 0));
}

/** Compared as 32 bits, as the columns carry it: a page and an export must agree about the edges of a range. */
function isWithin(sure: number, [from, to]: readonly [number, number]): boolean {
  const value = Math.fround(sure);
  return value >= Math.fround(from) && value <= Math.fround(to);
}
