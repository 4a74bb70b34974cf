import type { Example, YardExample } from '../../../collector/learning/refit.ts';
import type { Grade } from '../../../domain/grades.ts';

/** Numbers from 0 to 1 that a seed decides. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Numbers of mean 0 and spread 1 that a seed decides (Box and Muller). */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random());
}

export const LABELS: readonly Grade[] = ['heavy', 'light', 'shredded', 'turnings'];
export const KNOWN: readonly Grade[] = ['heavy', 'shredded', 'turnings'];
export const COLUMNS = 24;

/** Where photos of a grade lie, the same in every test. */
function centreOf(grade: Grade): number[] {
  const random = seeded(7 + LABELS.indexOf(grade) * 101);
  return Array.from({ length: COLUMNS }, () => normal(random));
}

/** The embedding of an invented photo: near its grade's place, moved by `shift`, as a camera moves all its photos. */
export function embeddingLike(grade: Grade, random: () => number, shift: readonly number[] = []): Float32Array {
  return Float32Array.from(centreOf(grade), (x, i) => x + 0.6 * normal(random) + (shift[i] ?? 0));
}

/** A base set: `each` photos of every known grade. */
export function baseSet(each: number, seed = 1): Example[] {
  const random = seeded(seed);
  return KNOWN.flatMap((grade) =>
    Array.from({ length: each }, () => ({ grade, embedding: embeddingLike(grade, random) })),
  );
}

/** A shift that carries photos of heavy scrap most of the way to where shredded scrap lies. */
export const SHIFT = centreOf('shredded').map((x, i) => 0.8 * (x - (centreOf('heavy')[i] ?? 0)));

/** Photos of a yard whose camera shifts everything: trucks of one grade each, three photos a truck. */
export function shiftedYard(trucks: number, seed = 2, shift: readonly number[] = SHIFT): YardExample[] {
  const random = seeded(seed);
  return Array.from({ length: trucks }, (_, truck) => {
    const grade = KNOWN[truck % KNOWN.length] as Grade;
    return Array.from({ length: 3 }, () => ({
      grade,
      embedding: embeddingLike(grade, random, shift),
      truck: `truck-${seed}-${truck}`,
      isLearned: false,
    }));
  }).flat();
}
