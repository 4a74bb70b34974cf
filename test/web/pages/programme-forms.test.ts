import { describe, expect, it } from 'vitest';
import type { BudgetEntry, KpiRow, ProjectFields } from '../../../domain/wire/programme-api.ts';
import { fileProblem } from '../../../web/desk/programme/attachment-check.ts';
import { cancelling, entryOf, type TypedEntry } from '../../../web/pages/programme-project/entry-form.ts';
import { readDay, readFigure, readWon } from '../../../web/pages/programme-project/form-values.ts';
import { kpisOf, typedKpi } from '../../../web/pages/programme-project/kpi-form.ts';
import { mergedProject, projectOf, typedProject } from '../../../web/pages/programme-project/project-form.ts';

const FIELDS: ProjectFields = {
  name: '한빛 1야드',
  programme: 'posco-ai-2026',
  adopter: '한빛철강',
  supplier: '스케일하우스',
  tenant: 'hanbit',
  yards: ['hanbit', 'second'],
  state: 'reports',
  appliedOn: '2026-06-01',
  agreedOn: '2026-10-01',
  startedOn: null,
  termMonths: 9,
  buildEndAgreed: null,
  extension: { requestedOn: '2027-05-01', months: 3, cause: 'hardware' },
  measuredLevel: null,
  targetLevel: 'middle-1',
  totalCost: 800_000_000,
  logDutyStart: null,
  reached: { 'mid-check': '2027-02-01', start: '2026-10-01' },
};

describe('won as people type them', () => {
  it.each([
    ['12,340,000', 12_340_000],
    [' 8500원 ', 8_500],
    ['₩1,000', 1_000],
    ['-500', -500],
    ['−500', -500],
  ])('%s is %i', (typed, value) => expect(readWon(typed)).toEqual({ value }));
  it.each([
    ['', 'TEXT_MISSING'],
    ['팔백만', 'NUMBER_INVALID'],
    ['1.5', 'NUMBER_INVALID'],
    ['1e9', 'NUMBER_INVALID'],
    ['99999999999999999999', 'NUMBER_INVALID'],
  ])('%j is refused as %s', (typed, problem) => expect(readWon(typed)).toEqual({ problem }));
});

describe('figures and days', () => {
  it('read decimals and nothing', () => {
    expect(readFigure('41.6')).toEqual({ value: 41.6 });
    expect(readFigure('  ')).toEqual({ value: null });
    expect(readFigure('4l')).toEqual({ problem: 'NUMBER_INVALID' });
  });
  it('refuse a day that does not exist', () => {
    expect(readDay('2026-02-30')).toEqual({ problem: 'DAY_INVALID' });
    expect(readDay('')).toEqual({ value: null });
  });
});

describe('an entry of the budget', () => {
  const typed: TypedEntry = {
    line: 'hardware',
    funder: 'adopter',
    stage: 'paid',
    day: '2026-11-20',
    until: '2026-12-01',
    amount: '1,100,000',
    note: ' 중도금 ',
  };
  it('is sent with its proof; only a plan is spread', () => {
    expect(entryOf(typed, 'ab').values).toEqual({
      line: 'hardware',
      funder: 'adopter',
      stage: 'paid',
      day: '2026-11-20',
      until: null,
      amount: 1_100_000,
      note: '중도금',
      document: 'ab',
      cancels: null,
    });
    expect(entryOf({ ...typed, stage: 'planned' }, null).values?.until).toBe('2026-12-01');
  });
  it('names every field that is wrong at once', () => {
    expect(entryOf({ ...typed, line: '', day: '', amount: '0' }, null).problems).toEqual({
      line: 'TEXT_MISSING',
      day: 'TEXT_MISSING',
      amount: 'AMOUNT_ZERO',
    });
  });
  it('is taken back by its own amount, negated', () => {
    const entry = { ...entryOf(typed, 'ab').values, id: 'e1', at: '', by: 'p', cancelledBy: null } as BudgetEntry;
    expect(cancelling(entry, '취소')).toMatchObject({
      amount: -1_100_000,
      cancels: 'e1',
      document: null,
      line: 'hardware',
    });
  });
});

describe('a project as a form', () => {
  it('comes out as it went in', () => expect(projectOf(typedProject(FIELDS), FIELDS).values).toEqual(FIELDS));
  it('begins with the longest term and the least target', () => {
    expect(typedProject(null)).toMatchObject({ termMonths: '9', targetLevel: 'middle-1', totalCost: '' });
  });
  it('tells what is missing or wrong', () => {
    const typed = { ...typedProject(null), name: 'x', adopter: 'x', supplier: 'x', tenant: 'x', totalCost: '팔억' };
    expect(projectOf(typed, null).problems).toEqual({ yards: 'TEXT_MISSING', totalCost: 'NUMBER_INVALID' });
  });
  it('asks for both days and months of an extension', () => {
    const typed = { ...typedProject(FIELDS), extensionMonths: '' };
    expect(projectOf(typed, FIELDS).problems).toEqual({ extension: 'TEXT_MISSING' });
  });
  it('takes a milestone back when its day is emptied, and keeps those it does not show', () => {
    const typed = { ...typedProject(FIELDS), 'reached:mid-check': '' };
    expect(projectOf(typed, FIELDS).values?.reached).toEqual({ start: '2026-10-01' });
  });
});

describe('two editors of one project', () => {
  const base = typedProject(FIELDS);
  it('lose nothing: mine stands, what I did not touch is theirs, what both changed is named', () => {
    const mine = { ...base, name: '내 이름', state: 'audit' };
    const theirs = { ...base, name: '그쪽 이름', supplier: '다른 공급기업' };
    const { merged, both, fromThem } = mergedProject(base, mine, theirs);
    expect(merged).toEqual({ ...base, name: '내 이름', state: 'audit', supplier: '다른 공급기업' });
    expect(both).toEqual(['name']);
    expect(fromThem).toEqual(['supplier']);
  });
  it('agree when both typed the same', () => {
    const same = { ...base, name: '같은 이름' };
    expect(mergedProject(base, same, same).both).toEqual([]);
  });
});

describe('KPIs as they are typed', () => {
  const row = {
    kpi: 'hourly-output',
    before: 30,
    target: 40,
    after: 41.6,
    weight: 60,
    note: '',
    fromLedger: 'tonnes-per-hour',
  } as KpiRow;
  it('leave what the ledger counts to the ledger', () => {
    expect(kpisOf([typedKpi(row)]).kpis).toEqual([
      { kpi: 'hourly-output', before: 30, target: 40, after: null, weight: 60, note: '' },
    ]);
  });
  it('leave out what nobody said anything of', () => {
    expect(kpisOf([typedKpi({ ...row, before: null, target: null, weight: 0 })]).kpis).toEqual([]);
  });
  it('tell the cell that is wrong', () => {
    const typed = { ...typedKpi(row), target: '많이', weight: '101' };
    expect(kpisOf([typed]).problems).toEqual({
      'hourly-output.target': 'NUMBER_INVALID',
      'hourly-output.weight': 'WEIGHT_RANGE',
    });
  });
});

describe('a file to attach', () => {
  it.each([
    [undefined, 'FILE_MISSING'],
    [{ type: 'text/html', size: 10 }, 'FILE_TYPE'],
    [{ type: 'application/pdf', size: 200_000_000 }, 'FILE_SIZE'],
    [{ type: 'application/pdf', size: 20_000_000 }, null],
  ])('%j: %s', (file, problem) => expect(fileProblem(file)).toBe(problem));
});
