import { setTimeout as after } from 'node:timers/promises';
import type { Account, YardSummary } from '../../domain/wire/http-api.ts';
import { type SignedIn, signIn } from '../demo-projects/signed-in.ts';
import type { Broker } from '../demo-yard/devices/edge-device.ts';
import { openPaintedPhotos } from '../demo-yard/photos/painted-photos.ts';
import { DEMO_YARDS } from '../demo-yard/yards.ts';
import { Devices } from './devices.ts';
import { tellDisputes } from './disputes.ts';
import type { HistoryVisit } from './history-visit.ts';
import { importNeeds } from './needs.ts';
import { actOnDay } from './office.ts';
import { type HistoryDay, planYard } from './plan-yard.ts';
import { crossOutSlips, slipsIssued } from './slips.ts';
import { countOpening, countWeek } from './stock-counts.ts';
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
  /** true: goes on until every truck has its slip, which takes a minute after its last word */
  readonly waitsForSlips: boolean;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

/** What a run came to. */
export interface HistoryResult {
  readonly trucks: number;
  readonly messages: number;
  readonly photos: number;
  readonly acts: number;
  /** grounds that were counted, and rows of what works need */
  readonly counts: number;
  readonly needs: number;
  readonly disputes: number;
  /** slips that were issued, and trucks that should have one; null: not waited for */
  readonly slips: { readonly issued: number; readonly wanted: number } | null;
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
  const photos = await openPaintedPhotos(seed);
  const devices = new Devices({ ...options, yards: DEMO_YARDS, photos });
  await devices.connect();

  const yards = DEMO_YARDS.map(({ id }) => id);
  const visits: HistoryVisit[] = [];
  let [acts, counts] = [0, 0];
  for (const week of weeksOf(span, seed)) {
    visits.push(...week.flatMap((day) => day.visits));
    await Promise.all(
      DEMO_YARDS.map(({ id }) => {
        const trucks = week.filter(({ yard }) => yard === id).flatMap((day) => day.visits);
        const events = trucks.flatMap(visitEvents).sort((a, b) => a.publishAt - b.publishAt);
        return devices.tell(id, events);
      }),
    );
    for (const day of week) acts += await actOnDay(keeper, day.visits);
    // a yard exists from its first message on
    if (counts === 0) counts += await countOpening(keeper, yards, span);
    counts += await countWeek(keeper, week, span);
    log(`the week of ${mondayOf(week[0]?.day ?? span.from)} is told: ${devices.told} messages`);
  }
  await devices.stop();

  log('waiting for the photos to be graded');
  await graded(keeper, signal);
  const disputes = await tellDisputes({ address, keeper, visits, photos, signal });
  await crossOutSlips(keeper, yards, visits, signal);
  const buyer = await signIn(address, { user: PEOPLE[1].name, password });
  const needs = await importNeeds(buyer, visits, span, [...new Set(DEMO_YARDS.flatMap(({ works }) => works))]);
  const months: MonthLine[] = [];
  const wrong: string[] = [];
  for (const yard of yards) {
    const planned = plannedKilograms(visits.filter((visit) => visit.yard === yard));
    const ledger = await settled(keeper, yard, span, planned, signal);
    months.push(...monthLines(yard, planned, ledger));
    wrong.push(...differences(planned, ledger).map((line) => `${yard} ${line}`));
  }
  const slips = options.waitsForSlips ? await slipsOfAll(options, keeper, visits) : null;
  const account = await admin.ask<Account>('GET', '/account');
  await Promise.all([admin, keeper, buyer].map((person) => person.signOut()));
  const counted = { trucks: visits.length, messages: devices.told, photos: visits.filter(({ photo }) => photo).length };
  return { ...counted, acts, counts, needs, disputes, slips, account, months, differences: wrong };
}

async function slipsOfAll({ span, signal, log }: HistoryOptions, keeper: SignedIn, visits: readonly HistoryVisit[]) {
  log('waiting for the slips');
  const sum = { issued: 0, wanted: 0 };
  for (const { id: yard } of DEMO_YARDS) {
    const wanted = visits.filter((visit) => visit.yard === yard && visit.office?.kind !== 'cancellation').length;
    sum.issued += await slipsIssued(keeper, { yard, span, wanted }, signal);
    sum.wanted += wanted;
  }
  return sum;
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
