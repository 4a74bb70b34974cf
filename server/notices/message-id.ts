import { createHash } from 'node:crypto';
import type { EpochMs } from '../../domain/units.ts';

/** A Message-ID (RFC 5322 3.6.4) of one delivery, the same at every try, in the sender's domain. */
export function messageIdOf(delivery: number, firstAt: EpochMs, from: string): string {
  const domain = /@([^\s>]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
  const name = createHash('sha256').update(`${delivery}/${firstAt}/${from}`).digest('hex').slice(0, 32);
  return `<${name}@${domain}>`;
}
