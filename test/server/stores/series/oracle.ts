import type { Ledger } from '../../../../collector/ledger/ledger.ts';
import type { EpochMs } from '../../../../domain/units.ts';
import type { SeriesWidth } from '../../../../domain/wire/http-api.ts';

export interface ClosedKilograms {
  readonly at: EpochMs;
  readonly direction: string;
  readonly partner: string;
  readonly grade: string;
  readonly kg: number;
}

/** Every kilogram of a yard's closed visits, from the visits alone. */
export function kilogramsOf(ledger: Ledger, yard: string): ClosedKilograms[] {
  return ledger.all<ClosedKilograms>(
    `SELECT v.closed_at AS at, coalesce(v.direction, '') AS direction, coalesce(v.partner, '') AS partner, g.grade, g.kg
     FROM visit v JOIN visit_grade g ON g.visit = v.id WHERE v.status = 'closed' AND v.yard = ?`,
    yard,
  );
}

const CLOCK = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Seoul',
  hourCycle: 'h23',
  ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
});

/** Names the bucket of an instant by Seoul's own calendar; two instants of one bucket have one name. */
export function bucketName(at: EpochMs, every: SeriesWidth, shiftStarts: readonly string[]): string {
  const of = (instant: EpochMs) =>
    Object.fromEntries(CLOCK.formatToParts(instant).map(({ type, value }) => [type, value]));
  const { year, month, day, hour, minute } = of(at);
  const date = `${year}-${month}-${day}`;
  const minutes = { '5m': 5, '15m': 15 }[every as '5m' | '15m'];
  if (every === '1mo') return `${year}-${month}`;
  if (every === '1d') return date;
  if (every === '1h') return `${date} ${hour}`;
  if (minutes) return `${date} ${hour}:${Math.floor(Number(minute) / minutes)}`;
  const shift = shiftStarts.findLast((start) => start <= `${hour}:${minute}`);
  if (shift) return `${date} ${shift}`;
  const before = of(at - 86_400_000);
  return `${before.year}-${before.month}-${before.day} ${shiftStarts.at(-1)}`;
}
