import Type from 'typebox';
import { Check } from 'typebox/value';
import { parseEventTime } from '../../../domain/kst-time.ts';
import type { EpochMs } from '../../../domain/units.ts';

const time = Type.Union([Type.String(), Type.Integer()]);
const Command = Type.Object({
  id: Type.String({ minLength: 1 }),
  command: Type.String(),
  expiresAt: Type.Optional(time),
});
const KNOWN = ['hold-crane', 'release-crane', 'open-gate', 'show-bay'];

export interface CommandAnswer {
  readonly id: string;
  readonly result: 'done' | 'failed';
  readonly reason?: string;
}

/** What a device answers to a command (edge contract, `cmd` and `ack`); `null` when it is none. */
export function answerCommand(message: unknown, now: EpochMs): CommandAnswer | null {
  if (!Check(Command, message)) return null;
  const expiresAt = message.expiresAt === undefined ? null : parseEventTime(message.expiresAt);
  if (expiresAt !== null && expiresAt < now) return { id: message.id, result: 'failed', reason: 'expired' };
  if (!KNOWN.includes(message.command)) return { id: message.id, result: 'failed', reason: 'unknown command' };
  return { id: message.id, result: 'done' };
}
