import type { Won } from './won.ts';

/** Who pays: 정부, 포스코, 도입기업. */
export const FUNDERS = ['government', 'posco', 'adopter'] as const;
export type Funder = (typeof FUNDERS)[number];

/** How a project's total cost, without VAT, is shared out. `government + posco + adopter` is `total` to the won. */
export interface Funding {
  readonly total: Won;
  readonly government: Won;
  readonly posco: Won;
  /** the rest: its own share, what lies above the caps and what was cut below the won */
  readonly adopter: Won;
  /** what the shares would give above the caps; the adopter bears it, and it is part of `adopter` */
  readonly overCaps: Won;
  /** beside the total: the adopter's cash */
  readonly vat: Won;
  /** `adopter` and `vat` */
  readonly adopterCash: Won;
  /** a note, no money of the project: the most the adopter may borrow */
  readonly loanAtMost: Won;
}
