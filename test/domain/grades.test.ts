import { describe, expect, it } from 'vitest';
import { GRADE_BUCKETS, GRADES, isGrade, likeliestGrade, UNJUDGED } from '../../domain/grades.ts';

describe('a canonical grade', () => {
  it.each(GRADES)('is %s', (grade) => {
    expect(isGrade(grade)).toBe(true);
  });

  it.each([UNJUDGED, 'Heavy', '중량', '', null, undefined, 3, ['heavy'], 'toString'])('is not %j', (value) => {
    expect(isGrade(value)).toBe(false);
  });

  it('has a bucket, and what nobody judged has the last', () => {
    expect(GRADE_BUCKETS).toEqual([...GRADES, UNJUDGED]);
  });
});

describe('the likeliest grade', () => {
  it.each([
    [
      'is the one with the highest probability',
      { heavy: 0.2, light: 0.7, cast: 0.1 },
      { grade: 'light', confidence: 0.7 },
    ],
    ['is the better one of two alike', { light: 0.5, heavy: 0.5 }, { grade: 'heavy', confidence: 0.5 }],
    ['may be certain of nothing', { cast: 0 }, { grade: 'cast', confidence: 0 }],
    ['does not exist without probabilities', {}, null],
  ])('%s', (_, probabilities, likeliest) => {
    expect(likeliestGrade(probabilities)).toEqual(likeliest);
  });
});
