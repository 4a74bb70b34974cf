import { formatKst, kstDay, startOfKstDay, startOfKstHour } from '../../domain/kst-time.ts';
import { DAY_MS, type EpochMs, HOUR_MS } from '../../domain/units.ts';
import type { CollectorHealth, ScaleReading, Totals, YardSummary } from '../../domain/wire/http-api.ts';
import { accountOf, type PendingOf } from './account.ts';
import type { Ledger } from './ledger.ts';
import { problemsOf } from './problems.ts';
import { restatedDaysOf } from './restatements.ts';
import type { Sqlite } from './sqlite.ts';
import { hoursOf, totalsBetween } from './totals.ts';
import { devicesOf, judgedOf, openVisitsOf, unassignedOf } from './yard-floor.ts';
import type { YardStore } from './yards.ts';

/** What is not in the ledger: heard on MQTT, true only now. */
export interface LiveState {
  scales(yard: string): ScaleReading[];
  collector(now: EpochMs): CollectorHealth;
  readonly pendingOf: PendingOf;
}

/** A part of the summary that is made, compared and sent as a whole. */
export type Section = Exclude<keyof YardSummary, 'yard' | 'tenant' | 'at' | 'seq'>;

const NONE: Totals = { trucks: 0, inboundKg: 0, outboundKg: 0, grades: {} };

interface View {
  readonly ledger: Ledger;
  readonly yards: YardStore;
  readonly live: LiveState;
  readonly yard: string;
  readonly now: EpochMs;
}

const between = ({ ledger, yard }: View, from: EpochMs, to: EpochMs) =>
  ledger.read((database) => totalsBetween(database, yard, from, to), NONE);

const READERS: { readonly [Name in Section]: (view: View) => YardSummary[Name] } = {
  name: ({ yards, yard }) => yards.name(yard),
  planKg: ({ yards, yard }) => yards.dayPlanKg(yard),
  shifts: ({ yards, yard }) => yards.shiftsOf(yard),
  day: ({ now }) => kstDay(now),
  today: (view) => between(view, startOfKstDay(view.now), startOfKstDay(view.now) + DAY_MS),
  restatedDays: ({ ledger, yard, now }) => ledger.read((database) => restatedDaysOf(database, yard, now), []),
  hour: (view) => between(view, startOfKstHour(view.now), startOfKstHour(view.now) + HOUR_MS),
  yesterdaySoFar: (view) => between(view, startOfKstDay(view.now) - DAY_MS, view.now - DAY_MS),
  hours: ({ ledger, yard, now }) =>
    ledger.read((database) => hoursOf(database, yard, startOfKstDay(now)), emptyHours(now)),
  openVisits: ({ ledger, yard }) => ledger.read((database) => openVisitsOf(database, yard), []),
  scales: ({ live, yard }) => live.scales(yard),
  judged: ({ ledger, yard, now }) =>
    ledger.read((database) => judgedOf(database, yard, startOfKstDay(now) + DAY_MS), []),
  devices: ({ ledger, yard }) => ledger.read((database) => devicesOf(database, yard), []),
  problems: ({ ledger, yard, live, now }) => {
    const devices = ledger.read((database) => devicesOf(database, yard), []);
    const from = (database: Sqlite | null) => problemsOf(database, yard, devices, live.collector(now), now);
    return ledger.isOpen ? ledger.read(from, []) : from(null);
  },
  unassigned: ({ ledger, yard }) => ledger.read((database) => unassignedOf(database, yard), { lifts: 0, frames: 0 }),
  account: ({ ledger, yard, live }) => accountOf(ledger, [yard], live.pendingOf),
  collector: ({ live, now }) => live.collector(now),
};

export const SECTIONS = Object.keys(READERS) as readonly Section[];

/** Makes the summary of a yard from the ledger and what is live, as a whole or section by section. */
export class SummaryStore {
  readonly #ledger: Ledger;
  readonly #yards: YardStore;
  readonly #live: LiveState;

  constructor(ledger: Ledger, yards: YardStore, live: LiveState) {
    this.#ledger = ledger;
    this.#yards = yards;
    this.#live = live;
  }

  /** The named sections as of `now`. */
  sections(yard: string, names: Iterable<Section>, now: EpochMs): Partial<YardSummary> {
    const view: View = { ledger: this.#ledger, yards: this.#yards, live: this.#live, yard, now };
    return Object.fromEntries(Array.from(names, (name) => [name, READERS[name](view)]));
  }

  /** The whole summary, or `null` when the yard does not exist. */
  summary(yard: string, now: EpochMs): YardSummary | null {
    const known = this.#yards.find(yard);
    if (!known) return null;
    const head = { yard, tenant: known.tenant, at: formatKst(now), seq: known.seq };
    return { ...head, ...this.sections(yard, SECTIONS, now) } as YardSummary;
  }
}

function emptyHours(now: EpochMs): YardSummary['hours'] {
  const start = startOfKstDay(now);
  return Array.from({ length: 24 }, (_, hour) => ({ start: formatKst(start + hour * HOUR_MS), grades: {} }));
}
