/** One camera's week in figures. */
export interface WeekFigures {
  /** number of the week; the one before is one less */
  readonly slot: number;
  readonly photos: number;
  /** share of photos out of domain */
  readonly outOfDomain: number;
  readonly confidence: number | null;
  /** share of judged photos that a person looked at and left as the model had them */
  readonly agreement: number | null;
  /** how many photos `agreement` rests on */
  readonly lookedAt: number;
}

const WEEKS_BEFORE = 4;
const PHOTOS_AT_LEAST = 20;
const LOOKED_AT_AT_LEAST = 5;
const OUT_OF_DOMAIN_UP = 0.1;
const CONFIDENCE_DOWN = 0.1;
const AGREEMENT_DOWN = 0.15;
/** Shares are quotients: a tenth more must count although 0.35 - 0.25 is a hair less in binary. */
const HAIR = 1e-9;

/**
 * What has moved in a camera's week against the mean of the four weeks before it: the share out of domain is up by 10
 * points or more, the mean confidence down by 0.1, the agreement with inspectors down by 0.15. A week of fewer than 20
 * photos says nothing, neither of itself nor of what was before, and so does an agreement over fewer than 5 photos.
 * Without any such week before there is nothing to move against.
 */
export function driftWarnings(week: WeekFigures, ofCamera: readonly WeekFigures[]): string[] {
  if (week.photos < PHOTOS_AT_LEAST) return [];
  const before = ofCamera.filter(
    ({ slot, photos }) => slot < week.slot && slot >= week.slot - WEEKS_BEFORE && photos >= PHOTOS_AT_LEAST,
  );
  const change = (of: (figures: WeekFigures) => number | null): number => {
    const now = of(week);
    const usual = mean(before.map(of));
    return now === null || usual === null ? 0 : now - usual;
  };
  const warnings: string[] = [];
  if (change(({ outOfDomain }) => outOfDomain) >= OUT_OF_DOMAIN_UP - HAIR) warnings.push('outOfDomain');
  if (change(({ confidence }) => confidence) <= HAIR - CONFIDENCE_DOWN) warnings.push('confidence');
  const agreementOf = ({ agreement, lookedAt }: WeekFigures) => (lookedAt < LOOKED_AT_AT_LEAST ? null : agreement);
  if (change(agreementOf) <= HAIR - AGREEMENT_DOWN) warnings.push('agreement');
  return warnings;
}

function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
