import { describe, expect, it } from 'vitest';
import { GRADES } from '../../../domain/grades.ts';
import { GRADE_COLOURS, gradeColour, gradePattern } from '../../../web/ui/grade-colours.ts';

describe('grade colours', () => {
  it('differ from grade to grade', () => {
    expect(new Set(GRADES.map((grade) => GRADE_COLOURS[grade])).size).toBe(GRADES.length);
  });

  it('hatch foreign matter and outline what nobody judged', () => {
    expect(gradePattern('foreign')).toBe('hatched');
    expect(gradePattern('unjudged')).toBe('outlined');
    expect(gradePattern('heavy')).toBe('');
  });

  it('show a grade this version does not know as unjudged', () => {
    expect(gradeColour('mystery')).toBe('transparent');
    expect(gradePattern('mystery')).toBe('outlined');
  });
});
