import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { verificationOn, YardsFile, yardSettings } from '../../domain/yard-settings.ts';

const file: YardsFile = {
  yards: {
    busan: {
      ...{ name: '부산', dayPlanKg: 400_000, answerDays: 5, stockShared: false },
      rules: [{ from: '2026-11-22', kind: 'lowest', version: 2 }],
      scales: { 'weigh/wb01': { verifiedOn: '2026-03-20' } },
    },
    pohang: {},
    wrong: { rules: [{ from: '2026-02-29', kind: 'lowest', version: 1 }] },
  },
};

describe('the settings of a yard', () => {
  it('are what the file says, rules from the first instant of their KST day', () => {
    expect(yardSettings(file, 'busan')).toEqual({
      name: '부산',
      dayPlanKg: 400_000,
      grossLimitKg: 40_000,
      rules: [{ from: Date.parse('2026-11-22T00:00:00+09:00'), kind: 'lowest', version: 2 }],
      shifts: [],
      hours: null,
      scales: new Map([['weigh/wb01', { verifiedOn: '2026-03-20', dueOn: null }]]),
      answerDays: 5,
      stockShared: false,
    });
  });

  it.each([
    ['weigh/wb01', '2026-03-20', '2026-03-20'],
    ['weigh/wb01', '2026-03-19', null],
    ['weigh/wb02', '2026-03-20', null],
  ])('say when the scale %s had been verified on %s', (scale, day, verifiedOn) => {
    expect(verificationOn(yardSettings(file, 'busan'), scale, day)).toEqual({ verifiedOn, dueOn: null });
  });

  it('have shifts in the order of the day, and hours', () => {
    const shifts = [
      { name: '야간', start: '22:00' },
      { name: '주간', start: '06:30' },
    ];
    const hours = { mon: ['07:00', '18:00'] as [string, string] };
    const settings = yardSettings({ yards: { busan: { shifts, hours } } }, 'busan');
    expect(settings.shifts).toEqual([
      { name: '주간', startMs: 6.5 * 3_600_000 },
      { name: '야간', startMs: 22 * 3_600_000 },
    ]);
    expect(settings.hours).toEqual(hours);
  });

  it.each([
    ['the file says nothing of it', file, 'pohang'],
    ['the file does not know it', file, 'gwangyang'],
    ['there is no file', null, 'busan'],
  ])('are its id, no plan and no rule when %s', (_, source, yard) => {
    expect(yardSettings(source, yard)).toEqual({
      ...{ name: yard, dayPlanKg: null, grossLimitKg: 40_000, rules: [], shifts: [], hours: null },
      ...{ scales: new Map(), answerDays: 7, stockShared: true },
    });
  });

  it('have a limit of gross weight of their own where the file gives one', () => {
    expect(yardSettings({ yards: { busan: { grossLimitKg: 44_000 } } }, 'busan').grossLimitKg).toBe(44_000);
  });

  it('refuse a rule of a day that does not exist', () => {
    expect(() => yardSettings(file, 'wrong')).toThrow('2026-02-29');
  });
});

describe('the file of yards', () => {
  it.each([
    ['well formed', file, true],
    ['empty of yards', { yards: {} }, true],
    ['without yards', {}, false],
    ['with a plan of half kilograms', { yards: { a: { dayPlanKg: 0.5 } } }, false],
    ['with an empty name', { yards: { a: { name: '' } } }, false],
    ['with an unknown rule', { yards: { a: { rules: [{ from: '2026-11-22', kind: 'best', version: 1 }] } } }, false],
    ['with a shift at no time', { yards: { a: { shifts: [{ name: '주간', start: '6시' }] } } }, false],
    ['with an empty list of shifts', { yards: { a: { shifts: [] } } }, false],
    ['with a rule without a version', { yards: { a: { rules: [{ from: '2026-11-22', kind: 'lowest' }] } } }, false],
  ])('is checked: %s', (_, candidate, isRight) => {
    expect(Check(YardsFile, candidate)).toBe(isRight);
  });
});
