import { declaredGradeOf } from '../../domain/schemes.ts';
import type { SlipContent } from '../../domain/wire/slips-api.ts';
import type { Texts } from '../text/ko.ts';
import { gradeName } from '../text/phrases.ts';
import { kilograms, percent } from '../text/weights.ts';

/** A wire time as paper has it, `2026-11-22 09:30:12` in KST: it is read years later, so the year stands in it. */
export function paperTime(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 19)}`;
}

/** Why a version was issued: a code in words, or the words of a person. */
export function issueReason(words: Texts, reason: string): string {
  return words.slip.reasons[reason] ?? reason;
}

/** The rule in words with its name, `판정 기준: 70% 넘는 등급 하나로 (dominant@2)`. */
export function ruleSentence(words: Texts, rule: string): string {
  const kind = /^[a-z]+/u.exec(rule)?.[0] ?? '';
  return words.slip.rule(words.judged.rules[kind] ?? kind, rule);
}

/** The declared grade against the one with most accepted kilograms, as a sentence. */
export function declaredSentence(words: Texts, content: Pick<SlipContent, 'declaredGrade' | 'grades' | 'net'>): string {
  if (content.declaredGrade === null) return words.slip.declaredNone;
  const declared = words.grades[content.declaredGrade] ?? content.declaredGrade;
  const known = declaredGradeOf(content.declaredGrade);
  if (known === null) return words.slip.declaredUnknown(declared);
  const most = [...content.grades].sort((a, b) => b.netKg - a.netKg)[0];
  if (most === undefined || most.grade === known) return words.slip.declaredSame(declared);
  return words.slip.declaredDiffers(declared, gradeName(words, most.grade), percent(most.netKg / content.net));
}

/** What a person set instead, in a few words. */
export function overrideWords(words: Texts, override: SlipContent['overrides'][number]): string {
  const said = [
    override.withdraws === null ? '' : words.slip.tookBack,
    override.grade === null ? '' : words.slip.toGrade(gradeName(words, override.grade)),
    override.grades === null ? '' : words.slip.toMix,
    override.deductionKg === null ? '' : words.slip.toDeduction(kilograms(override.deductionKg)),
  ].filter((part) => part !== '');
  const what = said.join(', ');
  return override.frame === null ? what : `${words.slip.ofPhoto}: ${what}`;
}

/** True when a scale was weighed on after its verification had run out (KST days). */
export function isScaleOverdue(weighing: Pick<SlipContent['weighings'][number], 'at' | 'dueOn'>): boolean {
  return weighing.dueOn !== null && weighing.dueOn < weighing.at.slice(0, 10);
}
