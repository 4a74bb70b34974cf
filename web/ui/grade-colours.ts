import type { GradeBucket } from '../../domain/grades.ts';

/**
 * The colour of a grade on every page, on every ground. Change a colour here and nowhere else. They stay apart for
 * colour-blind eyes (a test simulates them); foreign is told apart by its stripes.
 */
export const GRADE_COLOURS: Readonly<Record<GradeBucket, string>> = {
  new_sheet: '#8fd3ff',
  new_bale: '#4ea8de',
  heavy: '#2f6fb3',
  guillotine: '#5fbfa6',
  light: '#a5d66f',
  shredded: '#f2d04f',
  pressed: '#f0a04b',
  cast: '#9b66d9',
  turnings: '#c96f4a',
  foreign: '#9aa3ab',
  unjudged: 'transparent',
};

/** Line that outlines kilograms nobody has judged. */
export const UNJUDGED_LINE = '#7d8a99';

/** Stripe drawn across `foreign`, so that it differs by more than a colour. */
export const FOREIGN_STRIPE = '#4a525a';

/** The colour of any bucket a server may send; an unknown one looks unjudged. */
export function gradeColour(bucket: string): string {
  return GRADE_COLOURS[bucket as GradeBucket] ?? 'transparent';
}

/** Class that adds what a colour alone does not say: stripes for foreign matter, an outline for the unjudged. */
export function gradePattern(bucket: string): string {
  if (bucket === 'foreign') return 'hatched';
  return bucket in GRADE_COLOURS && bucket !== 'unjudged' ? '' : 'outlined';
}
