import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AI_TRACK_2026 } from '../../../domain/programme/data/ai-track-2026.ts';
import { FUNDERS, fundingOf, fundLines } from '../../../domain/programme/funding.ts';
import { MOST_WON, sumWon } from '../../../domain/programme/won.ts';

const EOK = 100_000_000;

describe('the funding of a project', () => {
  // by hand, in 억: T=8 is 4.0 / 2.4 / 1.6, VAT 0.8; T=10 is min(5, 4) / min(3, 2.4) / 3.6, over 1.0 + 0.6;
  // T=5 is 2.5 / 1.5 / 1.0. 1,000,001 won: 500,000.5 -> 500,000; 300,000.3 -> 300,000; the rest 200,001.
  it.each([
    [8 * EOK, 4 * EOK, 240_000_000, 160_000_000, 0, 80_000_000, 240_000_000, 160_000_000],
    [10 * EOK, 4 * EOK, 240_000_000, 360_000_000, 160_000_000, 1 * EOK, 460_000_000, 160_000_000],
    [5 * EOK, 250_000_000, 150_000_000, 1 * EOK, 0, 50_000_000, 150_000_000, 1 * EOK],
    [1_000_001, 500_000, 300_000, 200_001, 0, 100_000, 300_001, 200_001],
    [800_000_001, 4 * EOK, 240_000_000, 160_000_001, 0, 80_000_000, 240_000_001, 160_000_000],
    [1, 0, 0, 1, 0, 0, 1, 1],
  ])('of %i won', (total, government, posco, adopter, overCaps, vat, adopterCash, loanAtMost) => {
    expect(fundingOf(total, AI_TRACK_2026)).toEqual({
      total,
      government,
      posco,
      adopter,
      overCaps,
      vat,
      adopterCash,
      loanAtMost,
    });
  });

  it.each([0, -1, 0.5, MOST_WON + 1, Number.NaN])('of %d won does not exist', (total) => {
    expect(() => fundingOf(total, AI_TRACK_2026)).toThrow(RangeError);
  });

  it('adds up to the won, within the caps', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MOST_WON }), (total) => {
        const { government, posco, adopter, loanAtMost, vat } = fundingOf(total, AI_TRACK_2026);
        expect(government + posco + adopter).toBe(total);
        expect(government).toBeLessThanOrEqual(4 * EOK);
        expect(posco).toBeLessThanOrEqual(240_000_000);
        expect(adopter * 5).toBeGreaterThanOrEqual(total);
        expect(loanAtMost).toBeLessThanOrEqual(adopter);
        for (const part of [government, posco, adopter, vat]) expect(Number.isSafeInteger(part)).toBe(true);
      }),
    );
  });
});

describe('lines shared by funders', () => {
  const line = (amount: number, isAdopterOnly = false) => ({ amount, isAdopterOnly });

  // 10 won: 5 / 3 / 2. The first line of 3 by 5:3:2 is 1.5 0.9 0.6 -> 1 0 0, two left to 0.9 and 0.6 -> 1 1 1; what is
  // left is 4 2 1 for the line of 7
  it('take what each funder has left', () => {
    expect(fundLines([line(3), line(7)], fundingOf(10, AI_TRACK_2026))).toEqual([
      { government: 1, posco: 1, adopter: 1 },
      { government: 4, posco: 2, adopter: 1 },
    ]);
  });

  // 1,000: 500 / 300 / 200. Cloud of 150 is the adopter's; 850 is shared by 500 : 300 : 50
  it('of the adopter alone come out of its own share first', () => {
    expect(fundLines([line(850), line(150, true)], fundingOf(1_000, AI_TRACK_2026))).toEqual([
      { government: 500, posco: 300, adopter: 50 },
      { government: 0, posco: 0, adopter: 150 },
    ]);
  });

  // its share of 200 does not reach for 360: the rest of 160 is shared by 500 : 300 : 0
  it('of the adopter alone fall to the others beyond its share', () => {
    expect(fundLines([line(360, true), line(640)], fundingOf(1_000, AI_TRACK_2026))).toEqual([
      { government: 100, posco: 60, adopter: 200 },
      { government: 400, posco: 240, adopter: 0 },
    ]);
  });

  // a discount of 100 by 500 : 300 : 200 first, which leaves 550 330 220 for the 1,100
  it('that are discounts give back', () => {
    expect(fundLines([line(1_100), line(-100)], fundingOf(1_000, AI_TRACK_2026))).toEqual([
      { government: 550, posco: 330, adopter: 220 },
      { government: -50, posco: -30, adopter: -20 },
    ]);
  });

  it('have to add up to the total', () => {
    expect(() => fundLines([line(9)], fundingOf(10, AI_TRACK_2026))).toThrow(RangeError);
  });

  it('add up by line and by funder, to the won', () => {
    const amounts = fc.array(fc.tuple(fc.integer({ min: -50_000_000, max: 300_000_000 }), fc.boolean()), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(
        amounts.filter((list) => list.reduce((sum, [amount]) => sum + amount, 0) > 0),
        (list) => {
          const lines = list.map(([amount, own]) => line(amount, own));
          const funding = fundingOf(sumWon(lines.map(({ amount }) => amount)), AI_TRACK_2026);
          const parts = fundLines(lines, funding);
          for (const [place, { amount }] of lines.entries()) {
            const part = parts[place] as (typeof parts)[number];
            expect(sumWon(FUNDERS.map((funder) => part[funder]))).toBe(amount);
            for (const funder of FUNDERS) expect(part[funder] * Math.sign(amount)).toBeGreaterThanOrEqual(0);
          }
          for (const funder of FUNDERS) expect(sumWon(parts.map((part) => part[funder]))).toBe(funding[funder]);
        },
      ),
    );
  });
});
