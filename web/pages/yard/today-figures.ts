import type { DayList, Totals, YardSummary } from '../../../domain/wire/http-api.ts';
import { dayAfter } from '../../text/dates.ts';
import type { Texts } from '../../text/ko.ts';
import { count, kilograms, percent, signedKilograms } from '../../text/weights.ts';

/** A figure of the head of a page: its name, its value, its unit and what explains it. */
export interface Figure {
  readonly name: string;
  readonly value: string;
  readonly unit: string;
  readonly note: string;
  /** a day the figure rests on whose kilograms changed after it had ended */
  readonly restatedDay?: string | undefined;
}

const NONE: Totals = { trucks: 0, inboundKg: 0, outboundKg: 0, grades: {} };

/** The figures of a whole day. */
export function dayFigures(totals: Totals, words: Texts): Figure[] {
  return [
    { name: words.yard.inbound, value: kilograms(totals.inboundKg), unit: words.common.kg, note: '' },
    { name: words.yard.outbound, value: kilograms(totals.outboundKg), unit: words.common.kg, note: '' },
    { name: words.yard.trucks, value: count(totals.trucks), unit: '', note: '' },
  ];
}

/** The figures of a day that is over, with what was taken off; a day nobody knows has none. */
export function pastFigures(day: DayList['days'][number] | undefined, words: Texts): Figure[] {
  const deduction = { name: words.visit.deduction, value: kilograms(day?.deductionKg ?? 0), unit: words.common.kg };
  return [...dayFigures(day ?? NONE, words), { ...deduction, note: '' }];
}

/** The figures of today so far, with this hour, the plan and yesterday. */
export function todayFigures(summary: YardSummary, words: Texts): Figure[] {
  const { today, hour, planKg, yesterdaySoFar } = summary;
  const yesterday = dayAfter(summary.day, -1);
  const isYesterdayRestated = yesterdaySoFar.trucks > 0 && summary.restatedDays.includes(yesterday);
  return [
    ...dayFigures(today, words),
    {
      name: words.yard.hour,
      value: kilograms(hour.inboundKg + hour.outboundKg),
      unit: words.common.kg,
      note: words.common.trucks(hour.trucks),
    },
    {
      name: words.yard.plan,
      value: planKg === null ? '–' : percent(today.inboundKg / planKg),
      unit: planKg === null ? '' : '%',
      note: planKg === null ? words.yard.noPlan : `${kilograms(planKg)} kg`,
    },
    {
      name: words.yard.yesterday,
      value: yesterdaySoFar.trucks === 0 ? '–' : signedKilograms(today.inboundKg - yesterdaySoFar.inboundKg),
      unit: yesterdaySoFar.trucks === 0 ? '' : words.common.kg,
      note: yesterdaySoFar.trucks === 0 ? words.wall.noYesterday : `${kilograms(yesterdaySoFar.inboundKg)} kg`,
      restatedDay: isYesterdayRestated ? yesterday : undefined,
    },
  ];
}
