import type { SignedIn } from '../demo-projects/signed-in.ts';
import type { HistoryDay } from './plan-yard.ts';
import { StockBook } from './stock-book.ts';
import { mondayOf, type Span, weeksAgo } from './weeks.ts';

/** Weeks between two counts, and how long before the end the last of them is. */
const EVERY_WEEKS = 13;
const LAST_AGO = 4;

/** What lay on the ground of each yard before the first truck of a history. Gives how many yards were counted. */
export async function countOpening({ ask }: SignedIn, yards: readonly string[], { from }: Span): Promise<number> {
  for (const yard of yards) {
    const count = {
      countedAt: `${from}T06:00:00.000+09:00`,
      grades: new StockBook(yard).counted(),
      reason: '기초 실사',
    };
    await ask('POST', `/yards/${yard}/stock-counts`, count);
  }
  return yards.length;
}

/** Counts the ground after the last working day of a week, once a quarter. Gives how many yards were counted. */
export async function countWeek({ ask }: SignedIn, week: readonly HistoryDay[], { until }: Span): Promise<number> {
  const [first] = week;
  if (!first || weeksAgo(mondayOf(first.day), until) % EVERY_WEEKS !== LAST_AGO) return 0;
  const last = new Map(week.map((day) => [day.yard, day]));
  for (const { yard, day, stock } of last.values()) {
    const count = { countedAt: `${day}T20:00:00.000+09:00`, grades: stock, reason: '분기 실사' };
    await ask('POST', `/yards/${yard}/stock-counts`, count);
  }
  return last.size;
}
