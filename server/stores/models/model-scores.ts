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

/** What versions made before these figures were measured lack. */
const UNMEASURED = { macroF1Low: null, macroF1High: null, macroF1Grades: null, gain: null };

/** The scores in a version's `metrics.json` or in the row that made it; null when there are none or they are malformed. */
export function modelScoresOf(value: unknown): ModelScores | null {
  if (typeof value !== 'object' || value === null) return null;
  const scores = { ...UNMEASURED, ...value, ...(Value.Check(WellShown, value) ? sixGrades(value) : {}) };
  return Value.Check(ModelScores, scores) ? scores : null;
}

function sixGrades({ macroF1SixGrades, macroF1SixGradesInterval: [low, high] }: Type.Static<typeof WellShown>) {
  return { macroF1: macroF1SixGrades, macroF1Low: low, macroF1High: high, macroF1Grades: SIX_GRADES };
}
