import { Ledger } from '../../../collector/ledger/ledger.ts';
import { visitIdIn } from '../../../collector/visits/spans.ts';
import { GRADE_BUCKETS } from '../../../domain/grades.ts';
import type { Weighing } from '../../../domain/visits/events.ts';
import type { RealInflux } from '../../influx/real-influx.ts';
import type { Day } from './day.ts';

/** Kilograms of one visit: its net and its grades. */
export type VisitKilograms = Readonly<Record<string, number>>;

/** What a run ends with, by yard and ticket. */
export interface Balance {
  readonly sent: number;
  readonly written: number;
  readonly pending: number;
  readonly rejected: number;
  readonly duplicates: number;
  /** events of the plan that are neither in the ledger nor among the dead letters */
  readonly lost: number;
  /** visits that the plan does not know, or that stand twice, in the ledger or in InfluxDB */
  readonly doubled: number;
  /** differences that must not be, in words */
  readonly differences: readonly string[];
  readonly visits: ReadonlyMap<string, VisitKilograms>;
}

/**
 * Holds ledger and InfluxDB against what came through the gate, visit by visit, to the kilogram. `reference`: the same
 * day undisturbed, whose grades are the model's word on the same photos.
 */
export async function balanceOf(
  dataDir: string,
  influx: RealInflux,
  day: Day,
  reference: ReadonlyMap<string, VisitKilograms> | null,
): Promise<Balance> {
  const ledger = Ledger.toRead(dataDir);
  try {
    const visits = ledgerVisits(ledger);
    const truth = new Map(day.truth.map(({ yard, ticket, net }) => [`${yard} ${ticket}`, net]));
    const points = await influxVisits(influx, day);
    const known = ledger.first<{ n: number }>(
      `SELECT (SELECT count(*) FROM event WHERE kind <> 'ack') + (SELECT count(DISTINCT topic || ' ' || id) FROM dead_letter
         WHERE code = 'WEIGHING_UNSTABLE') AS n`,
    );
    const account = ledger.first<{ written: number; rejected: number; duplicates: number }>(
      'SELECT sum(written) AS written, sum(rejected) AS rejected, sum(duplicates) AS duplicates FROM account',
    );
    const pending = ledger.first<{ n: number }>('SELECT coalesce(sum(messages), 0) AS n FROM intake_group')?.n ?? 0;
    const differences = [
      ...differ('truth', truth, 'ledger', new Map([...visits].map(([key, { net = 0 }]) => [key, net]))),
      ...differ('ledger', flat(visits), 'InfluxDB', flat(points.visits)),
      ...(reference ? differ('undisturbed', flat(reference), 'ledger', flat(visits)) : []),
      ...[...visits].flatMap(([key, { net = 0, ...grades }]) => {
        const sum = Object.values(grades).reduce((all, kg) => all + kg, 0);
        return sum === net ? [] : [`${key}: grades ${sum} kg, net ${net} kg`];
      }),
    ];
    const extra = [...visits.keys(), ...points.visits.keys()].filter((key) => !truth.has(key)).length;
    return {
      sent: (account?.written ?? 0) + (account?.rejected ?? 0) + pending,
      written: account?.written ?? 0,
      pending,
      rejected: account?.rejected ?? 0,
      duplicates: account?.duplicates ?? 0,
      lost: Math.max(0, day.distinct - (known?.n ?? 0)),
      doubled: extra + points.doubled,
      differences,
      visits,
    };
  } finally {
    ledger.close();
  }
}

function ledgerVisits(ledger: Ledger): Map<string, VisitKilograms> {
  const visits = new Map<string, Record<string, number>>();
  for (const { key, net } of ledger.all<{ key: string; net: number }>(
    "SELECT yard || ' ' || ticket AS key, net FROM visit WHERE status = 'closed'",
  )) {
    visits.set(key, { net });
  }
  for (const { key, grade, kg } of ledger.all<{ key: string; grade: string; kg: number }>(
    "SELECT v.yard || ' ' || v.ticket AS key, g.grade, g.kg FROM visit v JOIN visit_grade g ON g.visit = v.id WHERE v.status = 'closed'",
  )) {
    const visit = visits.get(key);
    if (visit) visit[grade] = kg;
  }
  return visits;
}

/** A point names its visit by its id, which the ticket decides. */
async function influxVisits(
  influx: RealInflux,
  day: Day,
): Promise<{ visits: Map<string, VisitKilograms>; doubled: number }> {
  const keyOfId = new Map(
    day.truth.map(({ yard, ticket }) => [visitIdIn(yard)({ ticket } as Weighing), `${yard} ${ticket}`]),
  );
  const rows = await influx.query('SELECT * FROM "visit" WHERE "trucks" = 1');
  const visits = new Map<string, VisitKilograms>();
  let doubled = 0;
  for (const row of rows) {
    const kilograms: Record<string, number> = { net: Number(row.net_kg) };
    for (const grade of GRADE_BUCKETS) {
      const kg = Number(row[`kg_${grade}`] ?? 0);
      if (kg !== 0) kilograms[grade] = kg;
    }
    const key = keyOfId.get(String(row.visit)) ?? `${row.yard} ${row.visit}`;
    if (visits.has(key)) doubled += 1;
    visits.set(key, kilograms);
  }
  return { visits, doubled };
}

function flat(visits: ReadonlyMap<string, VisitKilograms>): Map<string, number> {
  return new Map(
    [...visits].flatMap(([key, kilograms]) =>
      Object.entries(kilograms).map(([grade, kg]) => [`${key} ${grade}`, kg] as const),
    ),
  );
}

function differ(
  oneName: string,
  one: ReadonlyMap<string, number>,
  otherName: string,
  other: ReadonlyMap<string, number>,
): string[] {
  return [...new Set([...one.keys(), ...other.keys()])]
    .filter((key) => one.get(key) !== other.get(key))
    .map((key) => `${key}: ${oneName} ${one.get(key) ?? 'nothing'} kg, ${otherName} ${other.get(key) ?? 'nothing'} kg`);
}
