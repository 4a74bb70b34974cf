import { afterAll, describe, expect, it } from 'vitest';
import {
  BUCKET_WIDTHS,
  type BucketWidth,
  bucketStart,
  bucketStarts,
  formatKst,
  kstDay,
  kstDayStart,
  nextBucketStart,
  parseEventTime,
  startOfKstDay,
  startOfKstHour,
} from '../../domain/kst-time.ts';
import { BUCKETS, EVENT_TIMES, KST_DAYS } from '../fixtures/event-times.ts';

const machineZone = process.env.TZ;
const kst = (text: string): number => Date.parse(`${text}+09:00`);

describe.each(['UTC', 'Asia/Seoul', 'America/New_York', 'Pacific/Kiritimati', 'Australia/Lord_Howe'])(
  'on a machine in %s',
  (zone) => {
    afterAll(() => {
      if (machineZone === undefined) delete process.env.TZ;
      else process.env.TZ = machineZone;
    });
    const inZone = <Result>(work: () => Result): Result => {
      process.env.TZ = zone;
      return work();
    };

    it('is the machine in that zone', () => {
      expect(inZone(() => new Intl.DateTimeFormat().resolvedOptions().timeZone)).toBe(zone);
    });

    it.each(EVENT_TIMES)('reads %s', (_, written, instant) => {
      const parsed = inZone(() => parseEventTime(written));
      expect(parsed === null ? null : new Date(parsed).toISOString()).toBe(instant);
    });

    it.each(KST_DAYS)('puts %s into the KST day %s', (instant, day) => {
      const at = Date.parse(instant);
      expect(inZone(() => kstDay(at))).toBe(day);
      expect(inZone(() => startOfKstDay(at))).toBe(kst(`${day}T00:00:00.000`));
      expect(inZone(() => kstDayStart(day))).toBe(kst(`${day}T00:00:00.000`));
    });

    it.each(BUCKETS)('puts %s into the bucket of %s from %s to %s', (instant, width, start, next) => {
      const found = inZone(() => bucketStart(kst(instant), width as BucketWidth));
      expect(formatKst(found)).toBe(`${start}+09:00`);
      expect(formatKst(inZone(() => nextBucketStart(found, width as BucketWidth)))).toBe(`${next}+09:00`);
    });
  },
);

describe('KST time', () => {
  it('is written with offset and milliseconds, and read back', () => {
    const at = kst('2026-11-22T09:30:00.120');
    expect(formatKst(at)).toBe('2026-11-22T09:30:00.120+09:00');
    expect(parseEventTime(formatKst(at))).toBe(at);
  });

  it('can be written of the first and the last instant that is read', () => {
    for (const at of [8.64e15 - 9 * 3_600_000, -8.64e15 + 9 * 3_600_000]) {
      expect(parseEventTime(at)).toBe(at);
      expect(() => formatKst(at)).not.toThrow();
    }
  });

  it('knows the hour that holds an instant', () => {
    expect(startOfKstHour(kst('2026-11-22T00:59:59.999'))).toBe(kst('2026-11-22T00:00:00.000'));
  });

  it.each(['2026-02-29', '2026-1-1', '2026-11-22T00:00:00Z', 'today', ''])('knows no day %j', (day) => {
    expect(kstDayStart(day)).toBeNull();
  });

  it('lists the buckets that touch a span, months by the calendar', () => {
    const from = kst('2028-01-31T12:00:00.000');
    const to = kst('2028-03-01T00:00:00.001');
    expect(bucketStarts(from, to, '1mo').map(kstDay)).toEqual(['2028-01-01', '2028-02-01', '2028-03-01']);
    expect(bucketStarts(from, to - 1, '1mo')).toHaveLength(2);
    expect(bucketStarts(from, to, '1d')).toHaveLength(31);
    for (const width of BUCKET_WIDTHS) expect(bucketStarts(to, from, width)).toEqual([]);
  });
});
