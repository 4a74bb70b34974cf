import { type EpochMs, type Kilogram, MINUTE_MS, SECOND_MS } from './units.ts';
import type { Judgement } from './visits/events.ts';

/** What makes the yard act on its devices by itself (level 중간2: the system controls equipment). */
export const INTERLOCK_CAUSES = ['radiation-alarm', 'hazard', 'out-of-domain', 'overload'] as const;
export type InterlockCause = (typeof INTERLOCK_CAUSES)[number];

export interface InterlockRule {
  readonly cause: InterlockCause;
  /** raised whenever the rule changes: rows cite `cause@version` */
  readonly version: number;
  readonly command: 'hold-crane' | 'show-bay';
  /** who is told: every crane of the yard, the crane of the area that the cause speaks of, or the device that saw it */
  readonly target: 'every-crane' | 'crane-of-area' | 'reporting-device';
  /** an event older than this when it is booked, as out of a backlog or a replay, gives no command */
  readonly freshMs: number;
  /** a device that has not answered within this time gets no further chance: the command has expired */
  readonly answerWithinMs: number;
  /** why the rule is as it is; a person reads it beside the command */
  readonly reason: string;
}

/**
 * The rules in force. A hold stays until its cause is gone or a person takes it back; a sign (`show-bay`) takes nothing
 * back: it is done once it is shown, because an exception never stops a truck (edge contract, visits 8).
 */
export const INTERLOCK_RULES: Readonly<Record<InterlockCause, InterlockRule>> = {
  'radiation-alarm': {
    cause: 'radiation-alarm',
    version: 1,
    command: 'hold-crane',
    // the gate sees a truck before anyone knows its bay
    target: 'every-crane',
    freshMs: 2 * MINUTE_MS,
    answerWithinMs: 30 * SECOND_MS,
    reason: '방사선 경보: 재측정에서 이상이 없거나 차량이 나갈 때까지 크레인을 멈춘다',
  },
  hazard: {
    cause: 'hazard',
    version: 1,
    command: 'hold-crane',
    target: 'crane-of-area',
    freshMs: 2 * MINUTE_MS,
    answerWithinMs: 30 * SECOND_MS,
    // the model was not taught closed vessels or batteries, so a person's word on a photo is all the data know
    reason: '사람이 사진에서 이물(밀폐용기, 배터리 등)을 확인함: 치울 때까지 그 구역의 크레인을 멈춘다',
  },
  'out-of-domain': {
    cause: 'out-of-domain',
    version: 1,
    command: 'show-bay',
    target: 'crane-of-area',
    freshMs: 2 * MINUTE_MS,
    answerWithinMs: 30 * SECOND_MS,
    // a model that does not know what it sees is no reason to stop work, but one to look
    reason: '한 번 든 고철의 사진이 모두 배운 적 없는 모습: 운전자에게 확인을 띄운다',
  },
  overload: {
    cause: 'overload',
    version: 1,
    command: 'show-bay',
    target: 'reporting-device',
    freshMs: MINUTE_MS,
    answerWithinMs: 30 * SECOND_MS,
    reason: '총중량이 야드의 한도를 넘음(도로법 제77조, 시행령 제79조: 40톤): 계근대 표시기로 운전자에게 알린다',
  },
};

/** How a rule is cited in rows: `radiation-alarm@1`. */
export const ruleName = ({ cause, version }: InterlockRule): string => `${cause}@${version}`;

/** A device of a yard by its area and name. */
export interface InterlockDevice {
  readonly area: string;
  readonly device: string;
}

interface Seen {
  readonly at: EpochMs;
  readonly area: string;
  readonly device: string;
}

/** What was just booked, as far as an interlock asks. */
export type InterlockSignal =
  | (Seen & {
      readonly kind: 'radiation';
      readonly alarm: boolean;
      /** a later reading of the truck was clear, or it has left */
      readonly isOver: boolean;
    })
  | (Seen & { readonly kind: 'weighing'; readonly kg: Kilogram })
  /** a lift all of whose photos are judged */
  | (Seen & { readonly kind: 'lift'; readonly photos: readonly Pick<Judgement, 'isOutOfDomain' | 'unusable'>[] })
  /** what a person says a photo shows, at the place of its camera */
  | (Seen & { readonly kind: 'photo-corrected'; readonly grade: string; readonly isVisitOpen: boolean });

/** What one device is told to do. */
export interface InterlockOrder {
  readonly rule: InterlockRule;
  readonly to: InterlockDevice;
  readonly args: Readonly<Record<string, string | number>>;
  readonly expiresAt: EpochMs;
}

/** The cause that a signal is, or null when it is none. */
export function causeOf(signal: InterlockSignal, grossLimitKg: Kilogram): InterlockCause | null {
  switch (signal.kind) {
    case 'radiation':
      return signal.alarm && !signal.isOver ? 'radiation-alarm' : null;
    case 'weighing':
      return signal.kg > grossLimitKg ? 'overload' : null;
    case 'photo-corrected':
      return signal.grade === 'foreign' && signal.isVisitOpen ? 'hazard' : null;
    case 'lift': {
      const usable = signal.photos.filter(({ unusable }) => unusable === null);
      return usable.length > 0 && usable.every(({ isOutOfDomain }) => isOutOfDomain) ? 'out-of-domain' : null;
    }
  }
}

/**
 * The orders that follow from a signal; none when it is no cause, when it is too old, or when the yard has no device to
 * tell. `cranes` are the devices that have ever sent a lift.
 */
export function ordersFor(
  signal: InterlockSignal,
  yard: { readonly grossLimitKg: Kilogram; readonly cranes: readonly InterlockDevice[] },
  now: EpochMs,
): InterlockOrder[] {
  const cause = causeOf(signal, yard.grossLimitKg);
  if (cause === null) return [];
  const rule = INTERLOCK_RULES[cause];
  if (now - signal.at > rule.freshMs) return [];
  return targetsOf(rule, signal, yard.cranes).map((to) => ({
    rule,
    to,
    args: rule.command === 'show-bay' ? { bay: signal.area, show: cause } : {},
    expiresAt: now + rule.answerWithinMs,
  }));
}

function targetsOf(
  rule: InterlockRule,
  signal: InterlockSignal,
  cranes: readonly InterlockDevice[],
): readonly InterlockDevice[] {
  switch (rule.target) {
    case 'reporting-device':
      return [{ area: signal.area, device: signal.device }];
    case 'crane-of-area':
      return cranes.filter(({ area }) => area === signal.area);
    case 'every-crane':
      return cranes;
  }
}

/** What became of a command, in the order in which it may go; `released` and `overridden` end a hold. */
export const COMMAND_STATES = ['issued', 'sent', 'acked', 'failed', 'expired', 'released', 'overridden'] as const;
export type CommandState = (typeof COMMAND_STATES)[number];

/** What a command stands at, from all that was noted of it: an answer weighs more than that none came in time. */
export function standingOf(noted: readonly CommandState[]): 'issued' | 'sent' | 'acked' | 'failed' | 'expired' {
  const order = ['acked', 'failed', 'expired', 'sent'] as const;
  return order.find((state) => noted.includes(state)) ?? 'issued';
}
