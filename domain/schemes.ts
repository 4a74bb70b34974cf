import { GRADES, type Grade, isGrade } from './grades.ts';

/** One line of a grade scheme: a code a mill or yard uses, and the canonical grade it stands for. */
export interface SchemeGrade {
  readonly code: string;
  readonly korean: string;
  readonly grade: Grade;
  /** Price relative to the best grade = 100; demo data (relative index of 4-scrap, weak source), never official. */
  readonly priceIndex: number;
}

/** A grade scheme: codes from best to worst. Schemes are data; mills judge differently (snmnews 554933). */
export interface GradeScheme {
  readonly id: string;
  readonly korean: string;
  readonly grades: readonly SchemeGrade[];
}

const line = (code: string, grade: Grade, priceIndex: number): SchemeGrade => ({
  code,
  korean: code,
  grade,
  priceIndex,
});

/** The scheme a yard starts with: names from Korean field vocabulary, order and index as demo data. */
export const FIELD_SCHEME: GradeScheme = {
  id: 'field',
  korean: '현장 기본',
  grades: [
    line('생철A', 'new_sheet', 100),
    line('생철B', 'new_sheet', 98),
    line('생압', 'new_bale', 97),
    line('중량A', 'heavy', 90),
    line('중량B', 'heavy', 83),
    line('길로틴A', 'guillotine', 82),
    line('길로틴B', 'guillotine', 80),
    line('경량A', 'light', 78),
    line('경량B', 'light', 76),
    line('슈레디드A', 'shredded', 77),
    line('압축A', 'pressed', 75),
    line('압축B', 'pressed', 73),
    line('주물', 'cast', 73),
    line('선반A', 'turnings', 71),
    line('선반B', 'turnings', 68),
  ],
};

/** English names of the canonical grades. */
export const GRADE_ENGLISH: Readonly<Record<Grade, string>> = {
  new_sheet: 'New sheet',
  new_bale: 'New bale',
  heavy: 'Heavy',
  guillotine: 'Guillotine',
  light: 'Light',
  shredded: 'Shredded',
  pressed: 'Pressed',
  cast: 'Cast iron',
  turnings: 'Turnings',
  foreign: 'Foreign',
};

/** Korean names of the canonical grades (4-scrap), also accepted as a declaration. */
export const GRADE_KOREAN: Readonly<Record<Grade, string>> = {
  new_sheet: '생철',
  new_bale: '생압',
  heavy: '중량',
  guillotine: '길로틴',
  light: '경량',
  shredded: '슈레디드',
  pressed: '압축',
  cast: '주물',
  turnings: '선반설',
  foreign: '이물',
};

/**
 * The canonical grade a declaration means: a canonical code, a Korean grade name, or a code of the scheme.
 * An unknown declaration gives `null`; the caller raises an exception on it and never guesses.
 */
export function declaredGradeOf(declared: string, scheme: GradeScheme = FIELD_SCHEME): Grade | null {
  const text = declared.replace(/\s+/gu, '');
  if (isGrade(text)) return text;
  const named = GRADES.find((grade) => GRADE_KOREAN[grade] === text);
  return named ?? scheme.grades.find(({ code }) => code === text)?.grade ?? null;
}

/**
 * Won per tonne of the best grade: wholesale 생철, Seoul, September 2025, 395,000 (wowtv 2025100113391). With the price
 * index of a scheme it orders what is at stake; it settles nothing and no screen shows it as a price.
 */
export const REFERENCE_PRICE = 395_000;

/** Won per tonne of a canonical grade for ordering by what is at stake: its best code's index; foreign matter is worth 0. */
export function referencePrice(grade: Grade, scheme: GradeScheme = FIELD_SCHEME): number {
  const indices = scheme.grades.filter((line) => line.grade === grade).map(({ priceIndex }) => priceIndex);
  return indices.length === 0 ? 0 : (Math.max(...indices) / 100) * REFERENCE_PRICE;
}
