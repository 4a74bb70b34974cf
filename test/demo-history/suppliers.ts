import type { Grade } from '../../domain/grades.ts';

/** An invented supplier of one yard or more. */
export interface Supplier {
  readonly partner: string;
  /** trucks in an ordinary week, by yard */
  readonly trucks: Readonly<Record<string, number>>;
  /** of its loads, by what it declares; the shares add up to 1 */
  readonly mix: Readonly<Partial<Record<Grade, number>>>;
}

export const GAMCHEON = 'busan-gamcheon';
export const YEONGIL = 'pohang-yeongil';
export const TAEIN = 'gwangyang-taein';

/** Demo data, not market figures. The last three are bad input among the suppliers: names that hurt tables and pages. */
export const SUPPLIERS: readonly Supplier[] = [
  { partner: '감천자원', trucks: { [GAMCHEON]: 17 }, mix: { heavy: 0.6, pressed: 0.25, cast: 0.15 } },
  {
    partner: '다대금속',
    trucks: { [GAMCHEON]: 10, [TAEIN]: 7 },
    mix: { new_sheet: 0.45, new_bale: 0.3, heavy: 0.25 },
  },
  { partner: '사하스틸', trucks: { [GAMCHEON]: 16 }, mix: { heavy: 0.8, shredded: 0.2 } },
  {
    partner: '낙동고철',
    trucks: { [GAMCHEON]: 9, [YEONGIL]: 9 },
    mix: { shredded: 0.4, turnings: 0.3, heavy: 0.3 },
  },
  { partner: '영일금속', trucks: { [YEONGIL]: 17 }, mix: { heavy: 0.55, pressed: 0.45 } },
  { partner: '형산자원', trucks: { [YEONGIL]: 14 }, mix: { shredded: 0.5, heavy: 0.5 } },
  { partner: '오천스틸', trucks: { [YEONGIL]: 13 }, mix: { new_sheet: 0.5, turnings: 0.3, heavy: 0.2 } },
  { partner: '태인자원', trucks: { [TAEIN]: 17 }, mix: { heavy: 0.6, pressed: 0.2, turnings: 0.2 } },
  { partner: '섬진금속', trucks: { [TAEIN]: 11 }, mix: { cast: 0.5, turnings: 0.25, heavy: 0.25 } },
  { partner: '여수해체', trucks: { [TAEIN]: 16 }, mix: { heavy: 0.7, shredded: 0.3 } },
  { partner: '율촌산업', trucks: { [TAEIN]: 12 }, mix: { new_bale: 0.5, heavy: 0.5 } },
  { partner: '(주)한빛, "대성"', trucks: { [GAMCHEON]: 1 }, mix: { heavy: 1 } },
  { partner: "=cmd|' /C calc'!A1", trucks: { [YEONGIL]: 1 }, mix: { pressed: 1 } },
  { partner: '<b>뷁</b> 쇠똥구리🐞 𠮷田\u202E상사', trucks: { [TAEIN]: 1 }, mix: { cast: 1 } },
];

/** A works that is not among the buyer's: what goes there is none of procurement's business. */
export const OTHER_BUYER = '동부제강소';
