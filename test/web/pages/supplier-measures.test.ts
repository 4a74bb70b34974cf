import { describe, expect, it } from 'vitest';
import type { SupplierMeasures } from '../../../domain/wire/flows-api.ts';
import { measureDifference, measureValue } from '../../../web/desk/procurement/measure-words.ts';
import { MEASURES, type Measure, medianOf, standingOf } from '../../../web/desk/procurement/measures.ts';
import { trendWidth, wholeBuckets } from '../../../web/desk/procurement/supplier-span.ts';
import { type Supplier, sortOf, supplierRows } from '../../../web/pages/suppliers/supplier-rows.ts';
import { ko } from '../../../web/text/ko.ts';

const measures = (change: Partial<SupplierMeasures>): SupplierMeasures => ({
  ...{ trucks: 10, netKg: 200_000, deductionKg: 0, acceptedKg: 200_000, deductionShare: 0, regularity: 0.9 },
  ...{ activeDays: 8, lastDeliveryAt: null, grades: {}, declaredMatch: 0.9, declaredTrucks: 10, rejectedTrucks: 0 },
  ...{ exceptionTrucks: 0, correctedTrucks: 0, deductedTrucks: 0, confidence: 0.9, disputes: 0, disputesUpheld: 0 },
  ...change,
});
const measure = (name: string): Measure => MEASURES.find((one) => one.name === name) as Measure;
const supplier = (partner: string, change: Partial<SupplierMeasures>): Supplier => ({
  ...{ partner, yards: [], trend: [], now: measures(change), before: measures({}) },
});

describe('the measures of a supplier', () => {
  it('count cancelled trucks among all that came', () => {
    expect(measure('rejectedShare').of(measures({ trucks: 9, rejectedTrucks: 1 }))).toBe(0.1);
    expect(measure('rejectedShare').of(measures({ trucks: 0 }))).toBeNull();
    expect(measure('correctedShare').of(measures({ trucks: 0 }))).toBeNull();
  });

  it('have names and explanations in the words of the page', () => {
    for (const { name } of MEASURES) {
      expect(ko.suppliers.measures[name]).toBeTruthy();
      expect(ko.suppliers.explanations[name]).toBeTruthy();
    }
  });

  it('have the middle of those who have them', () => {
    const all = [0.5, 0.9, null, 0.7].map((regularity) => measures({ regularity }));
    expect(medianOf(measure('regularity'), all)).toBe(0.7);
    expect(medianOf(measure('regularity'), all.slice(0, 2))).toBeCloseTo(0.7);
    expect(medianOf(measure('regularity'), [measures({ regularity: null })])).toBeNull();
  });

  it.each([
    ['netKg', 130_000, 100_000, 'higher'],
    ['netKg', 124_000, 100_000, 'usual'],
    ['netKg', 60_000, 100_000, 'lower'],
    ['declaredMatch', 0.84, 0.9, 'worse'],
    ['declaredMatch', 0.96, 0.9, 'better'],
    ['declaredMatch', 0.86, 0.9, 'usual'],
    ['deductionShare', 0.03, 0.01, 'worse'],
    ['deductionShare', 0.0, 0.01, 'better'],
    ['disputes', 1, 0, 'worse'],
    ['regularity', null, 0.9, 'usual'],
    ['regularity', 0.9, null, 'usual'],
  ])('%s of %s against %s is %s', (name, value, median, standing) => {
    expect(standingOf(measure(name), value, median)).toBe(standing);
  });

  it('are written with their units in the head', () => {
    expect(measureValue(measure('netKg'), 123_400)).toBe('123.4');
    expect(measureValue(measure('regularity'), 0.934)).toBe('93.4');
    expect(measureValue(measure('regularity'), 0.9)).toBe('90');
    expect(measureValue(measure('disputes'), null)).toBe('–');
    expect(measureDifference(ko, measure('netKg'), 100_000, 120_000)).toBe('−20.0');
    expect(measureDifference(ko, measure('regularity'), 0.95, 0.9)).toBe('+5%p');
    expect(measureDifference(ko, measure('trucks'), 3, 3)).toBe('±0');
    expect(measureDifference(ko, measure('trucks'), null, 3)).toBe('–');
  });
});

describe('the list of suppliers', () => {
  const all = [
    supplier('나라', { netKg: 1, regularity: null, lastDeliveryAt: '2026-11-20T09:00:00.000+09:00' }),
    supplier('가람', { netKg: 2, regularity: 0.5, lastDeliveryAt: '2026-11-21T09:00:00.000+09:00' }),
    supplier('다온', { netKg: 2, regularity: 0.9 }),
  ];
  const order = (address: Parameters<typeof supplierRows>[1]) =>
    supplierRows(all, address, (name) => name).map(({ partner }) => partner);

  it('opens with the most kilograms, equal ones by name', () => expect(order({})).toEqual(['가람', '다온', '나라']));

  it('sorts by each column, those without the figure last either way', () => {
    expect(order({ sort: 'regularity' })).toEqual(['다온', '가람', '나라']);
    expect(order({ sort: 'regularity', order: 'up' })).toEqual(['가람', '다온', '나라']);
    expect(order({ sort: 'name' })).toEqual(['가람', '나라', '다온']);
    expect(order({ sort: 'last' })).toEqual(['가람', '나라', '다온']);
  });

  it('knows an order that makes no sense as the usual one', () => {
    expect(sortOf({ sort: 'grades' })).toEqual({ sort: 'netKg', isDown: true });
  });

  it('finds names', () => expect(order({ find: '가 람' })).toEqual(['가람']));
});

describe('trends', () => {
  it('have as many points as can be seen', () => {
    const span = (days: number) => ({ from: 0, to: days * 86_400_000 });
    expect([7, 90, 366, 800].map((days) => trendWidth(span(days)))).toEqual(['1d', '1w', '1w', '1mo']);
  });

  it('leave out what is still running', () => {
    expect(wholeBuckets([1, 2, 3], { from: 0, to: 100 }, 50)).toEqual([1, 2]);
    expect(wholeBuckets([1, 2, 3], { from: 0, to: 100 }, 100)).toEqual([1, 2, 3]);
  });
});
