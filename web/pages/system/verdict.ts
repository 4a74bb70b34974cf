import type { EpochMs } from '../../../domain/units.ts';
import type { SystemState } from '../../../domain/wire/http-api.ts';
import { spanWords } from '../../text/ages.ts';
import { instant } from '../../text/dates.ts';
import type { Texts } from '../../text/ko.ts';
import { momentWords } from '../../text/moments.ts';
import { count } from '../../text/weights.ts';

export type VerdictCode =
  | SystemState['condition']
  | 'collector-trouble'
  | 'sums-differ'
  | 'yard-closed'
  | 'screen-stale';

export interface Verdict {
  readonly code: VerdictCode;
  readonly level: 'good' | 'warning' | 'alarm';
  /** what is the matter, in one sentence */
  readonly sentence: string;
  /** what to do about it */
  readonly advice: string;
}

const ALARMS: readonly VerdictCode[] = ['collector-away', 'collector-trouble'];
const WELL: readonly VerdictCode[] = ['ok', 'yard-closed'];

/**
 * The one thing to know: the server's condition, before it a trouble the collector tells of itself; where nothing is
 * wrong, sums that still differ, then that every yard is closed.
 */
export function verdictCode(state: SystemState): VerdictCode {
  if (state.condition === 'collector-away') return 'collector-away';
  if (state.collector.numbers?.trouble != null) return 'collector-trouble';
  if (state.condition !== 'ok') return state.condition;
  if (unrepaired(state).length > 0) return 'sums-differ';
  return state.yards.length > 0 && state.yards.every(({ open }) => !open) ? 'yard-closed' : 'ok';
}

/** The verdict in words, with the figures that make it plain. */
export function verdictOf(state: SystemState, now: EpochMs, words: Texts): Verdict {
  const code = verdictCode(state);
  const level = ALARMS.includes(code) ? 'alarm' : WELL.includes(code) ? 'good' : 'warning';
  const sentence = words.system.verdicts[code]?.(paramsOf(state, now, words)) ?? code;
  const isWell = level === 'good' && state.openAlerts > 0;
  const advice = isWell ? words.system.openAlerts(state.openAlerts) : (words.system.verdictAdvice[code] ?? '');
  return { code, level, sentence, advice };
}

/** What an operator must know first when this screen itself hears nothing: its figures are old. */
export function staleVerdict(ageMs: number, words: Texts): Verdict {
  return {
    code: 'screen-stale',
    level: 'alarm',
    sentence: words.system.stale(spanWords(words, ageMs)),
    advice: words.system.staleAdvice,
  };
}

/** Devices that are silent or cut off, the longest first; a yard that is closed has none. */
export function quietDevices(state: Pick<SystemState, 'yards'>): { name: string; heardAt: string | null }[] {
  return state.yards
    .flatMap(({ devices }) => devices)
    .filter(({ condition }) => condition === 'silent' || condition === 'offline')
    .map(({ area, device, heardAt }) => ({ name: `${area}/${device}`, heardAt }))
    .sort((a, b) => (a.heardAt ?? '').localeCompare(b.heardAt ?? ''));
}

function unrepaired(state: SystemState) {
  return (state.verification?.differences ?? []).filter(({ repaired }) => !repaired);
}

function paramsOf(state: SystemState, now: EpochMs, words: Texts): Record<string, string | number> {
  const { collector, grading, yards } = state;
  const since = (time: string | null): string => {
    const at = instant(time);
    return at === null ? '' : spanWords(words, now - at);
  };
  const oldest = [collector.numbers?.spooledOldestAt, collector.numbers?.outboxOldestAt]
    .filter((time) => time != null)
    .sort()[0];
  const opens = yards
    .map(({ changesAt }) => changesAt)
    .filter((time) => time !== null)
    .sort()[0];
  const quiet = quietDevices(state);
  return {
    span: since(state.condition === 'collector-away' ? collector.heardAt : (oldest ?? null)),
    due: count(collector.numbers?.projection?.due ?? 0),
    days: new Set(unrepaired(state).map(({ yard, day }) => `${yard} ${day}`)).size,
    waiting: count(grading.waiting),
    time: opens === undefined ? '' : momentWords(words, opens, now),
    count: quiet.length,
    device: quiet[0]?.name ?? '',
  };
}
