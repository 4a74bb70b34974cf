import type { ModelScores } from '../../domain/wire/http-api.ts';
import { ENOUGH_RIGHT, LEAST_KAPPA, MOST_FALL } from './gain.ts';

/** What the card of a version made here tells. */
export interface CardFacts {
  readonly version: string;
  readonly base: string;
  readonly yard: string;
  /** RFC 3339 with +09:00 */
  readonly madeAt: string;
  readonly by: string;
  readonly photos: number;
  readonly scores: ModelScores;
  readonly before: ModelScores;
}

const share = (value: number) => value.toFixed(2);
const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
const signed = (value: number, decimals: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(decimals)}`;
const points = (difference: number) => `${signed(difference * 100, 1)} %p`;
const accuracyOf = ({ accuracy, low, high }: ModelScores) =>
  `${percent(accuracy)} (${percent(low)} – ${percent(high)})`;
const macroF1Of = ({ macroF1, macroF1Low, macroF1High }: ModelScores) =>
  macroF1Low === null || macroF1High === null
    ? macroF1.toFixed(3)
    : `${macroF1.toFixed(3)} (${macroF1Low.toFixed(2)} – ${macroF1High.toFixed(2)})`;
const gainOf = (gain: ModelScores['gain'], measure: 'accuracy' | 'macroF1', words: (difference: number) => string) =>
  gain === null ? '–' : `${words(gain[measure].value)} (${words(gain[measure].low)} – ${words(gain[measure].high)})`;

/** The card of a version made of a yard's corrections, Markdown, Korean first. */
export function cardOf(facts: CardFacts): string {
  const { version, base, yard, madeAt, by, photos, scores, before } = facts;
  const grades = scores.grades.map(({ grade, photos: n, precision, recall, f1, low, high }) => {
    const was = before.grades.find((one) => one.grade === grade);
    const cells = [precision, recall, f1].map(share).join(' | ');
    return `| ${grade} | ${n} | ${cells} | ${share(low)} – ${share(high)} | ${was ? share(was.f1) : '–'} |`;
  });
  return `# ${version}

야드 ${yard}에서 사람이 바로잡은 사진 ${photos}장으로 ${base}의 판정층만 다시 맞춘 모델입니다.
수치는 학습에 쓰지 않은 트럭 ${scores.trucks}대, 사진 ${scores.photos}장에서 잰 값입니다. 다른 야드에서 잰 값이 아닙니다.

The head of ${base}, fitted anew to ${photos} corrected photos of the yard ${yard}; the rest of the network is
unchanged. Figures are from ${scores.photos} photos of ${scores.trucks} trucks, each judged by a fit that had
not seen its truck; they say nothing of other yards. Made ${madeAt} by ${by}.

| 95 % | 이전 before | 이후 after | 차이 difference |
|---|---|---|---|
| 정확도 accuracy | ${accuracyOf(before)} | ${accuracyOf(scores)} | ${gainOf(scores.gain, 'accuracy', points)} |
| macro-F1 | ${macroF1Of(before)} | ${macroF1Of(scores)} | ${gainOf(scores.gain, 'macroF1', (one) => signed(one, 3))} |
| 보정 오차 calibration error | ${percent(before.calibrationError ?? 0)} | ${percent(scores.calibrationError ?? 0)} | |

구간은 트럭을 되풀이해 뽑아 구했고, 차이는 같은 트럭끼리 견주었습니다. 정확도나 macro-F1이 우연이라 보기 어렵게 또는
${MOST_FALL * 100} %p 넘게 떨어지거나, 둘 다 떨어지거나, 사람과의 일치가 우연과 다름없으면(카파 ${LEAST_KAPPA} 미만, 정확도
${ENOUGH_RIGHT * 100} % 미만) 버전을 만들지 않습니다.

Intervals by drawing trucks with replacement, differences on the same trucks. No version is made where accuracy or
macro-F1 falls beyond chance or by more than ${MOST_FALL * 100} points, where both fall, or where it agrees with people hardly
better than guessing (kappa below ${LEAST_KAPPA}, accuracy below ${ENOUGH_RIGHT * 100} %).

| 등급 grade | 사진 photos | 정밀도 precision | 재현율 recall | F1 | 95 % | 이전 F1 before |
|---|---|---|---|---|---|---|
${grades.join('\n')}
`;
}
