import type { Grade } from '../../domain/grades.ts';
import type { ModelScores } from '../../domain/wire/http-api.ts';
import { drawTrucks, interval } from './draws.ts';
import { type Judged, Tally } from './tally.ts';

/** Bins of confidence of the reliability diagram, equally wide. */
const BINS = 10;

/**
 * How a model does on photos it was not made from: accuracy, macro-F1 over the grades that occur, precision, recall and
 * F1 per grade, with 95 % intervals by drawing trucks with replacement, and the expected calibration error over ten bins
 * of confidence. The same photos give the same figures.
 */
export function scoresOf(judged: readonly Judged[]): ModelScores {
  const grades = gradesIn(judged);
  const trucks = byTruck(judged).map((photos) => Tally.of(photos, grades));
  const all = Tally.sum(trucks, grades);
  const draws = drawTrucks(trucks.length).map((numbers) => drawn(trucks, numbers, grades));
  const macroF1 = interval(draws.map((draw) => draw.macroF1()));
  const reliability = bins(judged);
  return {
    accuracy: all.accuracy(),
    ...interval(draws.map((draw) => draw.accuracy())),
    macroF1: all.macroF1(),
    macroF1Low: draws.length === 0 ? null : macroF1.low,
    macroF1High: draws.length === 0 ? null : macroF1.high,
    macroF1Grades: all.shown(),
    gain: null,
    photos: judged.length,
    trucks: trucks.length,
    grades: all.shown().map((grade) => ({
      grade,
      photos: all.photosOf(grade),
      precision: all.precision(grade),
      recall: all.recall(grade),
      f1: all.f1(grade),
      ...interval(draws.filter((draw) => draw.photosOf(grade) > 0).map((draw) => draw.f1(grade))),
    })),
    reliability,
    calibrationError:
      judged.length === 0
        ? null
        : reliability.reduce(
            (sum, bin) => sum + (bin.photos / judged.length) * Math.abs(bin.confidence - bin.right),
            0,
          ),
  };
}

/** The grades that photos have or were said to have. */
export const gradesIn = (judged: readonly Judged[]): Grade[] =>
  [...new Set(judged.flatMap(({ truth, said }) => [truth, said]))].sort();

/** Photos truck by truck, the trucks in the order of their names. */
export function byTruck(judged: readonly Judged[]): Judged[][] {
  const trucks = new Map<string, Judged[]>();
  for (const photo of judged) trucks.set(photo.truck, [...(trucks.get(photo.truck) ?? []), photo]);
  return [...trucks].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, photos]) => photos);
}

/** The photos of drawn trucks; a truck drawn twice counts twice. */
export const drawn = (trucks: readonly Tally[], numbers: readonly number[], grades: readonly Grade[]): Tally =>
  Tally.sum(
    numbers.map((number) => trucks[number] as Tally),
    grades,
  );

function bins(judged: readonly Judged[]): { confidence: number; right: number; photos: number }[] {
  const heaps = Array.from({ length: BINS }, (): Judged[] => []);
  for (const photo of judged) heaps[Math.min(BINS - 1, Math.floor(photo.confidence * BINS))]?.push(photo);
  return heaps
    .filter((heap) => heap.length > 0)
    .map((heap) => ({
      confidence: mean(heap.map(({ confidence }) => confidence)),
      right: mean(heap.map(({ truth, said }) => (truth === said ? 1 : 0))),
      photos: heap.length,
    }));
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
