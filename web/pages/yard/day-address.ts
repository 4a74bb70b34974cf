import { kstDayStart } from '../../../domain/kst-time.ts';
import type { Visit } from '../../../domain/wire/http-api.ts';
import type { HistoryAddress } from './history-range.ts';

/** What stands in the address of a yard page. */
export interface DayAddress extends HistoryAddress {
  readonly day?: string | undefined;
  readonly direction?: string | undefined;
  readonly review?: string | undefined;
  readonly find?: string | undefined;
}

/** The KST day an address asks for; `null` for today, for a day to come and for a day that does not exist. */
export function askedDay(address: DayAddress, today: string): string | null {
  const { day } = address;
  return day === undefined || day >= today || kstDayStart(day) === null ? null : day;
}

/** The visits that fit the filters of an address, the newest first. */
export function fittingVisits(visits: readonly Visit[], address: DayAddress): Visit[] {
  const wanted = (address.find ?? '').replace(/\s+/gu, '').toLowerCase();
  return visits
    .filter((visit) => {
      if (address.direction !== undefined && visit.direction !== address.direction) return false;
      if (address.review === '1' && visit.review === null && visit.exceptions.length === 0) return false;
      if (wanted === '') return true;
      const words = [visit.plate, visit.partner, visit.ticket].filter((word) => word !== null);
      return words.some((word) => word.replace(/\s+/gu, '').toLowerCase().includes(wanted));
    })
    .sort((a, b) => b.openedAt.localeCompare(a.openedAt) || b.id.localeCompare(a.id));
}

/** Visits by id with newer revisions put over older ones; those outside `[from, to)` by their opening are left out. */
export function withChanges(
  known: ReadonlyMap<string, Visit>,
  changed: readonly Visit[],
  span: { readonly from: string; readonly to: string },
): Map<string, Visit> {
  const merged = new Map(known);
  for (const visit of changed) {
    const isInside = visit.status === 'open' || (visit.closedAt ?? visit.openedAt) >= span.from;
    const before = merged.get(visit.id);
    if (isInside && visit.openedAt < span.to && (before === undefined || before.revision <= visit.revision)) {
      merged.set(visit.id, visit);
    }
  }
  return merged;
}
