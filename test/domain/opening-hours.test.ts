import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { parseEventTime } from '../../domain/kst-time.ts';
import { isOpenAt, nextChange, OpeningHours, openingOf } from '../../domain/opening-hours.ts';

const at = (clock: string): number => parseEventTime(`${clock}+09:00`) ?? Number.NaN;
/** 22 November 2026 is a Sunday */
const HOURS: OpeningHours = { mon: ['07:00', '18:00'], sat: ['08:00', '24:00'], holidays: ['2026-11-30'] };

describe('opening hours', () => {
  it.each([
    ['before opening', '2026-11-23T06:59:59.999', false],
    ['at opening', '2026-11-23T07:00:00.000', true],
    ['before closing', '2026-11-23T17:59:59.999', true],
    ['at closing', '2026-11-23T18:00:00.000', false],
    ['to the end of the day', '2026-11-21T23:59:59.999', true],
    ['on a weekday without hours', '2026-11-22T12:00:00.000', false],
    ['on a holiday', '2026-11-30T12:00:00.000', false],
  ])('%s', (_, instant, isOpen) => {
    expect(isOpenAt(HOURS, at(instant))).toBe(isOpen);
  });

  it('that are not stated mean always open', () => {
    expect(isOpenAt(null, at('2026-11-22T03:00:00'))).toBe(true);
  });

  it('have a span a day', () => {
    expect(openingOf(HOURS, at('2026-11-23T01:00:00'))).toEqual({
      from: at('2026-11-23T07:00:00'),
      to: at('2026-11-23T18:00:00'),
    });
    expect(openingOf(HOURS, at('2026-11-22T01:00:00'))).toBeNull();
  });

  it.each([
    ['before opening', '2026-11-23T06:59:59.999', '2026-11-23T07:00:00'],
    ['at opening', '2026-11-23T07:00:00', '2026-11-23T18:00:00'],
    ['at closing, over days without hours', '2026-11-23T18:00:00', '2026-11-28T08:00:00'],
    ['over a holiday', '2026-11-29T00:00:00', '2026-12-05T08:00:00'],
    ['at midnight of a day that lasts to its end', '2026-11-28T12:00:00', '2026-11-29T00:00:00'],
  ])('change next %s', (_, instant, change) => {
    expect(nextChange(HOURS, at(instant))).toBe(at(change));
  });

  it('go on over midnight where one day ends and the next begins', () => {
    const through: OpeningHours = { fri: ['20:00', '24:00'], sat: ['00:00', '06:00'] };
    expect(nextChange(through, at('2026-11-27T23:00:00'))).toBe(at('2026-11-28T06:00:00'));
  });

  it.each([
    ['are not stated', null],
    ['name no day', {}],
  ])('that %s never change', (_, hours) => {
    expect(nextChange(hours, at('2026-11-23T12:00:00'))).toBeNull();
  });

  it.each([
    [HOURS, true],
    [{}, true],
    [{ mon: ['7:00', '18:00'] }, false],
    [{ mon: ['07:00', '24:01'] }, false],
    [{ mon: ['07:00'] }, false],
    [{ holidays: ['30.11.2026'] }, false],
  ])('%j are well formed: %j', (candidate, isRight) => {
    expect(Check(OpeningHours, candidate)).toBe(isRight);
  });
});
