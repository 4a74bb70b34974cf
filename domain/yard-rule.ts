import { GRADE_BUCKETS, GRADES, type GradeBucket } from './grades.ts';
import type { EpochMs } from './units.ts';

/**
 * How a yard folds a judged mix into the grades it books (edge contract, visits 6):
 * `weighted` books the mix as judged; `dominant` books one grade for the whole truck when it holds at least 70 %
 * (inspection practice: biz.chosun 2025-04-28); `lowest` books the lowest grade present at 10 % or more (single
 * inspection agreement of 2010: ajunews 2009-12-22). Foreign matter is no grade to book a truck under, it is deducted
 * (감량), so `lowest` passes over it.
 */
export const YARD_RULE_KINDS = ['weighted', 'dominant', 'lowest'] as const;
export type YardRuleKind = (typeof YARD_RULE_KINDS)[number];

export const DOMINANT_SHARE = 0.7;
export const LOWEST_PRESENT_SHARE = 0.1;

/** A rule with the version that rows cite; the version grows whenever a yard changes its rule. */
export interface YardRule {
  readonly kind: YardRuleKind;
  readonly version: number;
}

/** A rule and the instant from which visits that open are judged by it. */
export interface DatedYardRule extends YardRule {
  readonly from: EpochMs;
}

export const DEFAULT_YARD_RULE: YardRule = { kind: 'weighted', version: 1 };

/** The name a row carries for the rule that booked it, `weighted@1`. */
export function ruleName(rule: YardRule): string {
  return `${rule.kind}@${rule.version}`;
}

/** The rule in force at an instant: the latest one that has begun, or the default before the first. */
export function ruleAt(rules: readonly DatedYardRule[], at: EpochMs): YardRule {
  let current: DatedYardRule | undefined;
  for (const rule of rules) if (rule.from <= at && (!current || rule.from >= current.from)) current = rule;
  return current ?? DEFAULT_YARD_RULE;
}

/** A judged mix: a share (any non-negative scale) per bucket, absent meaning none. */
export type GradeMix = Partial<Record<GradeBucket, number>>;

/** Folds a mix by the rule; shares in the result add up to 1, or the mix comes back empty when it was. */
export function foldMix(mix: GradeMix, rule: YardRuleKind): GradeMix {
  const total = GRADE_BUCKETS.reduce((sum, bucket) => sum + (mix[bucket] ?? 0), 0);
  if (total <= 0) return {};
  const share = (bucket: GradeBucket): number => (mix[bucket] ?? 0) / total;
  if (rule === 'dominant') {
    const dominant = GRADES.find((grade) => share(grade) >= DOMINANT_SHARE);
    if (dominant) return { [dominant]: 1 };
  }
  if (rule === 'lowest') {
    const lowest = GRADES.findLast((grade) => grade !== 'foreign' && share(grade) >= LOWEST_PRESENT_SHARE);
    if (lowest) return { [lowest]: 1 };
  }
  const folded: GradeMix = {};
  for (const bucket of GRADE_BUCKETS) if (share(bucket) > 0) folded[bucket] = share(bucket);
  return folded;
}
