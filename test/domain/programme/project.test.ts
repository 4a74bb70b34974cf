import { describe, expect, it } from 'vitest';
import { AI_TRACK_2026 } from '../../../domain/programme/data/ai-track-2026.ts';
import {
  buildEnd,
  changesOf,
  extensionDeadline,
  type ProjectFields,
  projectOf,
  refuseChange,
  refuseProject,
} from '../../../domain/programme/project.ts';
import { APPLICANT, PROJECT } from '../../fixtures/programme/projects.ts';

const TODAY = '2027-01-15';
const extension = { requestedOn: '2027-01-10', months: 3, cause: 'ordinary' } as const;

describe('a grant project', () => {
  it.each<[string, Partial<ProjectFields>]>([
    ['as it was agreed', {}],
    ['with an extension asked for in time', { extension }],
    ['with six months more for hardware', { extension: { ...extension, months: 6, cause: 'hardware' } }],
    ['with the target it was measured at', { measuredLevel: 'middle-2', targetLevel: 'middle-2' }],
    ['never measured', { measuredLevel: null }],
    ['that reached something today', { reached: { 'mid-check': TODAY } }],
    ['with an end of its own within the term', { buildEndAgreed: '2027-07-31' }],
    ['to begin later', { startedOn: '2027-02-01', logDutyStart: '2027-09-01' }],
  ])('%s is taken', (_, change) => {
    expect(refuseProject({ ...PROJECT, ...change }, AI_TRACK_2026, TODAY)).toEqual([]);
  });

  it('is taken before its agreement, and may be abandoned then', () => {
    expect(refuseProject(APPLICANT, AI_TRACK_2026, TODAY)).toEqual([]);
    expect(refuseProject({ ...APPLICANT, state: 'abandoned' }, AI_TRACK_2026, TODAY)).toEqual([]);
  });

  it.each<[string, Partial<ProjectFields>, string, string]>([
    ['a day that does not exist', { agreedOn: '2026-11-31' }, 'DAY_INVALID', 'agreedOn'],
    ['a milestone on no day', { reached: { start: 'soon' } }, 'DAY_INVALID', 'reached.start'],
    ['a start before the agreement', { startedOn: '2026-11-01' }, 'BEFORE_AGREEMENT', 'startedOn'],
    ['an application after the agreement', { appliedOn: '2026-11-03' }, 'BEFORE_AGREEMENT', 'agreedOn'],
    [
      'a milestone before the agreement',
      { reached: { 'mid-check': '2026-11-01' } },
      'BEFORE_AGREEMENT',
      'reached.mid-check',
    ],
    ['a milestone in the future', { reached: { 'mid-check': '2027-01-16' } }, 'IN_FUTURE', 'reached.mid-check'],
    ['a log duty before the agreement', { logDutyStart: '2026-10-01' }, 'BEFORE_AGREEMENT', 'logDutyStart'],
    ['a state of no programme', { state: 'asleep' }, 'STATE_UNKNOWN', 'state'],
    ['ten months', { termMonths: 10 }, 'TERM_TOO_LONG', 'termMonths'],
    ['an end beyond the term', { buildEndAgreed: '2027-08-03' }, 'BUILD_END_BEYOND_TERM', 'buildEndAgreed'],
    ['four months more', { extension: { ...extension, months: 4 } }, 'EXTENSION_TOO_LONG', 'extension.months'],
    [
      'seven months more for hardware',
      { extension: { ...extension, months: 7, cause: 'hardware' } },
      'EXTENSION_TOO_LONG',
      'extension.months',
    ],
    ['a target below 중간1', { targetLevel: 'basic' }, 'TARGET_TOO_LOW', 'targetLevel'],
    ['a target below the measured level', { measuredLevel: 'middle-2' }, 'TARGET_TOO_LOW', 'targetLevel'],
    ['no cost', { totalCost: 0 }, 'AMOUNT_NOT_POSITIVE', 'totalCost'],
    ['half a won', { totalCost: 0.5 }, 'AMOUNT_NOT_POSITIVE', 'totalCost'],
  ])('with %s is refused', (_, change, code, field) => {
    expect(refuseProject({ ...PROJECT, ...change }, AI_TRACK_2026, TODAY)).toMatchObject([{ code, field, cell: null }]);
  });

  it('that runs needs its agreement, and so does every day that follows from it', () => {
    expect(refuseProject({ ...PROJECT, agreedOn: null }, AI_TRACK_2026, TODAY)).toMatchObject([
      { code: 'STATE_NEEDS_AGREEMENT', field: 'state' },
    ]);
    const started = { ...APPLICANT, startedOn: '2026-11-02', buildEndAgreed: '2027-08-02', extension };
    expect(refuseProject(started, AI_TRACK_2026, TODAY).map(({ code, field }) => [code, field])).toEqual([
      ['AGREEMENT_MISSING', 'startedOn'],
      ['AGREEMENT_MISSING', 'buildEndAgreed'],
      ['AGREEMENT_MISSING', 'extension.requestedOn'],
    ]);
  });

  // nine months from 2026-11-02 end on 2027-08-02, so an extension is asked for by 2027-07-02
  it('asks for its extension a month before its end at the latest', () => {
    const asked = (requestedOn: string) =>
      refuseProject({ ...PROJECT, extension: { ...extension, requestedOn } }, AI_TRACK_2026, '2027-07-20');
    expect(asked('2027-07-02')).toEqual([]);
    expect(asked('2027-07-03')).toMatchObject([{ code: 'EXTENSION_TOO_LATE', params: { last: '2027-07-02' } }]);
  });

  it('is extended once', () => {
    const extended = { ...PROJECT, extension };
    const again = { ...PROJECT, extension: { ...extension, months: 2 } };
    expect(refuseProject(again, AI_TRACK_2026, TODAY, extended)).toMatchObject([{ code: 'EXTENSION_REPEATED' }]);
    expect(refuseProject({ ...extended, name: '새 이름' }, AI_TRACK_2026, TODAY, extended)).toEqual([]);
    expect(refuseProject(PROJECT, AI_TRACK_2026, TODAY, extended)).toEqual([]);
  });
});

describe('the end of building', () => {
  // three months more: twelve from 2026-11-02, 2027-11-02. Of a named end 2027-07-31: counted from 08-01, so 10-31
  it.each<[Partial<ProjectFields>, string | null, string | null]>([
    [{}, '2027-08-02', '2027-07-02'],
    [{ extension }, '2027-11-02', '2027-07-02'],
    [{ buildEndAgreed: '2027-07-31' }, '2027-07-31', '2027-06-30'],
    [{ buildEndAgreed: '2027-07-31', extension }, '2027-10-31', '2027-06-30'],
    [{ agreedOn: '2026-05-31' }, '2027-02-28', '2027-01-28'],
    [{ agreedOn: '2027-05-29' }, '2028-02-29', '2028-01-29'],
    [{ agreedOn: null }, null, null],
  ])('of %j is %s, extended by %s', (change, end, deadline) => {
    expect(buildEnd({ ...PROJECT, ...change })).toBe(end);
    expect(extensionDeadline({ ...PROJECT, ...change }, AI_TRACK_2026)).toBe(deadline);
  });
});

describe('the history of a project', () => {
  const row = (at: number, fields: ProjectFields, reason = '협약 체결') =>
    ({ kind: at === 1 ? 'created' : 'changed', at, by: 'manager', reason, fields }) as const;

  it('folds into the project as it stands', () => {
    expect(projectOf([])).toBeNull();
    const rows = [row(1, APPLICANT), row(2, PROJECT)];
    expect(projectOf(rows)).toEqual({ revision: 2, createdAt: 1, changedAt: 2, fields: PROJECT });
  });

  it('tells what every row changed, whatever the order of keys', () => {
    const reached = { start: '2026-11-02', 'mid-check': '2027-01-03' };
    const turned = { 'mid-check': '2027-01-03', start: '2026-11-02' };
    const rows = [row(1, { ...APPLICANT, reached }), row(2, { ...PROJECT, reached: turned })];
    expect(changesOf(rows)).toEqual([
      [],
      [
        { field: 'agreedOn', before: null, after: '2026-11-02' },
        { field: 'state', before: 'application', after: 'agreement' },
      ],
    ]);
  });

  it('takes no change without a reason, without a difference, or against the rules', () => {
    const change = (after: ProjectFields, reason: string) =>
      refuseChange(PROJECT, after, reason, AI_TRACK_2026, TODAY).map(({ code }) => code);
    expect(change({ ...PROJECT, name: '새 이름' }, ' ')).toEqual(['REASON_MISSING']);
    expect(change({ ...PROJECT }, '정정')).toEqual(['NOTHING_CHANGED']);
    expect(change({ ...PROJECT, termMonths: 12 }, '정정')).toEqual(['TERM_TOO_LONG']);
    expect(change({ ...PROJECT, name: '새 이름' }, '정정')).toEqual([]);
  });
});
