import type { Programme } from './programme.ts';
import { apportionWon, isWon, shareOf, sumWon, type Won } from './won.ts';

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

/**
 * Shares a total cost (won, without VAT) out to the funders by the programme's split and caps: government
 * min(50 %, 4억), POSCO min(30 %, 2.4억), the adopter the rest (announcement of 2026-05-20; confirmed).
 *
 * Rounding (derived): both grants are cut below the won and the adopter bears what was cut, so the three always add up
 * to the total. VAT is cut below the won too and lies beside the total as the adopter's cash. The loan is at most the
 * adopter's share and its cap. `RangeError` unless the total is whole won from 1 on.
 */
export function fundingOf(total: Won, { funding }: Programme): Funding {
  if (!isWon(total) || total < 1) throw new RangeError('a total cost is whole won, from 1 on');
  const governmentShare = shareOf(total, funding.government.perCent, 100);
  const poscoShare = shareOf(total, funding.posco.perCent, 100);
  const government = Math.min(governmentShare, funding.government.cap);
  const posco = Math.min(poscoShare, funding.posco.cap);
  const adopter = total - government - posco;
  const vat = shareOf(total, funding.vatPerCent.value, 100);
  return {
    total,
    government,
    posco,
    adopter,
    overCaps: governmentShare - government + (poscoShare - posco),
    vat,
    adopterCash: adopter + vat,
    loanAtMost: Math.min(adopter, funding.loanCap.value),
  };
}

/**
 * Shares the amounts of lines out to the funders (derived): every line adds up to its amount and every funder to its
 * share of `funding`, to the won. Lines that are the adopter's alone are its own as far as its share reaches; every other
 * line is shared by what each funder has left to give (largest remainder). Discounts come first, so that no funder runs
 * short. The amounts have to add up to the funding's total: `RangeError` otherwise.
 */
export function fundLines(
  lines: readonly { readonly amount: Won; readonly isAdopterOnly: boolean }[],
  funding: Funding,
): Readonly<Record<Funder, Won>>[] {
  if (sumWon(lines.map(({ amount }) => amount)) !== funding.total) {
    throw new RangeError('lines do not add up to the total cost');
  }
  const left: Record<Funder, Won> = {
    government: funding.government,
    posco: funding.posco,
    adopter: funding.adopter,
  };
  const parts = lines.map((): Record<Funder, Won> => ({ government: 0, posco: 0, adopter: 0 }));
  const give = (place: number, funder: Funder, amount: Won): void => {
    const part = parts[place] as Record<Funder, Won>;
    part[funder] += amount;
    left[funder] -= amount;
  };
  const order = lines
    .map(({ amount, isAdopterOnly }, place) => ({ amount, isAdopterOnly: isAdopterOnly && amount > 0, place }))
    .sort((a, b) => rank(a) - rank(b) || a.place - b.place);
  for (const { amount, isAdopterOnly, place } of order) {
    const own = isAdopterOnly ? Math.min(amount, left.adopter) : 0;
    give(place, 'adopter', own);
    const shares = apportionWon(
      amount - own,
      FUNDERS.map((funder) => left[funder]),
    );
    FUNDERS.forEach((funder, index) => {
      give(place, funder, shares[index] as Won);
    });
  }
  return parts;
}

const rank = ({ amount, isAdopterOnly }: { readonly amount: Won; readonly isAdopterOnly: boolean }): number =>
  amount < 0 ? 0 : isAdopterOnly ? 1 : 2;
