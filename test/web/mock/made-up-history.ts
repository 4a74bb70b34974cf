import { formatKst, kstDay, kstDayStart, nextBucketStart, parseEventTime } from '../../../domain/kst-time.ts';
import { shiftOf, shiftStarts } from '../../../domain/shifts.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/units.ts';
import type { DayList, RestatementList, Totals, Visit, YardSummary } from '../../../domain/wire/http-api.ts';
import type { ColumnTable } from '../../../server/stores/series/column-table.ts';
import { frameColumns } from '../../../server/stores/series/column-table.ts';
import { inOrderOfWorth } from '../../../web/charts/hour-stacks.ts';
import { madeUpVisits } from './made-up-visits.ts';

export interface Asked {
  readonly yard: string;
  readonly from: number;
  readonly to: number;
  readonly every: string;
  readonly shifts: YardSummary['shifts'];
  readonly now: number;
}

/** Days before this one have no trucks. */
const FIRST_DAY = '2025-03-03';
/** Every so manieth day was restated. */
const RESTATED_EVERY = 9;

export function askedOf(url: URL, shifts: YardSummary['shifts'], now: number): Asked {
  const at = (name: string): number => parseEventTime(url.searchParams.get(name)) ?? 0;
  const search = url.searchParams;
  return {
    yard: search.get('yard') ?? '',
    from: at('from'),
    to: at('to'),
    every: search.get('every') ?? '1h',
    shifts,
    now,
  };
}

/** Closed visits of a KST day; Sundays are quiet. */
export function closedOfDay(yard: string, start: number, now: number): Visit[] {
  const day = kstDay(start);
  if (yard === 'empty' || start > now || day < FIRST_DAY || new Date(`${day}T00:00:00Z`).getUTCDay() === 0) return [];
  const end = Math.min(now, start + DAY_MS - 1_000);
  return madeUpVisits(yard, end, Number(day.replaceAll('-', '')) % 9_973).filter(({ status }) => status === 'closed');
}

function starts({ from, to, every, shifts }: Asked): number[] {
  if (every === 'shift') return shiftStarts(shifts.map(shiftOf), from, to);
  const width = every === '1d' || every === '1mo' ? every : '1h';
  const all: number[] = [];
  for (let start = from; start < to; start = nextBucketStart(start, width)) all.push(start);
  return all;
}

function visitsBetween(asked: Asked): Visit[] {
  const visits: Visit[] = [];
  for (let day = kstDayStart(kstDay(asked.from)) ?? 0; day < asked.to; day += DAY_MS) {
    visits.push(...closedOfDay(asked.yard, day, asked.now));
  }
  return visits;
}

/** Net kilograms per bucket and key, as the real server's columns. */
export function throughputTable(asked: Asked, by: string): ColumnTable {
  const keyed = (visit: Visit): Record<string, number> => {
    if (by === 'grade') return visit.grades;
    return { [by === 'partner' ? (visit.partner ?? '') : (visit.direction ?? 'unknown')]: visit.net ?? 0 };
  };
  const buckets = starts(asked);
  const visits = visitsBetween(asked);
  const found = [...new Set(visits.flatMap((visit) => Object.keys(keyed(visit))))];
  const keys = by === 'grade' ? inOrderOfWorth(found) : found.sort();
  const values = new Float64Array(buckets.length * keys.length);
  for (const visit of visits) {
    const at = Date.parse(visit.closedAt ?? '');
    const bucket = buckets.findLastIndex((start) => start <= at);
    if (bucket === -1 || at >= asked.to) continue;
    for (const [key, kg] of Object.entries(keyed(visit))) {
      const place = bucket * keys.length + keys.indexOf(key);
      values[place] = (values[place] ?? 0) + kg;
    }
  }
  const frame = frameColumns({ starts: buckets, parts: ['key'], keys: keys.map((key) => [key]) });
  return { length: values.length, columns: [...frame, { kind: 'integer', name: 'kg', values }] };
}

export function inspectionTable(asked: Asked): ColumnTable {
  const cameras = asked.yard === 'empty' ? [] : ['bay-1/camera-1', 'bay-2/camera-2'];
  const buckets = starts(asked);
  const rows = buckets.flatMap(() => cameras.map((_, place) => place));
  const frame = frameColumns({ starts: buckets, parts: ['camera'], keys: cameras.map((camera) => [camera]) });
  return {
    length: rows.length,
    columns: [
      ...frame,
      { kind: 'integer', name: 'photos', values: Float64Array.from(rows, (place) => 412 - place * 120) },
      { kind: 'integer', name: 'outOfDomain', values: Float64Array.from(rows, (place) => 9 + place * 52) },
      { kind: 'number', name: 'confidence', values: Float64Array.from(rows, (place) => 0.87 - place * 0.3) },
    ],
  };
}

export function availabilityTable(asked: Asked): ColumnTable {
  const devices = asked.yard === 'empty' ? [] : ['gate/scale-1', 'gate/rad-1', 'bay-1/camera-1', 'bay-1/crane-1'];
  const buckets = starts(asked);
  const share = (start: number, place: number): number => {
    const hour = Math.round((start - asked.from) / HOUR_MS);
    if (start > asked.now) return Number.NaN;
    if (place === 2 && (hour === 9 || hour === 10)) return hour === 9 ? 0.35 : 0;
    return place === 3 && hour === 4 ? 0.8 : 1;
  };
  const values = Float64Array.from(buckets.flatMap((start) => devices.map((_, place) => share(start, place))));
  const frame = frameColumns({ starts: buckets, parts: ['device'], keys: devices.map((device) => [device]) });
  return { length: values.length, columns: [...frame, { kind: 'number', name: 'online', values }] };
}

function isRestated(day: string, now: number): boolean {
  const start = kstDayStart(day) ?? 0;
  return start + DAY_MS < now && Math.round(start / DAY_MS) % RESTATED_EVERY === 0;
}

/** Days `from` to `to`, both included, with their totals. */
export function daysOf(
  yard: string,
  from: string,
  to: string,
  now: number,
  totals: (visits: Visit[]) => Totals,
): DayList {
  const days: DayList['days'] = [];
  for (let start = kstDayStart(from) ?? 0; kstDay(start) <= to; start += DAY_MS) {
    const visits = closedOfDay(yard, start, now);
    const deductionKg = visits.reduce((sum, { deduction }) => sum + deduction, 0);
    const day = kstDay(start);
    days.push({ day, restated: yard !== 'empty' && isRestated(day, now), deductionKg, ...totals(visits) });
  }
  return { days };
}

/** What was restated of a day: a correction that moved kilograms, and a truck that came late. */
export function restatementsOf(yard: string, day: string): RestatementList {
  const at = (hour: number): string => formatKst((kstDayStart(day) ?? 0) + DAY_MS + hour * HOUR_MS);
  const row = (
    seq: number,
    grade: string,
    beforeKg: number,
    afterKg: number,
    rest: Partial<RestatementList['restatements'][number]> = {},
  ) => ({
    seq,
    day,
    direction: 'inbound',
    grade,
    beforeKg,
    afterKg,
    differenceKg: afterKg - beforeKg,
    visit: `${yard}-0003`,
    cause: 'correction' as const,
    by: 'plant',
    at: at(9.4),
    ...rest,
  });
  return {
    restatements: [
      row(4, 'heavy', 182_440, 181_200),
      row(3, 'light', 61_020, 62_260),
      row(2, 'pressed', 22_860, 41_300, { cause: 'late-event', by: null, at: at(3.1), visit: `${yard}-0007` }),
      row(1, 'deduction', 1_200, 1_520, { at: at(33), cause: 'cancellation', by: 'admin' }),
    ],
  };
}
