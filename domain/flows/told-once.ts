import type { Kilogram } from '../units.ts';
import { type Change, changesOf, type FlowWeek, usualKilograms, type WeekComparison } from './changes.ts';
import { medianOf } from './spread.ts';

/** So many suppliers have to move a grade the same way before it is the grade's story and not theirs. */
const MOVERS_AT_LEAST = 3;

/** A grade that several suppliers brought unusually more of, or less, in the same week. */
interface SharedMove {
  readonly change: Change;
  readonly grade: string;
  readonly movers: readonly string[];
}

/**
 * `changesOf` with every story told once. Where at least three suppliers moved one grade the same way, as after a mill's
 * price, that grade's change names them; what would not be unusual had they brought their usual median of that grade is
 * not told again: the total, their own kilograms, the shares of their mix.
 */
export function changesToldOnce(comparison: WeekComparison): Change[] {
  const changes = changesOf(comparison);
  const moves = changes.flatMap((change) => sharedMove(comparison, changes, change) ?? []);
  if (moves.length === 0) return changes;
  const remaining = new Set(changesOf({ ...comparison, week: withoutMoves(comparison, moves) }).map(subjectOf));
  return changes.flatMap((change) => {
    const move = moves.find((one) => one.change === change);
    if (move) return [{ ...change, suppliers: [...move.movers] }];
    return remaining.has(subjectOf(change)) ? [change] : [];
  });
}

const subjectOf = ({ kind, partner, grade }: Change): string => JSON.stringify([kind, partner, grade]);

function sharedMove(
  { week, before }: WeekComparison,
  changes: readonly Change[],
  change: Change,
): (SharedMove & { readonly change: Change }) | null {
  const { kind, partner, grade } = change;
  if (partner !== null || grade === null) return null;
  // whoever is new, or brought nothing at all, has a story of its own
  const others = new Set(
    changes.flatMap((one) => (one.kind === 'started' || one.kind === 'stopped' ? one.partner : [])),
  );
  const movers = [...week.kilograms.keys()].sort().flatMap((name) => {
    const { median, low, high } = usualKilograms(weeksOf(before, name, grade));
    const kg = kilogramsOf(week, name, grade);
    const isMoved = !others.has(name) && (kind === 'more' ? kg > high : kg < low);
    return isMoved ? [{ name, differenceKg: Math.abs(kg - median) }] : [];
  });
  // whoever moved most is named first
  movers.sort((a, b) => b.differenceKg - a.differenceKg);
  return movers.length < MOVERS_AT_LEAST ? null : { change, grade, movers: movers.map(({ name }) => name) };
}

/** The week as it would have been with the movers' usual kilograms of the grades that they moved. */
function withoutMoves({ week, before }: WeekComparison, moves: readonly SharedMove[]): FlowWeek {
  const kilograms = new Map([...week.kilograms].map(([name, grades]) => [name, new Map(grades)]));
  for (const { grade, movers } of moves) {
    for (const name of movers) kilograms.get(name)?.set(grade, medianOf(weeksOf(before, name, grade)) as number);
  }
  return { ...week, kilograms };
}

const kilogramsOf = ({ kilograms }: FlowWeek, name: string, grade: string): Kilogram =>
  kilograms.get(name)?.get(grade) ?? 0;

const weeksOf = (before: readonly FlowWeek[], name: string, grade: string): Kilogram[] =>
  before.map((one) => kilogramsOf(one, name, grade));
