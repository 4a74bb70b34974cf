import { DAY_MS, type EpochMs, MINUTE_MS } from '../../../domain/units.ts';
import { askedGrain, startOf, type Window } from './grain.ts';

/** Part of a window's length that is asked for on either side of it, so that a small pan waits for nothing. */
const MARGIN = 0.25;
/** Sums of a day that has not ended are asked for anew after so long. */
export const FRESH_MS = MINUTE_MS;
/** Windows that are kept of one selection; the one used longest ago goes first. */
const KEPT = 6;

/** Sums that were loaded: of which grain, over which window. */
export interface Loaded<Sums> {
  readonly grain: '1h' | '1d';
  readonly window: Window;
  readonly sums: Sums;
  /** when they were answered */
  readonly loadedAt: EpochMs;
}

/**
 * The window to ask the server for, so that `shown` is covered at the grain it asks for: whole days, with a margin, and
 * nothing after `now`. `null`: what is there already covers it, and is no older than a running day may be.
 */
export function missingWindow(
  shown: Window,
  loaded: readonly Loaded<unknown>[],
  now: EpochMs,
): { readonly grain: '1h' | '1d'; readonly window: Window } | null {
  const grain = askedGrain(shown);
  const end = startOf(now, '1d') + DAY_MS;
  const visible = { from: shown.from, to: Math.min(shown.to, end) };
  if (visible.from >= visible.to) return null;
  const isFresh = ({ window, loadedAt }: Loaded<unknown>): boolean =>
    Math.min(window.to, visible.to) <= startOf(loadedAt, '1d') || now - loadedAt < FRESH_MS;
  if (loaded.some((one) => one.grain === grain && covers(one.window, visible) && isFresh(one))) return null;
  const margin = (shown.to - shown.from) * MARGIN;
  const wide = { from: startOf(shown.from - margin, '1d'), to: startOf(shown.to + margin, '1d') + DAY_MS };
  const isStillAsked = askedGrain(wide) === grain;
  const { from, to } = isStillAsked
    ? wide
    : { from: startOf(shown.from, '1d'), to: startOf(shown.to - 1, '1d') + DAY_MS };
  return { grain, window: { from, to: Math.min(to, end) } };
}

/**
 * What a window is drawn from: sums that cover it at the asked grain; until they are there, what covers the most of it,
 * the finer where several do. So points stay where they are until better ones have come.
 */
export function bestFor<Sums>(shown: Window, loaded: readonly Loaded<Sums>[]): Loaded<Sums> | null {
  const grain = askedGrain(shown);
  const rank = (one: Loaded<Sums>): number => {
    const share = overlap(one.window, shown) / (shown.to - shown.from);
    return share + (one.grain === grain ? 1e-6 : 0);
  };
  const best = [...loaded].sort((a, b) => rank(b) - rank(a))[0];
  return best !== undefined && overlap(best.window, shown) > 0 ? best : null;
}

/** Adds what was loaded, newest first, and forgets what it covers and what is too old. */
export function withLoaded<Sums>(loaded: readonly Loaded<Sums>[], one: Loaded<Sums>): Loaded<Sums>[] {
  const others = loaded.filter((other) => other.grain !== one.grain || !covers(one.window, other.window));
  return [one, ...others].slice(0, KEPT);
}

/** True when one window lies within another. */
export const covers = (outer: Window, inner: Window): boolean => outer.from <= inner.from && outer.to >= inner.to;
const overlap = (a: Window, b: Window): number => Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from));
