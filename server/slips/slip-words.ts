import type { ExceptionCode } from '../../domain/errors.ts';
import type { Language } from '../../domain/wire/slips-api.ts';
import type { YardRuleKind } from '../../domain/yard-rule.ts';
import { SLIP_ENGLISH } from './slip-words-en.ts';
import { SLIP_KOREAN } from './slip-words-ko.ts';

type Params = Readonly<Record<string, string | number>>;

/** Every word that a slip on paper has, in one language. */
export interface SlipWords {
  readonly title: string;
  readonly number: string;
  readonly version: (version: number) => string;
  readonly scan: string;
  readonly crossed: string;
  readonly cancelled: (reason: string) => string;
  readonly superseded: (latest: number) => string;
  readonly altered: string;
  /** by the codes that stand for a reason; other reasons are a person's own words */
  readonly reasons: Readonly<Record<string, string>>;
  readonly facts: {
    readonly yard: string;
    readonly partner: string;
    readonly plate: string;
    readonly ticket: string;
    readonly direction: string;
    readonly directions: Readonly<Record<string, string>>;
    readonly declared: string;
    readonly issued: string;
    readonly byItself: string;
  };
  readonly weighings: {
    readonly title: string;
    readonly columns: readonly [order: string, at: string, kg: string, scale: string, verified: string, due: string];
    readonly roles: { readonly first: string; readonly second: string };
    readonly unverified: string;
  };
  readonly sums: {
    readonly gross: string;
    readonly tare: string;
    readonly net: string;
    readonly deduction: string;
    readonly accepted: string;
  };
  readonly grades: {
    readonly title: string;
    readonly columns: readonly [grade: string, net: string, accepted: string, share: string];
    readonly names: Readonly<Record<string, string>>;
    readonly total: string;
    readonly judged: (declared: string, judged: string) => string;
    readonly undeclared: (judged: string) => string;
    readonly basis: Readonly<Record<string, string>>;
    readonly confidence: (percent: string) => string;
    readonly rules: Readonly<Record<YardRuleKind, string>>;
    readonly rule: string;
    readonly models: string;
    readonly noModel: string;
  };
  readonly deductions: {
    readonly title: string;
    readonly columns: readonly [kg: string, reason: string, by: string, at: string];
  };
  readonly overrides: {
    readonly title: string;
    readonly columns: readonly [at: string, by: string, what: string, reason: string];
    readonly grade: (grade: string) => string;
    readonly ofPhoto: (grade: string) => string;
    readonly deduction: (kg: string) => string;
    readonly withdraws: string;
  };
  readonly exceptions: {
    readonly title: string;
    readonly names: Readonly<Record<ExceptionCode, (params: Params) => string>>;
  };
  readonly signatures: {
    readonly lead: string;
    readonly yard: string;
    readonly partner: string;
    readonly fields: readonly [name: string, date: string, sign: string];
  };
  readonly chain: { readonly own: string; readonly previous: string; readonly first: string; readonly cites: string };
  readonly evidence: {
    readonly title: string;
    readonly lead: (lifts: number, photos: number) => string;
    readonly columns: readonly [lift: string, at: string, kg: string, crane: string, photos: string];
    readonly lift: (number: number | null) => string;
    readonly noLift: string;
    readonly gone: string;
    readonly waiting: string;
    readonly failed: string;
    readonly outOfDomain: string;
    readonly unusable: Readonly<Record<string, string>>;
    readonly corrected: (grade: string) => string;
    readonly none: string;
  };
}

const WORDS: Readonly<Record<Language, SlipWords>> = { ko: SLIP_KOREAN, en: SLIP_ENGLISH };

export const slipWords = (language: Language): SlipWords => WORDS[language];
