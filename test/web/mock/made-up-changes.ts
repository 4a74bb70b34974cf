import { startOfKstWeek, WEEK_MS } from '../../../domain/flows/buckets.ts';
import { formatKst, kstDay, kstDayStart } from '../../../domain/kst-time.ts';
import { DAY_MS } from '../../../domain/units.ts';
import type { ChangeReport, StockReport } from '../../../domain/wire/flows-api.ts';
import type { MadeUpFlow } from './made-up-flows.ts';
import { FLOW_YARDS, WORKS } from './made-up-flows.ts';
import { SCENARIOS } from './made-up-yard.ts';

/** A week in which one supplier stopped, another brings more and a third another mix; any week before it is quiet. */
export function changeReport(now: number, day: string | null): ChangeReport {
  const from = startOfKstWeek(day === null ? now : (kstDayStart(day) ?? now));
  const isThisWeek = from === startOfKstWeek(now);
  const base = {
    from: kstDay(from),
    to: kstDay(from + WEEK_MS - DAY_MS),
    until: formatKst(isThisWeek ? now : from + WEEK_MS),
    comparedWeeks: 8,
    netKg: 1_812_000,
    medianKg: 1_690_000,
  };
  const plain = { partner: null, grade: null, suppliers: [], holiday: null };
  const changes: ChangeReport['changes'] = isThisWeek
    ? [
        {
          ...plain,
          kind: 'more',
          partner: '한일자원',
          value: 462_000,
          median: 318_400,
          low: 251_200,
          high: 385_600,
          weeks: [301_000, 322_500, 298_400, 318_400, 340_200, 331_000, 309_800, 320_100],
          differenceKg: 143_600,
        },
        {
          ...plain,
          kind: 'stopped',
          partner: '태성자원',
          value: 0,
          median: 112_300,
          low: 84_000,
          high: 140_600,
          weeks: [118_200, 109_400, 121_000, 112_300, 98_700, 115_800, 104_200, 119_000],
          differenceKg: -112_300,
        },
        {
          ...plain,
          kind: 'less',
          grade: 'heavy',
          value: 402_000,
          median: 498_000,
          low: 441_000,
          high: 555_000,
          weeks: [512_000, 498_000, 487_000, 505_000, 476_000, 521_000, 498_000, 470_000],
          differenceKg: -96_000,
          suppliers: ['한일자원', '대원금속', '청솔, 고철'],
          holiday: null,
        },
        {
          ...plain,
          kind: 'mix-shift',
          partner: '대원금속',
          grade: 'light',
          value: 0.64,
          median: 0.22,
          low: 0.15,
          high: 0.29,
          weeks: [0.2, 0.24, 0.19, 0.22, 0.25, 0.21, 0.23, 0.22],
          differenceKg: 0,
        },
      ]
    : [];
  return { ...base, changes };
}

/** Stock from the flows of a quarter; one grade of the second yard lies below zero, the third yard shares nothing. */
export function stockReport(
  flows: readonly MadeUpFlow[],
  now: number,
  counted: ReadonlyMap<string, number>,
): StockReport {
  const recent = flows.filter(({ at }) => at > now - 90 * DAY_MS);
  const month = kstDay(now).slice(0, 7);
  const sum = (yard: string, grade: string, direction: string, since = 0) =>
    recent
      .filter((flow) => flow.yard === yard && flow.grade === grade && flow.direction === direction && flow.at > since)
      .reduce((total, { kg }) => total + kg, 0);
  return {
    at: formatKst(now),
    yards: FLOW_YARDS.map((yard, index) => ({
      yard,
      name: SCENARIOS[yard],
      shared: index !== 2,
      grades:
        index === 2
          ? []
          : ['new_sheet', 'heavy', 'guillotine', 'light', 'shredded', 'pressed'].flatMap((grade, place) => {
              const [inKg, outKg] = [sum(yard, grade, 'inbound'), sum(yard, grade, 'outbound')];
              const count = counted.get(`${yard} ${grade}`) ?? (place % 3 === 0 && index === 0 ? 120_000 : null);
              if (inKg + outKg === 0) return [];
              const kg = (count ?? 0) + inKg - outKg - (index === 1 && place === 4 ? 480_000 : 0);
              const outPerDayKg = sum(yard, grade, 'outbound', now - 28 * DAY_MS) / 28;
              return [
                {
                  ...{ grade, kg, inKg, outKg, outPerDayKg, countedKg: count },
                  countedAt: count === null ? null : formatKst(now - 12 * DAY_MS),
                  countedBy: count === null ? null : '공장장',
                  days: outPerDayKg === 0 ? null : kg / outPerDayKg,
                },
              ];
            }),
    })),
    needs: WORKS.flatMap((works, index) =>
      ['heavy', 'guillotine', 'shredded'].map((grade, place) => ({
        works,
        grade,
        month,
        kg: 900_000 - index * 200_000 - place * 150_000,
        deliveredKg: recent
          .filter((flow) => flow.partner === works && flow.grade === grade && kstDay(flow.at).startsWith(month))
          .reduce((total, { kg }) => total + kg, 0),
      })),
    ),
  };
}
