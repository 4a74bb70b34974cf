import type { Grade, GradeProbabilities } from '../../../domain/grades.ts';
import { type Judged, judgedMix } from '../../../domain/visits/judging.ts';
import type { Random } from '../../demo-yard/painter/random.ts';
import { randomOf, wholeBetween } from '../../demo-yard/seeded.ts';
import { frame, lift } from '../../fixtures/yard-events.ts';

/** A photo of metrics.json: what the fold that did not learn from it says of it. */
export interface HeldOut {
  readonly file: string;
  readonly fold: number;
  /** near-duplicates share it */
  readonly group: string;
  readonly grade: Grade;
  readonly said: Grade;
  readonly confidence: number;
  readonly probabilities: GradeProbabilities;
  readonly distance: number;
}

export interface JudgedTruck {
  readonly judged: Judged;
  /** mean of its photos' own confidences, weighed as its kilograms are */
  readonly plainMean: number;
  /** the leading grade is the one, or one of those, that most of the truck is of */
  readonly right: boolean;
}

const MOST_LIFTS = 8;

/**
 * Trucks of one to eight lifts, each lift a held-out photo, judged by the rule of domain/visits: all photos of one fold
 * (one model judged them), no two of one group; of one grade, or for the share `mixed` of two. The lifts of every second
 * truck weigh the same. As models/training/visits.py draws them, by other random numbers.
 * @param threshold distance beyond which a photo has no say
 */
export function drawTrucks(photos: readonly HeldOut[], count: number, mixed: number, threshold: number): JudgedTruck[] {
  const random = randomOf('held-out trucks', mixed);
  const trucks: JudgedTruck[] = [];
  while (trucks.length < count) {
    const [least, most] = random.next() < 0.5 ? [1_000, 1_000] : [600, 1_700];
    const loaded = draw(photos, mixed, random).map((photo) => ({ photo, kg: wholeBetween(random, least, most) }));
    const truck = judge(loaded, threshold);
    if (truck) trucks.push(truck);
  }
  return trucks;
}

/** Each group of near-duplicates as a truck of one lift, its photos taken of that lift. */
export function groupsAsLifts(photos: readonly HeldOut[], threshold: number): JudgedTruck[] {
  const groups = new Set(photos.map(({ group }) => group));
  return [...groups]
    .map((name) => photos.filter(({ group }) => group === name))
    .filter((own) => own.length > 1)
    .flatMap(
      (own) =>
        judge(
          own.map((photo) => ({ photo, kg: 1_000 })),
          threshold,
          true,
        ) ?? [],
    );
}

interface Loaded {
  readonly photo: HeldOut;
  readonly kg: number;
}

function judge(loaded: readonly Loaded[], threshold: number, oneLift = false): JudgedTruck | null {
  const number = (n: number) => (oneLift ? 0 : n);
  const frames = loaded.map(({ photo: { probabilities, distance } }, n) =>
    frame(`p${n}`, n, { probabilities, isOutOfDomain: distance > threshold }, { lift: number(n) }),
  );
  const lifts = loaded.map(({ kg }, n) => lift(`l${n}`, n, kg, { lift: n })).slice(0, oneLift ? 1 : undefined);
  const judged = judgedMix(frames, lifts, []);
  if (!judged) return null;
  const heard = loaded.filter(({ photo }) => photo.distance <= threshold);
  const kgOf = (some: readonly Loaded[]) => some.reduce((sum, { kg }) => sum + kg, 0);
  const kgOfGrade = (grade: string) => kgOf(loaded.filter(({ photo }) => photo.grade === grade));
  const most = Math.max(...loaded.map(({ photo }) => kgOfGrade(photo.grade)));
  const [leading] = Object.entries(judged.mix).sort(([, a], [, b]) => b - a);
  return {
    judged,
    plainMean: heard.reduce((sum, { photo, kg }) => sum + kg * photo.confidence, 0) / kgOf(heard),
    right: leading !== undefined && kgOfGrade(leading[0]) === most,
  };
}

function draw(photos: readonly HeldOut[], mixed: number, random: Random): HeldOut[] {
  const first = oneOf(photos, random);
  const lifts = wholeBetween(random, 1, MOST_LIFTS);
  const ofFold = photos.filter(({ fold }) => fold === first.fold);
  const others = lifts > 1 && random.next() < mixed ? wholeBetween(random, 1, Math.floor(lifts / 2)) : 0;
  const own = ofGrade(ofFold, first.grade, lifts - others, random);
  if (others === 0) return own;
  const second = oneOf(
    ofFold.filter(({ grade }) => grade !== first.grade),
    random,
  );
  return [...own, ...ofGrade(ofFold, second.grade, others, random)];
}

/** At most `count` photos of a grade, one of a group. */
function ofGrade(photos: readonly HeldOut[], grade: Grade, count: number, random: Random): HeldOut[] {
  const left = photos.filter((photo) => photo.grade === grade);
  const chosen: HeldOut[] = [];
  while (chosen.length < count && left.length > 0) {
    const [photo] = left.splice(Math.floor(random.next() * left.length), 1) as [HeldOut];
    if (!chosen.some(({ group }) => group === photo.group)) chosen.push(photo);
  }
  return chosen;
}

const oneOf = <T>(some: readonly T[], random: Random): T => some[Math.floor(random.next() * some.length)] as T;
