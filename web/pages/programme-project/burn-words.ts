import type { Pace } from '../../../domain/wire/programme-api.ts';
import type { Texts } from '../../text/ko.ts';
import { percent } from '../../text/weights.ts';

const MAN = 10_000;
const EOK = 100_000_000;

/** An amount on an axis: `2.5억`, `5천만`, `800만` in Korean; `₩250M` in English. */
export function axisWon(language: string, won: number): string {
  if (won === 0) return '0';
  if (language !== '한국어') return `₩${trimmed(won / 1_000_000)}M`;
  return won >= EOK ? `${trimmed(won / EOK)}억` : `${trimmed(won / MAN)}만`;
}

const trimmed = (value: number): string => String(Math.round(value * 100) / 100);

/** Money against time as a sentence. */
export function paceWords(words: Texts, pace: Pace | null): string {
  if (pace === null) return words.project.burnLead.none;
  const [earned, elapsed] = [percent(pace.earnedBasisPoints / 10_000), percent(pace.elapsedBasisPoints / 10_000)];
  return pace.gapBasisPoints >= 1_500
    ? words.project.burnLead.behind(earned, elapsed)
    : words.project.burnLead.even(earned, elapsed);
}
