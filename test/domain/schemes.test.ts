import { describe, expect, it } from 'vitest';
import { GRADES } from '../../domain/grades.ts';
import { declaredGradeOf, FIELD_SCHEME, GRADE_KOREAN } from '../../domain/schemes.ts';
import { DECLARATIONS } from '../fixtures/declarations.ts';

describe('a declaration', () => {
  it.each(DECLARATIONS)('%j means %j', (declared, grade) => {
    expect(declaredGradeOf(declared)).toBe(grade);
  });

  it('is read by the scheme of the yard', () => {
    const scheme = {
      id: 'own',
      korean: '자체',
      grades: [{ code: 'GSA', korean: 'GSA', grade: 'guillotine', priceIndex: 80 }],
    } as const;
    expect(declaredGradeOf('GSA', scheme)).toBe('guillotine');
    expect(declaredGradeOf('중량A', scheme)).toBeNull();
    expect(declaredGradeOf('중량', scheme)).toBe('heavy');
  });
});

describe('the scheme a yard starts with', () => {
  it('has every code once, each with a canonical grade and a price index of at most 100', () => {
    const codes = FIELD_SCHEME.grades.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const { grade, priceIndex } of FIELD_SCHEME.grades) {
      expect(GRADES).toContain(grade);
      expect(priceIndex).toBeGreaterThan(0);
      expect(priceIndex).toBeLessThanOrEqual(100);
    }
  });

  it('goes with a Korean name of its own for each canonical grade', () => {
    expect(Object.keys(GRADE_KOREAN)).toEqual([...GRADES]);
    expect(new Set(Object.values(GRADE_KOREAN)).size).toBe(GRADES.length);
  });
});
