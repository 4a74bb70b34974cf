import { describe, expect, it } from 'vitest';
import { clockSeconds, dayAfter, minutesSince, timeOf } from '../../../web/text/dates.ts';
import { kilograms, percent, tonnes } from '../../../web/text/weights.ts';

describe('weights', () => {
  it.each([
    [0, '0.0'],
    [49, '0.0'],
    [50, '0.1'],
    [312_449, '312.4'],
    [999_949, '999.9'],
    [999_950, '1,000'],
    [1_312_400, '1,312'],
    [-14_200, '-14.2'],
  ])('%i kg are %s t', (kg, text) => expect(tonnes(kg)).toBe(text));

  it('separate thousands of kilograms', () => expect(kilograms(1_029_820)).toBe('1,029,820'));

  it.each([
    [0, '0'],
    [0.004, '<1'],
    [0.942, '94'],
    [0.999, '99'],
    [1, '100'],
  ])('a share of %d is %s %%', (share, text) => expect(percent(share)).toBe(text));
});

describe('dates', () => {
  it('show KST whatever the machine thinks', () => {
    expect(clockSeconds(Date.UTC(2026, 10, 22, 15, 0, 0))).toBe('00:00:00');
    expect(timeOf('2026-11-22T09:30:00.123+09:00')).toBe('09:30');
  });
  it('show a dash where there is no time', () => expect(timeOf(null)).toBe('–'));
  it.each([
    ['2026-11-30', 1, '2026-12-01'],
    ['2026-03-01', -1, '2026-02-28'],
    ['2028-02-28', 1, '2028-02-29'],
    ['nonsense', 1, 'nonsense'],
  ])('the day %s and %i more is %s', (day, days, expected) => expect(dayAfter(day, days)).toBe(expected));
  it('count whole minutes and never below 0', () => {
    const opened = '2026-11-22T09:00:00.000+09:00';
    const at = Date.parse(opened);
    expect(minutesSince(opened, at + 119_999)).toBe(1);
    expect(minutesSince(opened, at - 60_000)).toBe(0);
  });
});
