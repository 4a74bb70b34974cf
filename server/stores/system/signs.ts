import { createHash } from 'node:crypto';
import { EVERYDAY_REFUSALS, type Signs, type YardSigns } from '../../../domain/alerting.ts';
import { parseEventTime } from '../../../domain/kst-time.ts';
import { type CollectorSigns, type CollectorWork, isBehind } from '../../../domain/triage.ts';
import { DAY_MS, type EpochMs, HOUR_MS } from '../../../domain/units.ts';
import type { CollectorHealth, CollectorNumbers, ScaleReading } from '../../../domain/wire/http-api.ts';
import type { PendingOf } from '../account.ts';
import type { Ledger } from '../ledger.ts';
import type { Sqlite } from '../sqlite.ts';
import { devicesOf } from '../yard-floor.ts';
import type { YardStore } from '../yards.ts';
import type { Habits } from './habits.ts';
import { verificationOf } from './verification.ts';

/** What was heard of the system's own work and stands in no table. */
export interface HeardSystem {
  collector(now: EpochMs): CollectorHealth;
  numbers(): CollectorNumbers | null;
  /** when the collector last began to listen without a break; `now` while it does not */
  listeningSince(now: EpochMs): EpochMs;
  scales(yard: string): ScaleReading[];
  readonly pendingOf: PendingOf;
}

/** Dead letters beyond this many are a flood: how many more there are changes nothing. */
const LETTERS_COUNTED = 1_000;

interface Dependencies {
  readonly ledger: Ledger;
  readonly yards: YardStore;
  readonly habits: Habits;
  readonly heard: HeardSystem;
}

/** Gathers what triage and alerts are judged by. */
export class SignsStore {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Without what the server's own sending has to say. */
  signs(now: EpochMs): Omit<Signs, 'givenUpNotices'> {
    const { ledger, heard } = this.#dependencies;
    return {
      collector: this.collector(now),
      ledger: ledger.isOpen ? ledger.read((database) => this.#ledgerSigns(database, now), null) : null,
      watchedSince: heard.listeningSince(now),
    };
  }

  collector(now: EpochMs): CollectorSigns {
    const { heard } = this.#dependencies;
    const { online, grading } = heard.collector(now);
    const numbers = heard.numbers();
    return { isOnline: online, isGradingReady: grading.ready, numbers: numbers && workOf(numbers) };
  }

  /** The devices of a yard with what their condition is judged by; a scale that shows its weight is heard too. */
  devices(yard: string, now: EpochMs): YardSigns['devices'] {
    const { ledger, yards, habits, heard } = this.#dependencies;
    const limits = habits.limits(yard, yards.hours(yard), now);
    const shown = new Map(heard.scales(yard).map(({ area, device, at }) => [`${area}/${device}`, Date.parse(at)]));
    return ledger
      .read((database) => devicesOf(database, yard), [])
      .map(({ area, device: name, online, heardAt, clockOff, clockOffsetMs }) => {
        const device = `${area}/${name}`;
        const booked = heardAt === null ? null : Date.parse(heardAt);
        // a scale whose clock lives in the future must not count as heard for ever
        const live = Math.min(shown.get(device) ?? Number.NEGATIVE_INFINITY, now);
        return {
          ...{ device, isOnline: online, isClockOff: clockOff, clockOffsetMs },
          heardAt: booked === null ? null : Math.max(booked, live),
          limitMs: limits.get(device) ?? null,
        };
      });
  }

  #ledgerSigns(database: Sqlite, now: EpochMs): NonNullable<Signs['ledger']> {
    const { yards } = this.#dependencies;
    const letters = lettersByYard(database, now - DAY_MS);
    const verification = verificationOf(database);
    const known = yards.list();
    const ids = new Set(known.map(({ id }) => id));
    const stray = [...letters].filter(([yard]) => !ids.has(yard)).reduce((sum, [, count]) => sum + count, 0);
    return {
      yards: known.map(({ id: yard }) => ({
        yard,
        hours: yards.hours(yard),
        devices: this.devices(yard, now),
        radiation: radiationOf(database, yard, now),
        deadLetters: letters.get(yard) ?? 0,
        disputes: openDisputes(database, yard),
      })),
      strayLetters: stray,
      rejectedPoints: rejectedSince(database, now - DAY_MS),
      verification: verification && {
        fromDay: verification.fromDay,
        toDay: verification.toDay,
        unrepaired: verification.differing - verification.repaired,
      },
    };
  }
}

/** True when the numbers say that the collector is behind (`domain/triage.ts`). */
export const isBehindBy = (numbers: CollectorNumbers, now: EpochMs): boolean => isBehind(workOf(numbers), now);

function workOf(numbers: CollectorNumbers): CollectorWork {
  const { outboxOldestAt, spooledOldestAt, trouble, projection } = numbers;
  return {
    outboxOldestAt: parseEventTime(outboxOldestAt),
    spooledOldestAt: parseEventTime(spooledOldestAt),
    trouble,
    projection: projection && {
      state: projection.state,
      due: projection.due,
      oldestAt: parseEventTime(projection.oldestAt),
    },
  };
}

/** Letters that a person should look at and nobody has settled, by yard; `''`: they name none. */
function lettersByYard(database: Sqlite, since: EpochMs): Map<string, number> {
  const sql = `SELECT yard, count(*) AS letters FROM (
      SELECT coalesce(d.yard, '') AS yard FROM dead_letter d
      WHERE d.received_at >= ? AND d.code NOT IN (SELECT value FROM json_each(?)) AND NOT EXISTS (
        SELECT 1 FROM retry_row r WHERE r.dead_letter = d.seq AND (r.code IS NULL OR r.code = 'ALREADY_BOOKED'))
      LIMIT ${LETTERS_COUNTED}) GROUP BY yard`;
  type Row = { yard: string; letters: number };
  const rows = database.rows<Row>(sql, since, JSON.stringify(EVERYDAY_REFUSALS));
  return new Map(rows.map(({ yard, letters }) => [yard, letters]));
}

function radiationOf(database: Sqlite, yard: string, now: EpochMs): YardSigns['radiation'] {
  const sql = `SELECT area || '/' || device AS device, coalesce(ticket, plate) AS truck,
      json_extract(body, '$.microSvPerHour') AS dose
    FROM event WHERE yard = ? AND kind = 'radiation' AND at >= ? AND at <= ? AND json_extract(body, '$.alarm') ORDER BY at`;
  type Row = { device: string; truck: string | null; dose: number | null };
  return database.rows<Row>(sql, yard, now - HOUR_MS, now + HOUR_MS).map(({ device, truck, dose }) => ({
    device,
    // told apart, not told: the subject of an alert is kept, and a plate is a person's
    truck: truck === null ? '' : createHash('sha256').update(truck).digest('hex').slice(0, 16),
    microSvPerHour: dose,
  }));
}

/** Objections that wait for the yard; beyond this many nobody reads them one by one. */
const DISPUTES_TOLD = 100;

function openDisputes(database: Sqlite, yard: string): YardSigns['disputes'] {
  const sql = `SELECT dispute, slip, partner, deadline FROM dispute WHERE yard = ? AND state = 'open'
    ORDER BY deadline, dispute LIMIT ${DISPUTES_TOLD}`;
  return database.rows<YardSigns['disputes'][number]>(sql, yard);
}

function rejectedSince(database: Sqlite, since: EpochMs): number {
  // the newest rows are at the end, so the count reads only those
  const sql = `SELECT count(*) AS points FROM (
    SELECT at FROM rejected_point ORDER BY seq DESC LIMIT ${LETTERS_COUNTED}) WHERE at >= ?`;
  return database.row<{ points: number }>(sql, since)?.points ?? 0;
}
