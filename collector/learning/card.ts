import type { ModelScores } from '../../domain/wire/http-api.ts';

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

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
const span = ({ accuracy, low, high }: ModelScores) => `${percent(accuracy)} (${percent(low)} – ${percent(high)})`;

/** The card of a version made of a yard's corrections, Markdown, Korean first. */
export function cardOf(facts: CardFacts): string {
  const { version, base, yard, madeAt, by, photos, scores, before } = facts;
  const grades = scores.grades.map(({ grade, photos: n, precision, recall, f1, low, high }) => {
    const was = before.grades.find((one) => one.grade === grade);
    const cells = [precision, recall, f1].map(percent).join(' | ');
    return `| ${grade} | ${n} | ${cells} | ${percent(low)} – ${percent(high)} | ${was ? percent(was.f1) : '–'} |`;
  });
  return `# ${version}

야드 ${yard}에서 사람이 바로잡은 사진 ${photos}장으로 ${base}의 판정층만 다시 맞춘 모델입니다.
수치는 학습에 쓰지 않은 트럭 ${scores.trucks}대, 사진 ${scores.photos}장에서 잰 값입니다. 다른 야드에서 잰 값이 아닙니다.

The head of ${base}, fitted anew to ${photos} corrected photos of the yard ${yard}; the rest of the network is
unchanged. Figures are from ${scores.photos} photos of ${scores.trucks} trucks, each judged by a fit that had
not seen its truck; they say nothing of other yards. Made ${madeAt} by ${by}.

| | 이전 before | 이후 after |
|---|---|---|
| 정확도 accuracy (95 %) | ${span(before)} | ${span(scores)} |
| macro-F1 | ${percent(before.macroF1)} | ${percent(scores.macroF1)} |
| 보정 오차 calibration error | ${percent(before.calibrationError ?? 0)} | ${percent(scores.calibrationError ?? 0)} |

| 등급 grade | 사진 photos | 정밀도 precision | 재현율 recall | F1 | 95 % | 이전 F1 before |
|---|---|---|---|---|---|---|
${grades.join('\n')}
`;
}
