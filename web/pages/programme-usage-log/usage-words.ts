import type { UsageLogStatus } from '../../../domain/wire/usage-log-api.ts';
import type { Texts } from '../../text/ko.ts';

/** Why nothing is sent, in words; a code without words is named; nothing for `null`. */
export function reasonWords(words: Texts, reason: string | null): string {
  return reason === null ? '' : (words.usageLog.reasons[reason] ?? words.usageLog.reasonCode(reason));
}

/** How loudly a state is said: days without a record endanger the grant, a demo or a full day do not. */
export function stateLevel({ state, reason, silentDays }: UsageLogStatus): 'alarm' | 'warning' | 'quiet' {
  if (reason === 'DEMO' || reason === 'STORED_LIMIT') return 'quiet';
  return silentDays > 0 && (state === 'off' || state === 'away') ? 'alarm' : 'warning';
}
