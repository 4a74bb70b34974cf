import { describe, expect, it } from 'vitest';
import { INDICATORS } from '../../../domain/programme/data/indicator-definitions.ts';
import {
  INDICATOR_IDS,
  type IndicatorReading,
  newestReading,
  READING_HOLDS_MS,
  readingState,
} from '../../../domain/programme/indicators.ts';
import { HOUR_MS } from '../../../domain/units.ts';

const NOW = Date.parse('2027-01-15T10:00:00+09:00');
const reading = (value: number, hour = NOW - HOUR_MS, yard = 'pohang'): IndicatorReading => ({
  indicator: 'completeness',
  yard,
  hour,
  value,
});

describe('a reading of an indicator', () => {
  // completeness should rise to 99 %, latency fall to 10 s
  it.each([
    ['completeness', 99, 'met'],
    ['completeness', 98.9, 'unmet'],
    ['latency-p95', 10, 'met'],
    ['latency-p95', 10.1, 'unmet'],
  ] as const)('%s of %d is %s', (id, value, state) => {
    expect(readingState(INDICATORS[id], { ...reading(value), indicator: id }, NOW)).toBe(state);
  });

  it('says nothing when there is none, or once it is too old', () => {
    expect(readingState(INDICATORS.completeness, null, NOW)).toBe('unmeasured');
    expect(readingState(INDICATORS.completeness, reading(99, NOW - READING_HOLDS_MS), NOW)).toBe('met');
    expect(readingState(INDICATORS.completeness, reading(99, NOW - READING_HOLDS_MS - 1), NOW)).toBe('stale');
  });

  it('is the newest of its yard, and of one hour the later one', () => {
    const readings = [reading(1, 5), reading(2, 9), reading(3, 9), reading(4, 7), reading(5, 11, 'gwangyang')];
    expect(newestReading(readings, 'completeness', 'pohang')?.value).toBe(3);
    expect(newestReading(readings, 'completeness', 'busan')).toBeNull();
    expect(newestReading(readings, 'retention', 'pohang')).toBeNull();
  });
});

describe('the definition of every indicator', () => {
  it.each(INDICATOR_IDS)('%s says what it is, in two languages, and whose its target is', (id) => {
    const { name, nameEn, definition, definitionEn, target, windowHours } = INDICATORS[id];
    expect(INDICATORS[id].id).toBe(id);
    expect(`${name}${definition}`).toMatch(/[가-힣]/);
    expect(`${nameEn}${definitionEn}`).not.toMatch(/[가-힣]/);
    expect(target.standing).toBe('derived');
    expect(Number.isFinite(target.value) && windowHours > 0).toBe(true);
  });
});
