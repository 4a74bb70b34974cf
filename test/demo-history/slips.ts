import { setTimeout as after } from 'node:timers/promises';
import { SECOND_MS } from '../../domain/units.ts';
import type { SlipLine, SlipList } from '../../domain/wire/slips-api.ts';
import type { SignedIn } from '../demo-projects/signed-in.ts';
import type { Span } from './weeks.ts';

const PAGE = 500;
const LOOK_EVERY_MS = 5 * SECOND_MS;
/** A slip is issued a minute after its truck's last row; without a new one for this long something is wrong. */
const PATIENCE_MS = 180 * SECOND_MS;

/** Waits until a yard has this many slips, the crossed out ones among them. Gives how many it has. */
export async function slipsIssued(
  person: SignedIn,
  { yard, span, wanted }: { readonly yard: string; readonly span: Span; readonly wanted: number },
  signal: AbortSignal,
): Promise<number> {
  let last = { count: -1, at: Date.now() };
  for (;;) {
    const { length: count } = await slipsOf(person, yard, span);
    if (count >= wanted) return count;
    if (count > last.count) last = { count, at: Date.now() };
    if (Date.now() - last.at > PATIENCE_MS) return count;
    await after(LOOK_EVERY_MS, undefined, { signal });
  }
}

async function slipsOf({ ask }: SignedIn, yard: string, { from, until }: Span): Promise<SlipLine[]> {
  const slips: SlipLine[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query = `yard=${yard}&from=${from}&to=${until}&limit=${PAGE}${cursor === '' ? '' : `&cursor=${cursor}`}`;
    const page: SlipList = await ask<SlipList>('GET', `/slips?${query}`);
    slips.push(...page.slips);
    cursor = page.next;
  }
  return slips;
}
