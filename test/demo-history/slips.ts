import { setTimeout as after } from 'node:timers/promises';
import { SECOND_MS } from '../../domain/units.ts';
import type { SlipLine, SlipList } from '../../domain/wire/slips-api.ts';
import type { SignedIn } from '../demo-projects/signed-in.ts';
import type { HistoryVisit } from './history-visit.ts';
import { visitIdOf } from './office.ts';
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

const STEP_MS = 100;

/** Issues the slip of a visit (`/visits/…`) where it was not issued by itself yet, and waits for it. */
export async function issued({ ask }: SignedIn, visit: string, signal: AbortSignal): Promise<void> {
  const there = () =>
    ask('GET', `${visit}/slip`).then(
      () => true,
      () => false,
    );
  if (await there()) return;
  await ask('POST', `${visit}/slip`).catch(async (error: unknown) => {
    // it may have been issued between the look and the wish
    if (!(await there())) throw error;
  });
  while (!(await there())) await after(STEP_MS, undefined, { signal });
}

/** Crosses out the slip of the newest plain truck of each yard, as an office does that has printed it wrongly. */
export async function crossOutSlips(
  person: SignedIn,
  yards: readonly string[],
  visits: readonly HistoryVisit[],
  signal: AbortSignal,
): Promise<void> {
  for (const yard of yards) {
    const truck = visits.findLast((visit) => visit.yard === yard && !visit.photo && !visit.office);
    if (!truck) continue;
    const at = `/visits/${encodeURIComponent(await visitIdOf(person, truck))}`;
    await issued(person, at, signal);
    await person.ask('POST', `${at}/slip/cancellation`, { reason: '거래처명 오기로 다시 발행' });
  }
}
