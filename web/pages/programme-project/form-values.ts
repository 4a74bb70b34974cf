import { kstDayStart } from '../../../domain/kst-time.ts';

/** A value, or the code of what is wrong with what was typed. */
export type Read<Value> = { readonly value: Value } | { readonly problem: string };

/** Whole won as people type them: `12,340,000`, `−500`, with 원 or ₩. What is no whole number is a problem. */
export function readWon(typed: string): Read<number> {
  const plain = typed
    .trim()
    .replace(/[,\s원₩]/gu, '')
    .replace('−', '-');
  if (plain === '') return { problem: 'TEXT_MISSING' };
  if (!/^-?\d+$/u.test(plain)) return { problem: 'NUMBER_INVALID' };
  const value = Number(plain);
  return Number.isSafeInteger(value) ? { value } : { problem: 'NUMBER_INVALID' };
}

/** A figure with or without decimals; nothing typed is `null`. */
export function readFigure(typed: string): Read<number | null> {
  const plain = typed.trim().replace(/[,\s]/gu, '').replace('−', '-');
  if (plain === '') return { value: null };
  return /^-?\d+(\.\d+)?$/u.test(plain) ? { value: Number(plain) } : { problem: 'NUMBER_INVALID' };
}

/** A KST day; nothing typed is `null`. */
export function readDay(typed: string): Read<string | null> {
  if (typed.trim() === '') return { value: null };
  return kstDayStart(typed.trim()) === null ? { problem: 'DAY_INVALID' } : { value: typed.trim() };
}

/** Words that may not be empty, without the space around them. */
export function readText(typed: string): Read<string> {
  return typed.trim() === '' ? { problem: 'TEXT_MISSING' } : { value: typed.trim() };
}

/** Values of every field, or the problems by field. */
export function readAll<Values extends object>(
  reads: { [Name in keyof Values]: Read<Values[Name]> },
):
  | { readonly values: Values; readonly problems: null }
  | { readonly values: null; readonly problems: Readonly<Record<string, string>> } {
  const problems: Record<string, string> = {};
  const values: Partial<Values> = {};
  for (const name of Object.keys(reads) as (keyof Values & string)[]) {
    const read = reads[name];
    if ('problem' in read) problems[name] = read.problem;
    else values[name] = read.value;
  }
  return Object.keys(problems).length > 0 ? { values: null, problems } : { values: values as Values, problems: null };
}
