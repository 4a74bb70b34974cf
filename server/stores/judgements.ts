/**
 * SQL for what the model said of photo `e`. Its judgement is the latest with role 'current'; what a shadow says is only
 * compared.
 */
export const CURRENT_JUDGEMENT = `(SELECT max(j.seq) FROM inference j WHERE j.event = e.seq AND j.role = 'current')`;

/** True for a judgement that counts: a photo out of domain or unusable has no say, whatever its probabilities. */
export const hasSay = (inference: string): string =>
  `(${inference}.failure IS NULL AND ${inference}.out_of_domain = 0 AND ${inference}.unusable IS NULL)`;

/** The grade of a judgement, null without a say. */
export const gradeOf = (inference: string): string => `CASE WHEN ${hasSay(inference)} THEN ${inference}.grade END`;

/** The confidence of a judgement, null without a say. */
export const confidenceOf = (inference: string): string =>
  `CASE WHEN ${hasSay(inference)} THEN ${inference}.confidence END`;
