import type { KilogramsByGrade } from '../../domain/wire/http-api.ts';
import { inOrderOfWorth } from './hour-stacks.ts';

/** Bucket that stands for all grades a short list has no room for. */
export const OTHERS = 'others';

export interface MixPart {
  readonly bucket: string;
  readonly kg: number;
  /** share of the whole, 0 to 1 */
  readonly share: number;
}

/** Grades with kilograms in the order of worth; beyond `limit` lines the smallest are folded into `others`. */
export function gradeMix(grades: KilogramsByGrade, limit = Number.POSITIVE_INFINITY): MixPart[] {
  const present = inOrderOfWorth(Object.keys(grades))
    .map((bucket) => ({ bucket, kg: grades[bucket] ?? 0 }))
    .filter(({ kg }) => kg > 0);
  const total = present.reduce((sum, { kg }) => sum + kg, 0);
  const part = (bucket: string, kg: number): MixPart => ({ bucket, kg, share: kg / total });
  if (present.length <= limit) return present.map(({ bucket, kg }) => part(bucket, kg));
  const kept = new Set(
    [...present]
      .sort((a, b) => b.kg - a.kg)
      .slice(0, limit - 1)
      .map(({ bucket }) => bucket),
  );
  const rest = present.filter(({ bucket }) => !kept.has(bucket)).reduce((sum, { kg }) => sum + kg, 0);
  return [
    ...present.filter(({ bucket }) => kept.has(bucket)).map(({ bucket, kg }) => part(bucket, kg)),
    part(OTHERS, rest),
  ];
}
