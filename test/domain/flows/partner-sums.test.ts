import { describe, expect, it } from 'vitest';
import { addSums, type CountedVisit, NO_SUMS, partnerSums, sumsOf } from '../../../domain/flows/partner-sums.ts';

const VISIT: CountedVisit = {
  ...{ status: 'closed', direction: 'inbound', partner: '가람', net: 1_000, deduction: 40, accepted: 960 },
  ...{ grades: { heavy: 700, light: 300 }, declaredGrade: '중량A', basis: 'photos', confidence: 0.8, exceptions: [] },
};
const ONE = {
  ...{
    trucks: 1,
    netKg: 1_000,
    deductionKg: 40,
    acceptedKg: 960,
    declaredTrucks: 1,
    declaredKg: 1_000,
    matchedKg: 700,
  },
  ...{ exceptionTrucks: 0, correctedTrucks: 0, deductedTrucks: 1, cancelledTrucks: 0 },
  ...{ confidenceSum: 0.8, confidenceTrucks: 1 },
};

describe('what a visit adds', () => {
  it.each<[string, Partial<CountedVisit>, object]>([
    ['closed, judged and declared', {}, {}],
    ['nothing while it is open', { status: 'open' }, NO_SUMS],
    ['itself alone when a person cancelled it', { status: 'cancelled' }, { ...NO_SUMS, cancelledTrucks: 1 }],
    ['no match for a grade it does not hold', { declaredGrade: '주물' }, { matchedKg: 0 }],
    ['no word of one that is unknown', { declaredGrade: '금' }, { declaredTrucks: 0, declaredKg: 0, matchedKg: 0 }],
    ['no word of no declaration', { declaredGrade: null }, { declaredTrucks: 0, declaredKg: 0, matchedKg: 0 }],
    ['no proof of itself by declaration', { basis: 'declared' }, { declaredTrucks: 0, declaredKg: 0, matchedKg: 0 }],
    ['a correction when a person graded it', { basis: 'corrected' }, { correctedTrucks: 1 }],
    ['one truck however many exceptions', { exceptions: [1, 2] }, { exceptionTrucks: 1 }],
    ['no deduction of nothing', { deduction: 0 }, { deductionKg: 0, deductedTrucks: 0 }],
    ['no confidence where it has none', { confidence: null }, { confidenceSum: 0, confidenceTrucks: 0 }],
    [
      'nothing for weights that are not there',
      { net: null, accepted: null },
      { netKg: 0, acceptedKg: 0, declaredKg: 0 },
    ],
  ])('%s', (_, more, expected) => {
    expect(sumsOf({ ...VISIT, ...more })).toEqual({ ...ONE, ...expected });
  });
});

describe('the sums of partners', () => {
  it('are those of their visits, by direction, without whom only has open ones', () => {
    const visits: CountedVisit[] = [
      VISIT,
      { ...VISIT, partner: null, direction: null, status: 'cancelled' },
      { ...VISIT, partner: '나래', status: 'open' },
      { ...VISIT, direction: 'outbound' },
      VISIT,
    ];
    expect(partnerSums(visits)).toEqual([
      { direction: 'inbound', partner: '가람', sums: addSums(ONE, ONE) },
      { direction: '', partner: '', sums: { ...NO_SUMS, cancelledTrucks: 1 } },
      { direction: 'outbound', partner: '가람', sums: ONE },
    ]);
    expect(addSums(ONE, ONE)).toMatchObject({ trucks: 2, netKg: 2_000, confidenceSum: 1.6, matchedKg: 1_400 });
  });
});
