import type { Problem, VisitException } from '../../domain/wire/http-api.ts';
import type { Texts } from './ko.ts';

/** Name of a grade bucket; an unknown code shows itself. */
export function gradeName(words: Texts, bucket: string): string {
  return words.grades[bucket] ?? bucket;
}

/** What is unusual about a visit and what to do, as a sentence. */
export function exceptionSentence(words: Texts, exception: Pick<VisitException, 'params'> & { code: string }): string {
  return words.exceptions[exception.code]?.(exception.params) ?? exception.code;
}

/** A problem in a few words, with the device it speaks of. */
export function problemWords(words: Texts, problem: Pick<Problem, 'code' | 'device'>): string {
  const name = words.problems[problem.code] ?? words.problemUnknown;
  return problem.device === null ? name : `${name} · ${problem.device}`;
}

/** A problem as a wall says it: the device without its area. */
export function shortProblem(words: Texts, problem: Pick<Problem, 'code' | 'device'>): string {
  return problemWords(words, { ...problem, device: problem.device?.split('/').at(-1) ?? null });
}

/** A problem as a sentence that says what to do. */
export function problemSentence(words: Texts, problem: Pick<Problem, 'code' | 'params'>): string {
  return words.advice[problem.code] ?? exceptionSentence(words, problem);
}

/** What went wrong with a request, and what to do; `problem` is which of several reasons it is, where the server says. */
export function errorSentence(words: Texts, code: string, problem = ''): string {
  return words.slipProblems[problem] ?? words.errors[code] ?? words.errors.INTERNAL ?? code;
}

/** A cause the ledger names; an unknown one shows itself. */
export function causeWords(words: Texts, cause: string): string {
  return words.causes[cause] ?? cause;
}

/** Why a person corrected: a code of the short list in words, or the words they wrote. */
export function reasonWords(words: Texts, reason: string): string {
  return words.overrideReasons[reason] ?? reason;
}

/** Why a photo has no grade, in a few words; `null` when it may have one. */
export function heldWords(words: Texts, frame: { outOfDomain?: boolean; unusable?: string | null }): string | null {
  const { unusable = null, outOfDomain = false } = frame;
  if (unusable !== null) return words.held.unusable[unusable] ?? words.held.other;
  return outOfDomain ? words.held.outOfDomain : null;
}

/** What to do about a photo that has no grade; empty when nothing is known. */
export function heldAdvice(words: Texts, frame: { outOfDomain?: boolean; unusable?: string | null }): string {
  const code = frame.unusable ?? (frame.outOfDomain ? 'OUT_OF_DOMAIN' : '');
  return words.held.advice[code] ?? '';
}

/** Why a message was refused, in a few words: the first sentence of its text; an unknown code shows itself. */
export function rejectionName(words: Texts, code: string): string {
  const sentence = words.rejections[code];
  return sentence === undefined ? code : sentence.slice(0, sentence.indexOf('.') + 1);
}

/** What to do about a refused message; empty when nothing is known. */
export function rejectionAdvice(words: Texts, code: string): string {
  const sentence = words.rejections[code];
  return sentence === undefined ? '' : sentence.slice(sentence.indexOf('.') + 1).trim();
}
