import type { ReviewItem } from '../../../domain/wire/http-api.ts';
import { type Doubt, doubtsOf } from './doubts.ts';

/** What a person decided in this session and has not taken back; the last one is what Undo speaks of. */
export interface Decision {
  readonly number: number;
  readonly doubt: Doubt;
  /** a deduction leaves the photo in the queue */
  readonly kind: 'grade' | 'deduction';
  /** `booked`: the server's list no longer asks for it */
  readonly state: 'sending' | 'sent' | 'booked';
  /** id of the correction, once the server gave one */
  readonly correction: string | null;
  readonly acceptedAt: number;
}

export type Failing = 'failed' | 'undoFailed' | 'late';

export interface ReviewState {
  readonly items: readonly ReviewItem[];
  /** taken back and not yet listed by the server again */
  readonly returned: readonly Doubt[];
  readonly decisions: readonly Decision[];
  /**
   * the doubt on show, when the list dropped it: it stays until the person moves on, or the next key would fall on a
   * photo that nobody has looked at
   */
  readonly kept: Doubt | null;
  /** key of the doubt on show */
  readonly current: string | null;
  readonly failure: { readonly what: Failing; readonly plate: string; readonly code: string } | null;
}

export type ReviewEvent =
  | { readonly type: 'listed'; readonly items: readonly ReviewItem[]; readonly now: number }
  | { readonly type: 'chosen'; readonly key: string }
  | { readonly type: 'stepped'; readonly by: 1 | -1 }
  | { readonly type: 'decided'; readonly number: number; readonly doubt: Doubt; readonly kind: Decision['kind'] }
  | { readonly type: 'accepted'; readonly number: number; readonly correction: string; readonly now: number }
  | { readonly type: 'refused'; readonly number: number; readonly code: string }
  | { readonly type: 'undone'; readonly number: number }
  | { readonly type: 'undo-refused'; readonly decision: Decision; readonly code: string }
  | { readonly type: 'dismissed' };

export const EMPTY: ReviewState = { items: [], returned: [], decisions: [], kept: null, current: null, failure: null };

/** A correction that the list does not reflect after this long is said and offered again. */
export const LATE_AFTER_MS = 20_000;

/** What is left to judge, in order: what the server lists and what was taken back, without what is decided. */
export function doubtsLeft(state: ReviewState): Doubt[] {
  const listed = doubtsOf(state.items);
  const known = new Set(listed.map(({ key }) => key));
  const hidden = new Set(
    state.decisions
      .filter(({ kind, state: stands }) => kind === 'grade' && stands !== 'booked')
      .map(({ doubt }) => doubt.key),
  );
  const unlisted = state.kept === null ? state.returned : [...without(state.returned, state.kept.key), state.kept];
  const all = [...listed, ...unlisted.filter(({ key }) => !known.has(key))];
  const money = new Map(all.map(({ item }) => [item.visit.id, item.moneyAtRisk]));
  return all
    .filter(({ key }) => !hidden.has(key))
    .sort((a, b) => (money.get(b.item.visit.id) ?? 0) - (money.get(a.item.visit.id) ?? 0));
}

/** The doubt on show. */
export function currentDoubt(state: ReviewState): Doubt | null {
  return doubtsLeft(state).find(({ key }) => key === state.current) ?? null;
}

/** The state after an event; it never asks the server for anything. */
export function reviewAfter(state: ReviewState, event: ReviewEvent): ReviewState {
  const shown = currentDoubt(state);
  const next = keepingShown(changed(state, event), shown);
  const left = doubtsLeft(next);
  if (left.some(({ key }) => key === next.current)) return next;
  const place = doubtsLeft(state).findIndex(({ key }) => key === state.current);
  const following = left[Math.min(Math.max(place, 0), left.length - 1)];
  return { ...next, current: following?.key ?? null };
}

/** Holds on to the doubt that was on show while it still is and is not decided. */
function keepingShown(next: ReviewState, shown: Doubt | null): ReviewState {
  const isShown = shown !== null && next.current === shown.key;
  const isDecided = next.decisions.some(({ kind, doubt }) => kind === 'grade' && doubt.key === shown?.key);
  return { ...next, kept: isShown && !isDecided ? shown : null };
}

function changed(state: ReviewState, event: ReviewEvent): ReviewState {
  switch (event.type) {
    case 'listed':
      return listed(state, event.items, event.now);
    case 'chosen':
      return { ...state, current: event.key };
    case 'stepped': {
      const left = doubtsLeft(state);
      const place = left.findIndex(({ key }) => key === state.current);
      return { ...state, current: left[place + event.by]?.key ?? state.current };
    }
    case 'decided': {
      const { number, doubt, kind } = event;
      const decision: Decision = { number, doubt, kind, state: 'sending', correction: null, acceptedAt: 0 };
      const returned = kind === 'grade' ? without(state.returned, doubt.key) : state.returned;
      return { ...state, returned, decisions: [...state.decisions, decision], failure: null };
    }
    case 'accepted':
      return {
        ...state,
        decisions: state.decisions.map((decision) =>
          decision.number === event.number
            ? { ...decision, state: 'sent' as const, correction: event.correction, acceptedAt: event.now }
            : decision,
        ),
      };
    case 'refused':
      return putBack(state, event.number, (plate) => ({ what: 'failed', plate, code: event.code }));
    case 'undone':
      return putBack(state, event.number, () => null, true);
    case 'undo-refused': {
      const { decision, code } = event;
      const decisions = [...state.decisions, decision].sort((a, b) => a.number - b.number);
      const plate = decision.doubt.item.visit.plate;
      return {
        ...state,
        decisions,
        returned: without(state.returned, decision.doubt.key),
        failure: { what: 'undoFailed', plate, code },
      };
    }
    case 'dismissed':
      return { ...state, failure: null };
  }
}

/** Takes a decision away; its doubt stands in the queue again. */
function putBack(
  state: ReviewState,
  number: number,
  failure: (plate: string) => ReviewState['failure'],
  shows = false,
): ReviewState {
  const decision = state.decisions.find((candidate) => candidate.number === number);
  if (decision === undefined) return state;
  const { doubt, kind } = decision;
  return {
    ...state,
    decisions: state.decisions.filter((candidate) => candidate !== decision),
    returned: kind === 'grade' ? [...without(state.returned, doubt.key), doubt] : state.returned,
    current: shows ? doubt.key : state.current,
    failure: failure(doubt.item.visit.plate),
  };
}

function listed(state: ReviewState, items: readonly ReviewItem[], now: number): ReviewState {
  const keys = new Set(doubtsOf(items).map(({ key }) => key));
  const isLate = ({ kind, state: stands, doubt, acceptedAt }: Decision): boolean =>
    kind === 'grade' && stands === 'sent' && keys.has(doubt.key) && now - acceptedAt > LATE_AFTER_MS;
  const late = state.decisions.find(isLate);
  return {
    ...state,
    items,
    returned: state.returned.filter(({ key }) => !keys.has(key)),
    decisions: state.decisions
      .filter((decision) => !isLate(decision))
      .map((decision) =>
        decision.state === 'sent' && !keys.has(decision.doubt.key)
          ? { ...decision, state: 'booked' as const }
          : decision,
      ),
    failure: late === undefined ? state.failure : { what: 'late', plate: late.doubt.item.visit.plate, code: '' },
  };
}

function without(doubts: readonly Doubt[], key: string): Doubt[] {
  return doubts.filter((doubt) => doubt.key !== key);
}
