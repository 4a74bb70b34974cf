import { kstDay } from '../../domain/kst-time.ts';
import type { Kilogram } from '../../domain/units.ts';
import type { ThroughputSeries } from '../../domain/wire/http-api.ts';
import type { SignedIn } from '../demo-projects/signed-in.ts';
import { type HistoryVisit, netOf } from './history-visit.ts';
import type { Span } from './weeks.ts';

/** Net kilograms by `day direction` of a yard. */
export type DayKilograms = ReadonlyMap<string, Kilogram>;

/** What the ledger must come to: every truck that nobody cancelled. */
export function plannedKilograms(visits: readonly HistoryVisit[]): DayKilograms {
  const kilograms = new Map<string, Kilogram>();
  for (const visit of visits) {
    if (visit.office?.kind === 'cancellation') continue;
    const key = `${kstDay(visit.second.at)} ${visit.direction}`;
    kilograms.set(key, (kilograms.get(key) ?? 0) + netOf(visit));
  }
  return kilograms;
}

/** What the ledger comes to, as the server tells it. */
export async function ledgerKilograms({ ask }: SignedIn, yard: string, { from, until }: Span): Promise<DayKilograms> {
  const query = `yard=${yard}&from=${from}&to=${until}&every=1d&by=direction`;
  const { time, key, kg } = await ask<ThroughputSeries>('GET', `/series/throughput?${query}`);
  return new Map(
    time.flatMap((start, index) => {
      const kilograms = kg[index] ?? 0;
      return kilograms === 0 ? [] : [[`${start.slice(0, 10)} ${key[index]}`, kilograms] as const];
    }),
  );
}

/** The days and directions of which plan and ledger say different kilograms. */
export function differences(planned: DayKilograms, ledger: DayKilograms): string[] {
  const keys = [...new Set([...planned.keys(), ...ledger.keys()])].sort();
  return keys
    .filter((key) => planned.get(key) !== ledger.get(key))
    .map((key) => `${key}: planned ${planned.get(key) ?? 0} kg, in the ledger ${ledger.get(key) ?? 0} kg`);
}

/** A month of a yard as a line of the table that ends the run. */
export interface MonthLine {
  readonly yard: string;
  readonly month: string;
  readonly direction: string;
  readonly planned: Kilogram;
  readonly ledger: Kilogram;
}

/** Plan and ledger by month and direction. */
export function monthLines(yard: string, planned: DayKilograms, ledger: DayKilograms): MonthLine[] {
  const months = new Map<string, { planned: Kilogram; ledger: Kilogram }>();
  const add = (kilograms: DayKilograms, side: 'planned' | 'ledger') => {
    for (const [key, kg] of kilograms) {
      const name = `${key.slice(0, 7)} ${key.split(' ')[1]}`;
      const line = months.get(name) ?? { planned: 0, ledger: 0 };
      months.set(name, { ...line, [side]: line[side] + kg });
    }
  };
  add(planned, 'planned');
  add(ledger, 'ledger');
  return [...months].sort().map(([name, line]) => {
    const [month = '', direction = ''] = name.split(' ');
    return { yard, month, direction, ...line };
  });
}
