import { describe, expect, it } from 'vitest';
import { AI_TRACK_2026 } from '../../../domain/programme/data/ai-track-2026.ts';
import { milestonesOf } from '../../../domain/programme/deadlines.ts';
import type { ProjectFields } from '../../../domain/programme/project.ts';
import { APPLICANT, PROJECT } from '../../fixtures/programme/projects.ts';

const table = (fields: ProjectFields, today: string) =>
  milestonesOf(fields, AI_TRACK_2026, today).map(({ id, from, until, state }) => [id, from, until, state]);
const find = (id: string, fields: ProjectFields, today: string) =>
  milestonesOf(fields, AI_TRACK_2026, today).find((milestone) => milestone.id === id);

describe('the milestones of a project', () => {
  // by hand from 2026-11-02: months 4 to 5 are 2027-03-02 to 04-02; nine months end 08-02, a month before is 07-02;
  // 집중AS six months later 2028-02-02; 36 months of logs from the end of building, as long as nobody says, 2030-08-02
  it('are counted from the agreement', () => {
    expect(table(PROJECT, '2027-03-15')).toEqual([
      ['application', null, '2026-06-19', 'done'],
      ['agreement', '2026-11-02', '2026-11-02', 'done'],
      ['start', '2026-11-02', '2026-11-02', 'done'],
      ['mid-check', '2027-03-02', '2027-04-02', 'now'],
      ['extension-request', null, '2027-07-02', 'ahead'],
      ['build-end', null, '2027-08-02', 'ahead'],
      ['completion-inspection', '2027-08-02', null, 'ahead'],
      ['after-care-end', '2027-08-02', '2028-02-02', 'ahead'],
      ['log-duty-end', '2027-08-02', '2030-08-02', 'ahead'],
    ]);
  });

  // three months more: 2027-11-02, and with it 집중AS until 2028-05-02; inspected on 11-20, logs from 12-01 to 2030-12-01
  it('move with the extension, and with what was reached', () => {
    const fields: ProjectFields = {
      ...PROJECT,
      extension: { requestedOn: '2027-06-30', months: 3, cause: 'ordinary' },
      logDutyStart: '2027-12-01',
      reached: { 'mid-check': '2027-03-20', 'build-end': '2027-10-30', 'completion-inspection': '2027-11-20' },
    };
    expect(table(fields, '2028-06-01').slice(3)).toEqual([
      ['mid-check', '2027-03-02', '2027-04-02', 'done'],
      ['extension-request', null, '2027-07-02', 'done'],
      ['build-end', null, '2027-11-02', 'done'],
      ['completion-inspection', '2027-11-02', null, 'done'],
      ['after-care-end', '2027-11-02', '2028-05-02', 'passed'],
      ['log-duty-end', '2027-12-01', '2030-12-01', 'now'],
    ]);
  });

  it('are late when nobody reached them, but a deadline that nobody needed has only passed', () => {
    expect(find('mid-check', PROJECT, '2027-04-03')).toMatchObject({ state: 'late', daysLeft: -1 });
    expect(find('build-end', PROJECT, '2027-08-02')).toMatchObject({ state: 'ahead', daysLeft: 0 });
    expect(find('build-end', PROJECT, '2027-08-03')).toMatchObject({ state: 'late', daysLeft: -1 });
    expect(find('extension-request', PROJECT, '2027-07-03')).toMatchObject({ state: 'passed', daysLeft: -1 });
    expect(find('completion-inspection', PROJECT, '2027-08-03')).toMatchObject({ state: 'now', daysLeft: null });
  });

  it('are not known before the agreement', () => {
    const milestones = milestonesOf(APPLICANT, AI_TRACK_2026, '2026-06-01');
    const { state, daysLeft, reachedOn } = milestones[0] ?? {};
    // reached on a day that is still to come, so not yet
    expect([state, daysLeft, reachedOn]).toEqual(['ahead', 18, '2026-06-10']);
    for (const milestone of milestones.slice(1)) {
      expect(milestone).toMatchObject({ from: null, until: null, state: 'unknown', daysLeft: null, assumed: false });
    }
  });

  it('say when they are counted from a day that nobody said', () => {
    expect(find('log-duty-end', PROJECT, '2027-01-01')?.assumed).toBe(true);
    expect(find('log-duty-end', { ...PROJECT, logDutyStart: '2027-09-01' }, '2027-01-01')?.assumed).toBe(false);
    const inspected = { ...PROJECT, reached: { 'completion-inspection': '2027-08-30' } };
    expect(find('log-duty-end', inspected, '2027-09-01')).toMatchObject({ until: '2030-08-30', assumed: true });
    expect(find('start', PROJECT, '2027-01-01')?.assumed).toBe(true);
    expect(find('start', { ...PROJECT, startedOn: '2026-11-09' }, '2027-01-01')).toMatchObject({
      assumed: false,
      from: '2026-11-09',
      reachedOn: '2026-11-09',
    });
    expect(find('build-end', PROJECT, '2027-01-01')).toMatchObject({ assumed: false, standing: 'confirmed' });
  });

  // 2027-05-29 + 9 months: counted from 05-30, no 30th of February, so its last day, a leap day in 2028
  it('keep to the last day of a short month', () => {
    const leap = { ...PROJECT, appliedOn: null, agreedOn: '2027-05-29' };
    expect(table(leap, '2027-06-01').slice(4, 8)).toEqual([
      ['extension-request', null, '2028-01-29', 'ahead'],
      ['build-end', null, '2028-02-29', 'ahead'],
      ['completion-inspection', '2028-02-29', null, 'ahead'],
      ['after-care-end', '2028-02-29', '2028-08-31', 'ahead'],
    ]);
  });
});
