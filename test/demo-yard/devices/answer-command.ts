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
const OF_CRANES = ['hold-crane', 'release-crane'];
const KNOWN = [...OF_CRANES, 'open-gate', 'show-bay'];

export interface CommandAnswer {
  readonly id: string;
  readonly result: 'done' | 'failed';
  readonly reason?: string;
}

/** Whether a crane is held after a command that it has carried out; `null`: as before. */
export function holdAfter(message: unknown, { result }: CommandAnswer): boolean | null {
  if (!Check(Command, message) || result !== 'done' || !OF_CRANES.includes(message.command)) return null;
  return message.command === 'hold-crane';
}

/** What a device answers to a command (edge contract, `cmd` and `ack`); `null` when it is none. */
export function answerCommand(message: unknown, now: EpochMs, isCrane: boolean): CommandAnswer | null {
  if (!Check(Command, message)) return null;
  const expiresAt = message.expiresAt === undefined ? null : parseEventTime(message.expiresAt);
  if (expiresAt !== null && expiresAt < now) return { id: message.id, result: 'failed', reason: 'expired' };
  if (!KNOWN.includes(message.command)) return { id: message.id, result: 'failed', reason: 'unknown command' };
  if (OF_CRANES.includes(message.command) && !isCrane) return { id: message.id, result: 'failed', reason: 'no crane' };
  return { id: message.id, result: 'done' };
}
