import { describe, expect, it } from 'vitest';
import { formatKst } from '../../../domain/kst-time.ts';
import { bucketNames, spanName } from '../../../web/pages/yard/history-names.ts';
import {
  askedKind,
  askedRange,
  daysOf,
  neighbour,
  type Range,
  spanOf,
  wireSpan,
} from '../../../web/pages/yard/history-range.ts';
import { en } from '../../../web/text/en.ts';
import { ko } from '../../../web/text/ko.ts';

const SHIFTS = [
  { name: '오전', start: '06:00' },
  { name: '오후', start: '14:00' },
  { name: '야간', start: '22:00' },
];
const at = (time: string): number => Date.parse(`${time}+09:00`);

describe('the range an address asks for', () => {
  it.each([
    [undefined, 'day'],
    ['week', 'week'],
    ['century', 'day'],
    ['shift', 'shift'],
  ])('%s is %s', (range, expected) => expect(askedRange({ range }, SHIFTS)).toBe(expected));

  it('has no shifts where the yard has none', () => expect(askedRange({ range: 'shift' }, [])).toBe('day'));

  it.each([
    [undefined, 'grade'],
    ['partner', 'partner'],
    ['colour', 'grade'],
  ])('split by %s is by %s', (by, expected) => expect(askedKind({ by })).toBe(expected));
});

describe('a span', () => {
  it.each<[Range, string, string, string, string]>([
    ['day', '2026-11-22', '2026-11-22T00:00', '2026-11-23T00:00', '1h'],
    ['week', '2026-11-22', '2026-11-16T00:00', '2026-11-23T00:00', '1h'],
    ['week', '2026-11-16', '2026-11-16T00:00', '2026-11-23T00:00', '1h'],
    ['week', '2027-01-01', '2026-12-28T00:00', '2027-01-04T00:00', '1h'],
    ['month', '2028-02-29', '2028-02-01T00:00', '2028-03-01T00:00', '1d'],
    ['month', '2026-12-31', '2026-12-01T00:00', '2027-01-01T00:00', '1d'],
    ['year', '2028-02-29', '2028-01-01T00:00', '2029-01-01T00:00', '1d'],
    ['shift', '2026-11-22', '2026-11-16T06:00', '2026-11-23T06:00', 'shift'],
  ])('%s around %s is from %s to %s by %s', (range, day, from, to, every) => {
    const minutes = (time: string): string => time.slice(0, 16);
    const span = wireSpan(spanOf(range, day, SHIFTS));
    expect([minutes(span.from), minutes(span.to), span.every]).toEqual([from, to, every]);
  });

  it('touches days up to today', () => {
    expect(daysOf(spanOf('month', '2026-11-10'), '2026-11-22')).toEqual({ from: '2026-11-01', to: '2026-11-22' });
    expect(daysOf(spanOf('month', '2026-10-10'), '2026-11-22')).toEqual({ from: '2026-10-01', to: '2026-10-31' });
  });

  it.each<[Range, string, 1 | -1, string]>([
    ['day', '2026-11-20', 1, '2026-11-21'],
    ['week', '2026-11-02', -1, '2026-10-26'],
    ['week', '2026-11-20', 1, '2026-11-22'],
    ['shift', '2026-11-02', -1, '2026-10-26'],
    ['month', '2026-03-31', -1, '2026-02-28'],
    ['month', '2026-01-31', 1, '2026-02-01'],
    ['year', '2026-11-22', -1, '2025-12-31'],
    ['year', '2026-11-22', 1, '2026-11-22'],
  ])('%s around %s has a neighbour (%i) that holds %s', (range, day, steps, expected) => {
    expect(neighbour(range, day, steps, '2026-11-22')).toBe(expected);
  });
});

describe('names', () => {
  it.each<[Range, string, string, string]>([
    ['day', '2026-11-22T09:00', '9시', '9시'],
    ['week', '2026-11-22T12:00', '11월 22일 (일)', '11월 22일 (일) 12시'],
    ['week', '2026-11-22T13:00', '', '11월 22일 (일) 13시'],
    ['month', '2026-11-01T00:00', '11/1', '11월 1일 (일)'],
    ['month', '2026-11-22T00:00', '', '11월 22일 (일)'],
    ['year', '2026-11-15T00:00', '11월', '11월 15일 (일)'],
    ['shift', '2026-11-21T22:00', '야간', '11월 21일 (토) 야간'],
    ['shift', '2026-11-21T14:00', '오후\n11/21', '11월 21일 (토) 오후'],
  ])('of a bucket of a %s at %s are %j and %j', (range, time, axis, full) => {
    const names = bucketNames(range, SHIFTS, ko);
    expect(formatKst(at(time)).slice(0, 16)).toBe(time);
    expect([names.axis(at(time)), names.full(at(time))]).toEqual([axis, full]);
  });

  it.each<[Range, string, string]>([
    ['week', '11월 16일 (월) ~ 11월 22일 (일)', 'Mon 16 Nov – Sun 22 Nov'],
    ['shift', '11월 16일 (월) ~ 11월 22일 (일)', 'Mon 16 Nov – Sun 22 Nov'],
    ['month', '2026년 11월', 'Nov 2026'],
    ['year', '2026년', '2026'],
  ])('of a %s are said in both languages', (range, korean, english) => {
    const span = spanOf(range, '2026-11-22', SHIFTS);
    expect([spanName(range, span, ko), spanName(range, span, en)]).toEqual([korean, english]);
  });
});
