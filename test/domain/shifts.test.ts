import { describe, expect, it } from 'vitest';
import { parseEventTime } from '../../domain/kst-time.ts';
import { shiftAt, shiftOf, shiftStarts } from '../../domain/shifts.ts';

const at = (clock: string): number => parseEventTime(`${clock}:00+09:00`) ?? Number.NaN;
const SHIFTS = [
  shiftOf({ name: '오전', start: '06:00' }),
  shiftOf({ name: '오후', start: '14:30' }),
  shiftOf({ name: '야간', start: '22:00' }),
];

describe('a shift', () => {
  it.each([
    ['2026-11-22T06:00', '오전', '2026-11-22T06:00'],
    ['2026-11-22T14:29', '오전', '2026-11-22T06:00'],
    ['2026-11-22T14:30', '오후', '2026-11-22T14:30'],
    ['2026-11-22T23:59', '야간', '2026-11-22T22:00'],
    ['2026-11-23T00:00', '야간', '2026-11-22T22:00'],
    ['2026-12-01T05:59', '야간', '2026-11-30T22:00'],
    ['2028-03-01T01:00', '야간', '2028-02-29T22:00'],
  ])('at %s is %s, begun at %s', (instant, name, start) => {
    expect(shiftAt(SHIFTS, at(instant))).toMatchObject({ shift: { name }, start: at(start) });
  });

  it('is none in a yard without shifts', () => {
    expect(shiftAt([], at('2026-11-22T06:00'))).toBeNull();
    expect(shiftStarts([], at('2026-11-22T06:00'), at('2026-11-23T06:00'))).toEqual([]);
  });

  it('begins once a day, from the one that holds the first instant on', () => {
    expect(shiftStarts(SHIFTS, at('2026-12-31T23:00'), at('2027-01-01T14:30'))).toEqual(
      ['2026-12-31T22:00', '2027-01-01T06:00'].map(at),
    );
    expect(shiftStarts(SHIFTS, at('2027-01-01T03:00'), at('2027-01-01T14:31'))).toEqual(
      ['2026-12-31T22:00', '2027-01-01T06:00', '2027-01-01T14:30'].map(at),
    );
  });
});
