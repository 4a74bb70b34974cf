import Type from 'typebox';
import Value from 'typebox/value';
import { ModelScores } from '../../../domain/wire/http-api.ts';

/** What a version that ships says beside `ModelScores`: its figure over the grades that enough photos showed. */
const WellShown = Type.Object({
  macroF1SixGrades: Type.Number(),
  macroF1SixGradesInterval: Type.Tuple([Type.Number(), Type.Number()]),
});
/** Those grades (models/training/scores.py); the others have fewer than ten photos. */
const SIX_GRADES = ['new_bale', 'heavy', 'shredded', 'turnings', 'pressed', 'cast'];

/** Confidence of visits, measured on drawn trucks of which a share holds two grades. */
const DrawnVisits = Type.Object({
  drawn: Type.Array(Type.Object({ mixed: Type.Number(), trucks: Type.Integer() })),
});
/** The share that the card shows its reliability of. */
const SHOWN_MIXED = 0.25;

/** What versions made before these figures were measured lack. */
const UNMEASURED = { macroF1Low: null, macroF1High: null, macroF1Grades: null, gain: null };

/**
 * The scores in a version's `metrics.json` or in the row that made it; null when there are none or they are malformed.
 * @param visits what such a file says of visits, if anything
 */
export function modelScoresOf(value: unknown, visits?: unknown): ModelScores | null {
  if (typeof value !== 'object' || value === null) return null;
  const drawn = Value.Check(DrawnVisits, visits) ? visits.drawn.find(({ mixed }) => mixed === SHOWN_MIXED) : undefined;
  const scores = {
    ...{ ...UNMEASURED, ...value },
    ...(Value.Check(WellShown, value) ? sixGrades(value) : {}),
    ...(drawn ? { visits: drawn } : {}),
  };
  return Value.Check(ModelScores, scores) ? scores : null;
}

function sixGrades({ macroF1SixGrades, macroF1SixGradesInterval: [low, high] }: Type.Static<typeof WellShown>) {
  return { macroF1: macroF1SixGrades, macroF1Low: low, macroF1High: high, macroF1Grades: SIX_GRADES };
}
