import type { Visit } from '../../../domain/wire/http-api.ts';
import type { Slip } from '../../../domain/wire/slips-api.ts';
import { madeUpSlip } from '../mock/made-up-slips.ts';
import { madeUpVisits } from '../mock/made-up-visits.ts';

const HASHES = ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => letter.repeat(64));
const DAY = madeUpVisits('hanbit', Date.parse('2026-11-22T14:00:00.000+09:00'), 7);

/** The slip of the mock's first truck: six lifts, of which five have a photo. */
export const SLIP = madeUpSlip(DAY[0] as Visit, HASHES, null) as Slip;
/** The third truck's second version, which cites the first. */
export const CORRECTED = madeUpSlip(DAY[2] as Visit, HASHES, null) as Slip;
