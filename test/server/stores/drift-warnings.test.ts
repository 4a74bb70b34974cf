import { expect, test } from 'vitest';
import { driftWarnings, type WeekFigures } from '../../../server/stores/models/drift-warnings.ts';

const usual: Omit<WeekFigures, 'slot'> = {
  photos: 100,
  outOfDomain: 0.05,
  confidence: 0.8,
  agreement: 0.9,
  lookedAt: 20,
};
const before = [6, 7, 8, 9].map((slot) => ({ slot, ...usual }));

test.each<[string, Partial<WeekFigures>, string[]]>([
  ['a week like the others', {}, []],
  ['ten points more out of domain', { outOfDomain: 0.15 }, ['outOfDomain']],
  ['nine points more', { outOfDomain: 0.14 }, []],
  ['fewer out of domain', { outOfDomain: 0 }, []],
  ['a tenth less sure', { confidence: 0.7 }, ['confidence']],
  ['a little less sure', { confidence: 0.71 }, []],
  ['surer than before', { confidence: 0.95 }, []],
  ['inspectors who agree less', { agreement: 0.75 }, ['agreement']],
  ['inspectors who agree a little less', { agreement: 0.76 }, []],
  [
    'everything at once',
    { outOfDomain: 0.5, confidence: 0.4, agreement: 0.1 },
    ['outOfDomain', 'confidence', 'agreement'],
  ],
  ['nobody who looked', { agreement: null, lookedAt: 0 }, []],
  ['four photos that a person looked at', { agreement: 0, lookedAt: 4 }, []],
  ['no photo with a say', { confidence: null }, []],
  ['nineteen photos', { photos: 19, outOfDomain: 0.9, confidence: 0.1 }, []],
  ['twenty photos', { photos: 20, outOfDomain: 0.9 }, ['outOfDomain']],
])('%s', (_case, change, warnings) => {
  const week = { slot: 10, ...usual, ...change };
  expect(driftWarnings(week, [...before, week])).toEqual(warnings);
});

test('only the four weeks before count, each as much as the others, and those with photos enough', () => {
  const week = { slot: 10, ...usual, outOfDomain: 0.2 };
  const weeks = (...shares: [slot: number, outOfDomain: number, photos?: number][]) =>
    shares.map(([slot, outOfDomain, photos = 100]) => ({ slot, ...usual, outOfDomain, photos }));
  expect(driftWarnings(week, weeks([9, 0.2], [5, 0]))).toEqual([]);
  expect(driftWarnings(week, weeks([9, 0.2], [6, 0]))).toEqual(['outOfDomain']);
  expect(driftWarnings(week, weeks([9, 0.2], [6, 0, 19]))).toEqual([]);
  expect(driftWarnings(week, weeks([9, 0.15, 1_000], [8, 0.05, 20]))).toEqual(['outOfDomain']);
  expect(driftWarnings(week, [])).toEqual([]);
  // a week to come is none before
  expect(driftWarnings(week, weeks([11, 0]))).toEqual([]);
});
