import type { KstDay } from '../units.ts';
import type { Funder } from './funding.ts';
import type { Won } from './won.ts';

/** What became of money: 계획(승인), 발주, 검수, 지급. */
export const STAGES = ['planned', 'committed', 'earned', 'paid'] as const;
export type Stage = (typeof STAGES)[number];

/** One entry of a budget. Nothing is ever changed or deleted: an entry that cancels it takes it back. */
export interface BudgetEntry {
  readonly id: string;
  readonly line: string;
  readonly funder: Funder;
  readonly stage: Stage;
  /** day it happened; of a plan the day it is due, or the first of the days it is spread over */
  readonly day: KstDay;
  /** of a plan alone: the last day it is spread over */
  readonly until: KstDay | null;
  readonly amount: Won;
  /** SHA-256 of the document that proves it */
  readonly document: string | null;
  /** entry that this one takes back */
  readonly cancels: string | null;
}

export type StageSums = Readonly<Record<Stage, Won>>;

/** Won by stage: altogether, by funder, and by line in the order of the programme. */
export interface BudgetSums {
  readonly total: StageSums;
  readonly byFunder: Readonly<Record<Funder, StageSums>>;
  readonly byLine: readonly {
    readonly line: string;
    readonly sums: StageSums;
    readonly byFunder: Readonly<Record<Funder, StageSums>>;
  }[];
}
