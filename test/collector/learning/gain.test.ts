import { describe, expect, it } from 'vitest';
import { type Gain, gainOf, isGuesswork, isWorse } from '../../../collector/learning/gain.ts';
import type { Judged } from '../../../collector/learning/tally.ts';
import type { Grade } from '../../../domain/grades.ts';

/** Photos `truck:truth:said`, as one row. */
const photos = (row: string): Judged[] =>
  row.split(' ').map((photo) => {
    const [truck = '', truth, said] = photo.split(':');
    return { truck, truth: truth as Grade, said: said as Grade, confidence: 0.9 };
  });

describe('what a version has over the one before', () => {
  it('is the difference of both measures on the same photos', () => {
    const gain = gainOf(
      photos('a:heavy:cast a:heavy:heavy b:cast:cast c:cast:heavy'),
      photos('a:heavy:heavy a:heavy:heavy b:cast:cast c:cast:heavy'),
    );
    expect(gain.accuracy.value).toBeCloseTo(0.25, 12);
    expect(gain.macroF1.value).toBeCloseTo((0.8 + 2 / 3) / 2 - 0.5, 12);
  });

  it('has an interval of trucks drawn for both at once: what is hard for both is not in it', () => {
    const trucks = Array.from({ length: 30 }, (_, n) => `t${n}`);
    const before = photos(trucks.map((truck, n) => `${truck}:heavy:${n % 2 ? 'heavy' : 'cast'}`).join(' '));
    expect(gainOf(before, [...before].reverse()).accuracy).toEqual({ value: 0, low: 0, high: 0 });
    const after = before.map((photo, n) => (n === 0 ? { ...photo, said: 'heavy' as Grade } : photo));
    const { accuracy } = gainOf(before, after);
    expect(accuracy.value).toBeCloseTo(1 / 30, 12);
    expect(accuracy.low).toBe(0);
    // apart, the interval of either alone is 0.18 wide to each side
    expect(accuracy.high).toBeLessThan(0.15);
  });

  it('is the same for the same photos in any order', () => {
    const before = photos('a:heavy:cast b:heavy:heavy c:cast:cast d:cast:heavy e:heavy:heavy');
    const after = photos('a:heavy:heavy b:heavy:cast c:cast:cast d:cast:cast e:heavy:heavy');
    expect(gainOf(before, after)).toEqual(gainOf([...before].reverse(), [...after].reverse()));
  });
});

describe('a version is worse', () => {
  type Measure = readonly [value: number, low: number, high: number];
  const rows: readonly (readonly [title: string, accuracy: Measure, macroF1: Measure, isSo: boolean])[] = [
    ['not when nothing changed', [0, 0, 0], [0, 0, 0], false],
    ['not when both rise', [0.1, 0.02, 0.2], [0.1, 0.02, 0.2], false],
    ['not when one measure falls a little, within chance, and the other holds', [-0.01, -0.03, 0], [0, 0, 0], false],
    ['when both fall, however little', [-0.01, -0.03, 0.01], [-0.001, -0.02, 0.01], true],
    ['when accuracy falls beyond chance', [-0.02, -0.04, -0.001], [0.01, -0.01, 0.02], true],
    ['when macro-F1 falls beyond chance', [0.02, 0, 0.04], [-0.02, -0.04, -0.001], true],
    ['when one falls by more than the margin, whatever the interval', [-0.051, -0.2, 0.1], [0.01, -0.1, 0.1], true],
    ['not when one falls by the margin at most', [0.01, -0.1, 0.1], [-0.05, -0.2, 0.1], false],
    ['not by the rounding of a sum', [-1e-16, -1e-16, -1e-16], [-1e-16, -1e-16, -1e-16], false],
  ];
  it.each(rows)('%s', (_, a, f, isSo) => {
    const measure = ([value, low, high]: Measure) => ({ value, low, high });
    const gain: Gain = { accuracy: measure(a), macroF1: measure(f) };
    expect(isWorse(gain)).toBe(isSo);
  });
});

describe('a version guesses', () => {
  const many = (parts: readonly (readonly [n: number, truth: Grade, said: Grade])[]): Judged[] =>
    parts.flatMap(([n, truth, said]) =>
      Array.from({ length: n }, (_, i) => ({ truck: `${truth}${i}`, truth, said, confidence: 0.5 })),
    );
  const rows: readonly (readonly [title: string, photos: Judged[], isSo: boolean])[] = [
    [
      'when it agrees with people as often as chance would',
      many([
        [5, 'heavy', 'heavy'],
        [5, 'heavy', 'cast'],
        [5, 'cast', 'heavy'],
        [5, 'cast', 'cast'],
      ]),
      true,
    ],
    [
      'when it says the commonest grade of all',
      many([
        [12, 'heavy', 'heavy'],
        [8, 'cast', 'heavy'],
      ]),
      true,
    ],
    [
      'not when it agrees beyond chance',
      many([
        [7, 'heavy', 'heavy'],
        [3, 'heavy', 'cast'],
        [3, 'cast', 'heavy'],
        [7, 'cast', 'cast'],
      ]),
      false,
    ],
    [
      'not where nearly all is of one grade, and it says so',
      many([
        [19, 'heavy', 'heavy'],
        [1, 'cast', 'heavy'],
      ]),
      false,
    ],
    ['not where all is of one grade, and it says so', many([[10, 'heavy', 'heavy']]), false],
  ];
  it.each(rows)('%s', (_, judged, isSo) => expect(isGuesswork(judged)).toBe(isSo));
});
