import Type from 'typebox';
import { KST_OFFSET_MS, kstDay, startOfKstDay } from './kst-time.ts';
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from './units.ts';

/** A time of day, `06:00` to `24:00`. */
export const CLOCK_TIME_PATTERN = '^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$';

const Span = Type.Tuple([Type.String({ pattern: CLOCK_TIME_PATTERN }), Type.String({ pattern: CLOCK_TIME_PATTERN })]);
export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** When a yard works: a span per weekday, days without one closed, and days that are closed whatever the weekday. */
export const OpeningHours = Type.Object({
  ...(Object.fromEntries(WEEKDAYS.map((day) => [day, Type.Optional(Span)])) as Record<
    (typeof WEEKDAYS)[number],
    Type.TOptional<typeof Span>
  >),
  holidays: Type.Optional(Type.Array(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }))),
});
export type OpeningHours = Type.Static<typeof OpeningHours>;

/** The span `[from, to)` in which a yard is open on the KST day that holds the instant; `null` on a closed day. */
export function openingOf(hours: OpeningHours, at: EpochMs): { readonly from: EpochMs; readonly to: EpochMs } | null {
  const day = startOfKstDay(at);
  const weekday = WEEKDAYS[new Date(day + KST_OFFSET_MS).getUTCDay()];
  const span = weekday && hours[weekday];
  if (!span || hours.holidays?.includes(kstDay(day))) return null;
  return { from: day + timeOfDay(span[0]), to: day + timeOfDay(span[1]) };
}

/** Whether a yard is open: always when it states no hours. */
export function isOpenAt(hours: OpeningHours | null, at: EpochMs): boolean {
  if (hours === null) return true;
  const opening = openingOf(hours, at);
  return opening !== null && at >= opening.from && at < opening.to;
}

/** Further ahead than this no yard plans; one that is never open has no next opening. */
const DAYS_AHEAD = 60;

/** When a yard opens or closes next; `null` when it does neither within 60 days. */
export function nextChange(hours: OpeningHours | null, at: EpochMs): EpochMs | null {
  if (hours === null) return null;
  const isOpen = isOpenAt(hours, at);
  for (let day = 0; day < DAYS_AHEAD; day += 1) {
    const opening = openingOf(hours, at + day * DAY_MS);
    const edges = opening === null ? [] : [opening.from, opening.to];
    // a day that ends at 24:00 goes on where the next one begins at 00:00
    const change = edges.find((edge) => edge > at && isOpenAt(hours, edge) !== isOpen);
    if (change !== undefined) return change;
  }
  return null;
}

function timeOfDay(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * HOUR_MS + minutes * MINUTE_MS;
}
