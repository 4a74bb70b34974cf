import { formatKst, kstDay, parseEventTime } from '../../../domain/kst-time.ts';
import { DAY_MS, type EpochMs, HOUR_MS } from '../../../domain/units.ts';
import { listOfNames, namesOfList } from '../../api/names.ts';
import { startOf, type Window } from './grain.ts';

export const VIEWS = ['weight', 'photos'] as const;
export type View = (typeof VIEWS)[number];
/** Marks of a photo by which a table can be narrowed; `plain`: none of them. */
export const MARKS = ['plain', 'outOfDomain', 'unusable', 'corrected'] as const;
export type Mark = (typeof MARKS)[number];

/** All that the page shows, as its address carries it. */
export interface HistoryView {
  readonly view: View;
  readonly window: Window;
  readonly yards: readonly string[];
  readonly partners: readonly string[];
  readonly grades: readonly string[];
  readonly direction: 'inbound' | 'outbound' | null;
  readonly cameras: readonly string[];
  /** hundredths, both included */
  readonly confidence: readonly [from: number, to: number] | null;
  readonly marks: readonly Mark[];
}

/** What of the page stands in its address; windows to the minute on the clock of Korea. */
export type HistorySearch = Partial<
  Record<'view' | 'from' | 'to' | 'yards' | 'partners' | 'grades' | 'direction' | 'cameras' | 'sure' | 'marks', string>
>;

export const SHORTEST_MS = 6 * HOUR_MS;
/** Five years: whoever wants more looks at them one after the other. */
export const LONGEST_MS = 1_826 * DAY_MS;

/** A year up to the end of today. */
export function usualWindow(now: EpochMs): Window {
  const to = startOf(now, '1d') + DAY_MS;
  return { from: to - 365 * DAY_MS, to };
}

/** Reads an address; what is no time, no name or backwards gives what the page opens with. */
export function readHistory(search: HistorySearch, now: EpochMs): HistoryView {
  const [from, to] = [instantOf(search.from), instantOf(search.to)];
  const isWindow = from !== null && to !== null && to - from >= SHORTEST_MS && to - from <= LONGEST_MS;
  const [, least, most] = /^(\d{1,3})-(\d{1,3})$/u.exec(search.sure ?? '') ?? [];
  const range = [Number(least), Number(most)] as const;
  const isRange = least !== undefined && range[0] <= range[1] && range[1] <= 100;
  const direction = search.direction === 'inbound' || search.direction === 'outbound' ? search.direction : null;
  return {
    view: VIEWS.find((view) => view === search.view) ?? 'weight',
    window: isWindow ? { from, to } : usualWindow(now),
    yards: namesOfList(search.yards),
    partners: namesOfList(search.partners),
    grades: namesOfList(search.grades),
    direction,
    cameras: namesOfList(search.cameras),
    confidence: isRange ? range : null,
    marks: MARKS.filter((mark) => namesOfList(search.marks).includes(mark)),
  };
}

/** A view as an address says it; what says nothing is `null` and goes. */
export function writeHistory(view: HistoryView, now: EpochMs): Record<keyof HistorySearch, string | null> {
  const list = (names: readonly string[]): string | null => (names.length === 0 ? null : listOfNames(names));
  const usual = usualWindow(now);
  const isUsual = view.window.from === usual.from && view.window.to === usual.to;
  return {
    view: view.view === 'weight' ? null : view.view,
    from: isUsual ? null : minuteOf(view.window.from),
    to: isUsual ? null : minuteOf(view.window.to),
    yards: list(view.yards),
    partners: list(view.partners),
    grades: list(view.grades),
    direction: view.direction,
    cameras: list(view.cameras),
    sure: view.confidence === null ? null : view.confidence.join('-'),
    marks: list(view.marks),
  };
}

/** The window moved by so much; it never begins after now. */
export function panned(window: Window, by: number, now: EpochMs): Window {
  const latest = startOf(now, '1d') + DAY_MS - SHORTEST_MS;
  const from = Math.min(window.from + by, latest);
  return { from, to: from + (window.to - window.from) };
}

/** The window `factor` times as long, with an instant of it staying where it is on the screen. */
export function zoomed(window: Window, factor: number, around: EpochMs): Window {
  const span = window.to - window.from;
  const next = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, span * factor));
  const share = (around - window.from) / span;
  const from = Math.round(around - share * next);
  return { from, to: Math.round(from + next) };
}

/** A window to the whole minute, as an address keeps it. */
export function toMinutes({ from, to }: Window): Window {
  return { from: Math.round(from / 60_000) * 60_000, to: Math.round(to / 60_000) * 60_000 };
}

const minuteOf = (at: EpochMs): string => formatKst(at).slice(0, 16);
const instantOf = (text: string | undefined): EpochMs | null =>
  text === undefined ? null : parseEventTime(text.length === 10 ? `${text}T00:00:00+09:00` : `${text}:00+09:00`);

/** First and last KST day that a window touches. */
export function daysOf({ from, to }: Window): { readonly from: string; readonly to: string } {
  return { from: kstDay(from), to: kstDay(to - 1) };
}
