import { describe, expect, it } from 'vitest';
import { type BudgetEntry, budgetSums } from '../../../domain/programme/budget.ts';
import {
  type CourseRow,
  checkCourses,
  checkDocuments,
  type DocumentRow,
} from '../../../domain/programme/checklists.ts';
import { AI_TRACK_2026 } from '../../../domain/programme/data/ai-track-2026.ts';
import { fundingOf } from '../../../domain/programme/funding.ts';
import type { SystemLevel } from '../../../domain/programme/levels.ts';
import type { ProjectFields } from '../../../domain/programme/project.ts';
import { WARNING_LEVELS, WARNING_RULES, warningsOf } from '../../../domain/programme/warnings.ts';
import { APPLICANT, cancellationOf, entry, PROJECT } from '../../fixtures/programme/projects.ts';

const DIGEST = 'a'.repeat(64);
const rowOf = { document: DIGEST, fileName: 'x.pdf', issuedOn: null, validUntil: null, at: 0, by: 'manager' };
const ALL_DOCUMENTS: readonly DocumentRow[] = AI_TRACK_2026.documents.map(({ id }) => ({ ...rowOf, item: id }));
const ALL_COURSES: readonly CourseRow[] = AI_TRACK_2026.courses.map(({ id }) => ({
  course: id,
  completedOn: '2027-01-01',
  certificate: DIGEST,
  at: 0,
  by: 'manager',
}));

interface Given {
  readonly fields?: Partial<ProjectFields>;
  readonly entries?: readonly BudgetEntry[];
  readonly documents?: readonly DocumentRow[];
  readonly courses?: readonly CourseRow[];
  readonly reached?: SystemLevel;
  readonly today?: string;
}

/** The warnings of a project of which everything is in order but what is given. */
function warned({ fields = {}, entries = [], documents, courses, reached = 'middle-1', today = '2027-01-15' }: Given) {
  const project = { ...PROJECT, ...fields };
  return warningsOf({
    programme: AI_TRACK_2026,
    fields: project,
    funding: fundingOf(project.totalCost, AI_TRACK_2026),
    sums: budgetSums(entries, AI_TRACK_2026),
    entries,
    documents: checkDocuments(documents ?? ALL_DOCUMENTS, AI_TRACK_2026, today),
    courses: checkCourses(courses ?? ALL_COURSES, AI_TRACK_2026),
    reached,
    today,
  });
}

/** One rule's warning, or undefined. */
const of = (rule: string, given: Given) => warned(given).find((warning) => warning.rule === rule);

describe('a project in order', () => {
  it('has only its VAT to think of', () => {
    expect(warned({})).toEqual([
      { rule: 'VAT_CASH_NEEDED', level: 'note', params: { vat: 80_000_000, adopterCash: 240_000_000 } },
    ]);
  });

  it('has nothing once it has ended', () => {
    const everything = { documents: [], courses: [], reached: 'none', today: '2027-08-10' } as const;
    expect(warned({ ...everything, fields: { state: 'closed' } })).toEqual([]);
    expect(warned({ ...everything, fields: { state: 'abandoned' } })).toEqual([]);
    expect(warned(everything).length).toBeGreaterThan(3);
  });
});

describe('the deadline for an extension', () => {
  // build end 2027-08-02, so by 2027-07-02; D-30 is 2027-06-02, the last week begins on 06-25
  it.each([
    ['2027-06-01', undefined, undefined],
    ['2027-06-02', 'warning', 30],
    ['2027-06-24', 'warning', 8],
    ['2027-06-25', 'alarm', 7],
    ['2027-07-02', 'alarm', 0],
    ['2027-07-03', undefined, undefined],
  ])('on %s is %s', (today, level, days) => {
    const found = of('EXTENSION_DEADLINE_COMING', { today });
    expect(found?.level).toBe(level);
    expect(found?.params.days).toBe(days);
  });

  it('matters no more once it was asked for or the building is done', () => {
    const today = '2027-06-30';
    const extension = { requestedOn: '2027-06-20', months: 3, cause: 'ordinary' } as const;
    expect(of('EXTENSION_DEADLINE_COMING', { today, fields: { extension } })).toBeUndefined();
    expect(of('EXTENSION_DEADLINE_COMING', { today, fields: { reached: { 'build-end': today } } })).toBeUndefined();
    expect(of('EXTENSION_DEADLINE_COMING', { today, fields: { state: 'after-care' } })).toBeUndefined();
  });
});

describe('the end of building', () => {
  it.each([
    ['2027-07-02', undefined, {}],
    ['2027-07-03', 'BUILD_END_COMING', { level: 'warning', params: { day: '2027-08-02', days: 30 } }],
    ['2027-07-26', 'BUILD_END_COMING', { level: 'alarm', params: { days: 7 } }],
    ['2027-08-02', 'BUILD_END_COMING', { level: 'alarm', params: { days: 0 } }],
    ['2027-08-03', 'BUILD_END_PASSED', { level: 'alarm', params: { day: '2027-08-02', days: 1 } }],
  ])('on %s', (today, rule, warning) => {
    const found = warned({ today }).filter((each) => each.rule.startsWith('BUILD_END'));
    expect(found).toMatchObject(rule === undefined ? [] : [{ rule, ...warning }]);
  });

  it('is no matter once it was reached', () => {
    const fields = { reached: { 'build-end': '2027-07-30' } };
    expect(of('BUILD_END_PASSED', { today: '2027-08-03', fields })).toBeUndefined();
  });
});

describe('what is earned', () => {
  // 274 days from 2026-11-02 to 2027-08-02; on 2027-03-18 137 are gone, 50 %
  const plan = entry({ stage: 'planned', day: '2026-11-02', until: '2027-08-02', amount: 10_000 });
  const behind = (amount: number, fields: Partial<ProjectFields> = {}) =>
    of('EARNED_BEHIND', {
      today: '2027-03-18',
      fields,
      entries: [plan, entry({ stage: 'earned', amount, document: DIGEST })],
    });

  it.each([
    [3_501, undefined, undefined],
    [3_500, 'warning', 1_500],
    [2_001, 'warning', 2_999],
    [2_000, 'alarm', 3_000],
  ])('of %i in 10,000 at half time', (amount, level, gapBasisPoints) => {
    expect(behind(amount)?.level).toBe(level);
    expect(behind(amount)?.params.gapBasisPoints).toBe(gapBasisPoints);
  });

  // 2026-12-01 to 2027-08-02 are 245 days, of which 108 are gone: 44.08 %; 30 % earned is 14.08 behind
  it('is measured from the day work began', () => {
    expect(behind(3_000)).toBeDefined();
    expect(behind(3_000, { startedOn: '2026-12-01' })).toBeUndefined();
  });
});

describe('money', () => {
  const plan = entry({ stage: 'planned', amount: 1_000 });

  it.each(['committed', 'earned', 'paid'] as const)('%s beyond what a line was approved for is an alarm', (stage) => {
    const spent = (amount: number) => ({ entries: [plan, entry({ stage, amount, document: DIGEST })] });
    expect(of('LINE_OVER_APPROVAL', spent(1_000))).toBeUndefined();
    expect(of('LINE_OVER_APPROVAL', spent(1_001))).toEqual({
      rule: 'LINE_OVER_APPROVAL',
      level: 'alarm',
      params: { line: 'hardware', planned: 1_000, amount: 1_001, over: 1 },
    });
  });

  it('planned of a funder beyond its share is an alarm', () => {
    const planned = (amount: number) => ({ entries: [entry({ stage: 'planned', funder: 'posco', amount })] });
    expect(of('FUNDER_OVER_SHARE', planned(240_000_000))).toBeUndefined();
    expect(of('FUNDER_OVER_SHARE', planned(240_000_001))?.params).toEqual({
      funder: 'posco',
      planned: 240_000_001,
      share: 240_000_000,
      over: 1,
    });
  });

  it('above the caps is told, before the agreement too', () => {
    const over = { rule: 'CAP_EXCEEDED', level: 'warning', params: { over: 160_000_000, adopter: 360_000_000 } };
    const fields = { totalCost: 1_000_000_000 };
    expect(of('CAP_EXCEEDED', { fields })).toEqual(over);
    expect(warned({ fields: { ...APPLICANT, ...fields } })).toEqual([over]);
  });

  it('of VAT is needed as long as something is to be paid, and soon when something was accepted', () => {
    const earned = entry({ stage: 'earned', amount: 100, document: DIGEST });
    const paid = (amount: number) => entry({ stage: 'paid', amount, document: DIGEST });
    expect(of('VAT_CASH_NEEDED', { entries: [earned] })?.level).toBe('warning');
    expect(of('VAT_CASH_NEEDED', { entries: [earned, paid(100)] })?.level).toBe('note');
    expect(of('VAT_CASH_NEEDED', { entries: [paid(800_000_000)] })).toBeUndefined();
  });

  it('without a document is told, but not what was taken back or only planned', () => {
    const mistake = entry({ amount: 5_000 });
    const discount = entry({ line: 'other', amount: -30 });
    const entries = [plan, mistake, cancellationOf(mistake), entry({ amount: 70 }), discount];
    expect(of('EVIDENCE_MISSING', { entries })).toEqual({
      rule: 'EVIDENCE_MISSING',
      level: 'warning',
      params: { count: 2, amount: 100 },
    });
    expect(of('EVIDENCE_MISSING', { entries: [plan, mistake, cancellationOf(mistake)] })).toBeUndefined();
  });
});

describe('what completion asks for', () => {
  const documents = ALL_DOCUMENTS.filter(({ item }) => item !== 'completion-report' && item !== 'invoice-proof');
  const courses = ALL_COURSES.filter(({ course }) => course !== 'supplier-staff');

  // build end 2027-08-02; 60 days before is 06-03
  it.each([
    ['2027-06-02', 'note'],
    ['2027-06-03', 'warning'],
    ['2027-07-26', 'alarm'],
    ['2027-08-20', 'alarm'],
  ])('is missing on %s as %s', (today, level) => {
    expect(of('DOCUMENTS_MISSING', { today, documents })).toEqual({
      rule: 'DOCUMENTS_MISSING',
      level,
      params: { phase: 'completion', count: 2, items: 'completion-report,invoice-proof' },
    });
    expect(of('COURSES_MISSING', { today, courses })).toEqual({
      rule: 'COURSES_MISSING',
      level,
      params: { count: 1, items: 'supplier-staff' },
    });
    expect(of('TARGET_LEVEL_UNMET', { today, reached: 'basic' })).toEqual({
      rule: 'TARGET_LEVEL_UNMET',
      level,
      params: { reached: 'basic', target: 'middle-1' },
    });
  });

  it('is settled by the completion inspection', () => {
    const fields = { state: 'after-care', reached: { 'completion-inspection': '2027-08-10' } };
    const rules = warned({ today: '2027-08-20', documents, courses, reached: 'basic', fields }).map(({ rule }) => rule);
    expect(rules).toEqual(['VAT_CASH_NEEDED']);
  });

  it('of an application are its own documents, and those that expired', () => {
    const some = ALL_DOCUMENTS.filter(({ item }) => item !== 'tax-clearance' && item !== 'root-industry').map((row) =>
      row.item === 'business-registration' ? { ...row, issuedOn: '2026-02-19' } : row,
    );
    expect(warned({ fields: APPLICANT, documents: some, today: '2026-05-20' })).toEqual([
      {
        rule: 'DOCUMENTS_MISSING',
        level: 'warning',
        params: { phase: 'application', count: 2, items: 'business-registration,tax-clearance' },
      },
    ]);
  });
});

describe('warnings', () => {
  it('come worst first, and in the order of the rules', () => {
    const entries = [
      entry({ stage: 'planned', funder: 'posco', amount: 300_000_000 }),
      entry({ stage: 'planned', funder: 'government', amount: 400_000_001 }),
    ];
    const found = warned({ entries, documents: [], courses: [], reached: 'none', today: '2027-07-03' });
    expect(found.map(({ rule, level }) => [level, rule])).toEqual([
      ['alarm', 'EARNED_BEHIND'],
      ['alarm', 'FUNDER_OVER_SHARE'],
      ['alarm', 'FUNDER_OVER_SHARE'],
      ['warning', 'BUILD_END_COMING'],
      ['warning', 'DOCUMENTS_MISSING'],
      ['warning', 'COURSES_MISSING'],
      ['warning', 'TARGET_LEVEL_UNMET'],
      ['note', 'VAT_CASH_NEEDED'],
    ]);
    expect(found[1]?.params.funder).toBe('government');
  });

  it('have one word each', () => {
    expect(new Set(WARNING_RULES).size).toBe(WARNING_RULES.length);
    expect(new Set(WARNING_LEVELS).size).toBe(WARNING_LEVELS.length);
  });

  it('of a project in a state of no programme are those of one that applies', () => {
    expect(warned({ fields: { ...APPLICANT, state: 'asleep' }, documents: [] })).toMatchObject([
      { rule: 'DOCUMENTS_MISSING', params: { phase: 'application' } },
    ]);
  });
});
