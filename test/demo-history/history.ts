import { setTimeout as after } from 'node:timers/promises';
import type { Account, YardSummary } from '../../domain/wire/http-api.ts';
import { type SignedIn, signIn } from '../demo-projects/signed-in.ts';
import type { Broker } from '../demo-yard/devices/edge-device.ts';
import { openPaintedPhotos } from '../demo-yard/photos/painted-photos.ts';
import { DEMO_YARDS } from '../demo-yard/yards.ts';
import { Devices } from './devices.ts';
import type { HistoryVisit } from './history-visit.ts';
import { actOnDay } from './office.ts';
import { type HistoryDay, planYard } from './plan-yard.ts';
import { differences, ledgerKilograms, type MonthLine, monthLines, plannedKilograms } from './truth.ts';
import { visitEvents } from './visit-events.ts';
import { mondayOf, type Span } from './weeks.ts';

export interface HistoryOptions {
  readonly span: Span;
  readonly seed: number;
  readonly tenant: string;
  readonly broker: Broker;
  /** where the server is reached, `http://127.0.0.1:8080` */
  readonly address: string;
  readonly adminPassword: string;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

/** What a run came to. */
export interface HistoryResult {
  readonly trucks: number;
  readonly messages: number;
  readonly photos: number;
  readonly acts: number;
  readonly account: Account;
  readonly months: readonly MonthLine[];
  /** days whose kilograms in the ledger are not those of the plan; empty when all is well */
  readonly differences: readonly string[];
}

/** Who looks and who acts, besides the administrator; they have the administrator's password. */
export const PEOPLE = [
  { name: '공장장', role: 'plant' },
  { name: '구매담당', role: 'procurement' },
] as const;

const LOOK_EVERY_MS = 500;

/**
 * Tells the history of the demo yards through devices and people: week by week every device publishes its events and waits
 * for its receipts, then the office says what it says. Compares the ledger with the plan at the end.
 * @throws Error when the server refuses something or the signal says to end
 */
export async function tellHistory(options: HistoryOptions): Promise<HistoryResult> {
  const { span, seed, address, adminPassword: password, signal, log } = options;
  const admin = await signIn(address, { user: 'admin', password });
  for (const person of PEOPLE) await admin.ask('POST', '/users', { ...person, yards: null, password });
  const keeper = await signIn(address, { user: PEOPLE[0].name, password });
  const devices = new Devices({ ...options, yards: DEMO_YARDS, photos: await openPaintedPhotos(seed) });
  await devices.connect();

  const told = new Map<string, HistoryVisit[]>(DEMO_YARDS.map(({ id }) => [id, []]));
  let acts = 0;
  for (const week of weeksOf(span, seed)) {
    await Promise.all(
      DEMO_YARDS.map(({ id }) => {
        const visits = week.filter(({ yard }) => yard === id).flatMap((day) => day.visits);
        told.get(id)?.push(...visits);
        return devices.tell(
          id,
          visits.flatMap(visitEvents).sort((a, b) => a.publishAt - b.publishAt),
        );
      }),
    );
    for (const { visits } of week) acts += await actOnDay(keeper, visits);
    log(`the week of ${mondayOf(week[0]?.day ?? span.from)} is told: ${devices.told} messages`);
  }
  await devices.stop();

  const visits = [...told.values()].flat();
  log('waiting for the photos to be graded');
  await graded(keeper, signal);
  const months: MonthLine[] = [];
  const wrong: string[] = [];
  for (const [yard, own] of told) {
    const planned = plannedKilograms(own);
    const ledger = await settled(keeper, yard, span, planned, signal);
    months.push(...monthLines(yard, planned, ledger));
    wrong.push(...differences(planned, ledger).map((line) => `${yard} ${line}`));
  }
  const account = await admin.ask<Account>('GET', '/account');
  await Promise.all([admin.signOut(), keeper.signOut()]);
  const photos = visits.filter(({ photo }) => photo).length;
  return { trucks: visits.length, messages: devices.told, photos, acts, account, months, differences: wrong };
}

/** The working days of all yards, week by week. */
function* weeksOf(span: Span, seed: number): Generator<HistoryDay[]> {
  const days = DEMO_YARDS.flatMap((yard) => [...planYard(yard, span, seed)]);
  const mondays = new Set(days.map(({ day }) => mondayOf(day)));
  for (const monday of [...mondays].sort()) yield days.filter(({ day }) => mondayOf(day) === monday);
}

/** Resolves when no photo waits for the model. */
async function graded({ ask }: SignedIn, signal: AbortSignal): Promise<void> {
  for (;;) {
    const { collector, account } = await ask<YardSummary>('GET', `/yards/${DEMO_YARDS[0].id}/summary`);
    if (collector.grading.waiting === 0 && account.pending === 0) return;
    await after(LOOK_EVERY_MS, undefined, { signal });
  }
}

const SETTLED_WITHIN_MS = 60_000;

/** The ledger's kilograms once they are the plan's; else as they are a minute later. */
async function settled(
  person: SignedIn,
  yard: string,
  span: Span,
  planned: ReadonlyMap<string, number>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  for (const end = Date.now() + SETTLED_WITHIN_MS; ; ) {
    const ledger = await ledgerKilograms(person, yard, span);
    if (differences(planned, ledger).length === 0 || Date.now() > end) return ledger;
    await after(LOOK_EVERY_MS, undefined, { signal });
  }
}
