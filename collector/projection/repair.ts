import { setImmediate as nextTurn } from 'node:timers/promises';
import { formatKst } from '../../domain/kst-time.ts';
import { DAY_MS, type EpochMs } from '../../domain/units.ts';
import { selectText } from '../../domain/wire/influxql.ts';
import { nsOfAnswer } from '../../domain/wire/influxql-answer.ts';
import { MEASUREMENTS, type Place } from '../../domain/wire/measurements.ts';
import { placeOf, zerosAt } from '../../domain/wire/point-place.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { markDue } from '../ledger/point-due.ts';
import type { InfluxFailure, InfluxReader } from './influx-read.ts';
import { type LineWriter, WriteFailure } from './influx-writer.ts';
import { lineOf } from './line.ts';
import { POINTS_OF } from './points.ts';
import type { SummedMeasurement } from './sums.ts';

/** A measurement of a yard on the KST day that begins at `from`. */
export interface DayOfYard {
  readonly measurement: SummedMeasurement;
  readonly tenant: string;
  readonly yard: string;
  readonly from: EpochMs;
}

/** Rows looked at in one go, so that the intake never waits long for its turn. */
const ROWS_AT_ONCE = 500;
const MANY_DUE = 5_000;

interface RepairParts {
  readonly ledger: Ledger;
  readonly reader: InfluxReader;
  readonly writer: LineWriter;
}

/**
 * Brings a day of a measurement back to what the ledger says: zeros over every point that the ledger does not have, and
 * then all rows of the day due again. In this order, so that a row that moves meanwhile is written after its zeros.
 * @returns null: done; otherwise why it could not be
 */
export async function repairDay(
  { ledger, reader, writer }: RepairParts,
  day: DayOfYard,
  now: EpochMs,
): Promise<{ readonly message: string } | null> {
  const { measurement, yard, from } = day;
  const places = await nonZeroPlaces(reader, day);
  if ('failure' in places) return places.failure;
  const refs = ledger.all<{ ref: string }>(REFS[measurement], yard, from, from + DAY_MS).map(({ ref }) => ref);
  const known = new Set<string>();
  for (let at = 0; at < refs.length; at += ROWS_AT_ONCE) {
    await nextTurn();
    for (const points of POINTS_OF[measurement](ledger, refs.slice(at, at + ROWS_AT_ONCE)).values()) {
      for (const point of points) known.add(placeKey(point));
    }
  }
  const strange = places.filter((place) => !known.has(placeKey(place)));
  for (let at = 0; at < strange.length; at += ROWS_AT_ONCE) {
    const lines = strange.slice(at, at + ROWS_AT_ONCE).map((place) => lineOf(zerosAt(place)));
    const failure = await failureOf(writer.write(lines));
    if (failure !== null) return failure;
  }
  for (let at = 0; at < refs.length; at += ROWS_AT_ONCE) {
    await nextTurn();
    ledger.transaction(() => {
      for (const ref of refs.slice(at, at + ROWS_AT_ONCE)) markDue(ledger, { yard, kind: measurement, ref }, now);
    });
  }
  return null;
}

async function failureOf(writing: Promise<void>): Promise<WriteFailure | null> {
  try {
    await writing;
    return null;
  } catch (error) {
    if (error instanceof WriteFailure) return error;
    throw error;
  }
}

/** True while a point that lies, or lay, from `from` up to and without `to` still has to be written. */
export function hasDuePoints(ledger: Ledger, from: EpochMs, to: EpochMs): boolean {
  // while a new InfluxDB is being filled not everything that is missing there is due yet
  if (ledger.first("SELECT 1 FROM projection_target WHERE target = ''") !== null) return true;
  // so much under way that looking through it would hold up the intake
  if (ledger.first(`SELECT 1 FROM point_due LIMIT 1 OFFSET ${MANY_DUE}`) !== null) return true;
  const events = ledger.first(
    `SELECT 1 FROM point_due d JOIN event e ON e.seq = CAST(d.ref AS INTEGER)
     WHERE d.kind IN ('lift', 'inspection') AND e.at >= ? AND e.at < ? LIMIT 1`,
    from,
    to,
  );
  if (events !== null) return true;
  const visits = ledger.first(
    `SELECT 1 FROM point_due d JOIN visit_row v ON v.visit = d.ref
     WHERE d.kind = 'visit' AND v.status = 'closed'
       AND v.body ->> '$.closedAt' >= ? AND v.body ->> '$.closedAt' < ? LIMIT 1`,
    // times of visits are written by formatKst, so their order is the order of their texts
    formatKst(from),
    formatKst(to),
  );
  return visits !== null;
}

/** The places of a day where InfluxDB has something other than zeros. */
async function nonZeroPlaces(
  reader: InfluxReader,
  { measurement, tenant, yard, from }: DayOfYard,
): Promise<Place[] | { readonly failure: InfluxFailure }> {
  const { tags, fields } = MEASUREMENTS[measurement];
  const weights = Object.entries(fields).filter(([, kind]) => kind === 'integer');
  const answer = await reader.ask(
    selectText({
      columns: weights.map(([name]) => ({ name })),
      measurement,
      where: { from, to: from + DAY_MS, tags: { tenant, yard } },
      groupBy: { tags },
    }),
  );
  if ('failure' in answer) return answer;
  return answer.series.flatMap(({ tags: found, columns, rows }) => {
    const time = columns.indexOf('time');
    return rows
      .filter((row) => row.some((value, index) => index !== time && value !== 0 && value !== null))
      .flatMap((row) => {
        const ns = nsOfAnswer(String(row[time]));
        return ns === null ? [] : [placeOf(measurement, found, ns)];
      });
  });
}

const placeKey = ({ tags, ns }: Place): string => JSON.stringify([ns, tags]);

/** Rows whose points lie in a day; parameters: yard, from, to. */
const REFS: Readonly<Record<SummedMeasurement, string>> = {
  visit: "SELECT id AS ref FROM visit WHERE yard = ? AND closed_at >= ? AND closed_at < ? AND status = 'closed'",
  lift: "SELECT CAST(seq AS TEXT) AS ref FROM event WHERE yard = ? AND kind = 'lift' AND at >= ? AND at < ?",
  inspection: `SELECT CAST(e.seq AS TEXT) AS ref FROM event e WHERE e.yard = ? AND e.kind = 'frame' AND e.at >= ? AND e.at < ?
    AND EXISTS (SELECT 1 FROM inference i WHERE i.event = e.seq AND i.role = 'current')`,
};
