import { describe, expect, it } from 'vitest';
import type { Milestone } from '../../../domain/wire/programme-api.ts';
import { dayOf, placeOn, timelineOf } from '../../../web/pages/programme-project/timeline.ts';

const milestone = (id: string, until: string | null, rest: Partial<Milestone> = {}): Milestone => ({
  id,
  name: id,
  nameEn: id,
  from: null,
  until,
  reachedOn: null,
  state: 'ahead',
  daysLeft: null,
  assumed: false,
  source: 'test',
  standing: 'confirmed',
  ...rest,
});
const WHOLE = [
  milestone('application', null, { from: '2026-05-20', reachedOn: '2026-06-01' }),
  milestone('agreement', '2026-10-01'),
  milestone('build-end', '2027-07-01'),
  milestone('after-care-end', '2028-01-01'),
  milestone('log-duty-end', '2030-07-01'),
];

describe('the timeline of a project', () => {
  it('fills the bar with four bands, half of it the build', () => {
    const { bands } = timelineOf(WHOLE, '2026-11-22');
    expect(bands.map(({ phase, left, width }) => [phase, left, width])).toEqual([
      ['before', 0, 14],
      ['build', 14, 50],
      ['afterCare', 64, 14],
      ['logDuty', 78, 22],
    ]);
  });

  it('puts a day where its share of the band is', () => {
    const { bands, marks } = timelineOf(WHOLE, '2026-11-22');
    expect(placeOn(bands, '2026-10-01')).toBe(14);
    // 2027-02-14 is day 136 of the 273 of the build: 14 + 50 x 136 / 273
    expect(placeOn(bands, '2027-02-14')).toBe(38.9);
    expect(marks.map(({ left }) => left)).toEqual([0, 14, 64, 78, 100]);
  });

  it('has no place for a day outside', () => {
    expect(timelineOf(WHOLE, '2026-05-01').today).toBeNull();
    expect(timelineOf(WHOLE, '2031-01-01').today).toBeNull();
  });

  it('shows only what is known before the agreement', () => {
    const early = [milestone('application', null, { from: '2026-06-01' }), milestone('agreement', null)];
    expect(timelineOf(early, '2026-07-01')).toEqual({ bands: [], today: null, marks: [] });
  });

  it('takes the day it was reached before the day it was due', () => {
    expect(dayOf(milestone('x', '2026-10-01', { reachedOn: '2026-09-20' }))).toBe('2026-09-20');
    expect(dayOf(milestone('x', null, { from: '2026-09-01' }))).toBe('2026-09-01');
  });
});
