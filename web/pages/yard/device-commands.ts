import { kstDay } from '../../../domain/kst-time.ts';
import { type KstDay, MINUTE_MS, SECOND_MS } from '../../../domain/units.ts';
import type { DeviceCommandRecord } from '../../../domain/wire/http-api.ts';
import { spanWords } from '../../text/ages.ts';
import { instant, timeOf } from '../../text/dates.ts';
import type { Texts } from '../../text/ko.ts';
import type { IconName } from '../../ui/Icon.tsx';

/** A crane may be held since an earlier day: this many days are asked for today's list. */
export const HELD_DAYS = 7;

/** The commands of a day, and before them those of any day whose hold still stands. */
export function commandsToShow(commands: readonly DeviceCommandRecord[], day: KstDay): DeviceCommandRecord[] {
  const ofDay = commands.filter(({ issuedAt }) => {
    const at = instant(issuedAt);
    return at !== null && kstDay(at) === day;
  });
  return [...commands.filter(isStanding), ...ofDay.filter((command) => !isStanding(command))];
}

/** True while a hold keeps a crane still; one that expired before it was sent stands too, until its cause is gone. */
export function isStanding({ hold }: DeviceCommandRecord): boolean {
  return hold?.stands === true;
}

const MARKS: Readonly<Record<DeviceCommandRecord['state'], { level: string; icon: IconName }>> = {
  issued: { level: 'quiet', icon: 'clock' },
  sent: { level: 'quiet', icon: 'clock' },
  acked: { level: 'good', icon: 'stable' },
  failed: { level: 'alarm', icon: 'alarm' },
  expired: { level: 'warning', icon: 'warning' },
};

/** The sign and colour of what became of a command; the word stands beside them. */
export function markOf(state: DeviceCommandRecord['state']): { level: string; icon: IconName } {
  return MARKS[state];
}

const hasFailed = (state: DeviceCommandRecord['state']): boolean => state === 'failed' || state === 'expired';

/** How many commands came to nothing. */
export function countFailures(commands: readonly DeviceCommandRecord[]): { failed: number; expired: number } {
  const count = (state: DeviceCommandRecord['state']) => commands.filter((command) => command.state === state).length;
  return { failed: count('failed'), expired: count('expired') };
}

/** Why a command was given: the cause of its rule, or what the ledger keeps of a release. */
export function whyWords(words: Texts, command: Pick<DeviceCommandRecord, 'rule' | 'by' | 'reason'>): string {
  if (command.by !== null) return words.commands.byPerson(command.by, command.reason);
  const cause = command.rule?.split('@')[0] ?? '';
  return words.commands.causes[cause] ?? command.reason;
}

/** Why a command failed or expired; what a device says itself stays as it said it. */
export function failureWords(words: Texts, { failure }: Pick<DeviceCommandRecord, 'failure'>): string | null {
  return failure === null ? null : (words.commands.failures[failure] ?? failure);
}

/** Whether the hold stands, or who ended it and why; `null` of a command that holds nothing. */
export function holdWords(words: Texts, { hold, state }: Pick<DeviceCommandRecord, 'hold' | 'state'>): string | null {
  if (hold === null) return null;
  if (hold.stands) return hasFailed(state) ? words.commands.standsUnsure : words.commands.stands;
  const [time, reason] = [timeOf(hold.endedAt), hold.endReason ?? ''];
  return hold.endedBy === null
    ? words.commands.released(time, reason)
    : words.commands.overridden(time, hold.endedBy, reason);
}

/** Time from the cause to the answer of a device that did as it was told, to a tenth of a second below a minute. */
export function timeToAct(
  words: Texts,
  { state, cause, answeredAt }: Pick<DeviceCommandRecord, 'state' | 'cause' | 'answeredAt'>,
): string | null {
  const [from, to] = [instant(cause.at), instant(answeredAt)];
  if (state !== 'acked' || from === null || to === null) return null;
  const ms = Math.max(0, to - from); // the clock of the device that saw the cause may be ahead
  return words.commands.took(
    ms < MINUTE_MS ? words.commands.seconds((ms / SECOND_MS).toFixed(1)) : spanWords(words, ms),
  );
}
