import type { Grade } from '../../../domain/grades.ts';
import { FIELD_SCHEME } from '../../../domain/schemes.ts';
import type { Random } from '../painter/random.ts';
import type { PlanSource } from './plan-source.ts';

/** What a photo should show; `variant` chooses among the pictures of a grade. */
export interface PhotoChoice {
  readonly grade: Grade;
  readonly variant: number;
  readonly isLowConfidence: boolean;
}

/**
 * How often a load is mainly of a grade; demo data, not market figures. Light is rare and guillotine absent, because no real
 * photo has taught the model those: such a load shows how it says that it does not know.
 */
const FREQUENCY: Readonly<Record<Grade, number>> = {
  new_sheet: 12,
  new_bale: 12,
  heavy: 34,
  guillotine: 0,
  light: 3,
  shredded: 12,
  pressed: 14,
  cast: 7,
  turnings: 7,
  foreign: 0,
};
const MIXED_SHARE = 0.3;
const FALSE_DECLARATION_SHARE = 0.12;
const FOREIGN_LIFT_SHARE = 0.008;
const LOW_CONFIDENCE_SHARE = 0.06;

export interface PlannedLoad {
  readonly main: Grade;
  readonly declaredGrade: string;
  readonly photos: readonly PhotoChoice[];
}

/** Chooses what lies on a truck: a main grade, now and then a second one beneath, and what the driver declares. */
export function planLoad(source: PlanSource, lifts: number, random: Random): PlannedLoad {
  const main = pickGrade(source.grades, random);
  const second = random.chance(MIXED_SHARE) ? pickGrade(source.grades, random) : main;
  const isLowConfidence = random.chance(LOW_CONFIDENCE_SHARE);
  const declared = !source.isHonest && random.chance(FALSE_DECLARATION_SHARE) ? pickGrade(source.grades, random) : main;
  const photos = Array.from({ length: lifts }, (): PhotoChoice => {
    const isForeign = source.grades.includes('foreign') && random.chance(FOREIGN_LIFT_SHARE);
    const mixed = random.chance(0.4) ? second : main;
    return {
      grade: isForeign ? 'foreign' : mixed,
      variant: Math.floor(random.next() * 2 ** 20),
      isLowConfidence: isLowConfidence && random.chance(0.8),
    };
  });
  return { main, declaredGrade: declarationOf(declared, random), photos };
}

function pickGrade(grades: readonly [Grade, ...Grade[]], random: Random): Grade {
  const total = grades.reduce((sum, grade) => sum + FREQUENCY[grade], 0);
  let left = random.next() * total;
  for (const grade of grades) {
    left -= FREQUENCY[grade];
    if (left < 0) return grade;
  }
  return grades[0];
}

/** Drivers speak in the codes of the field, 중량A rather than heavy. */
export function declarationOf(grade: Grade, random: Random): string {
  const [first, ...rest] = FIELD_SCHEME.grades.filter((line) => line.grade === grade).map((line) => line.code);
  return first === undefined ? grade : random.pick([first, ...rest]);
}
