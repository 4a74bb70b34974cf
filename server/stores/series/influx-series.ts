import { GRADE_BUCKETS } from '../../../domain/grades.ts';
import type { InfluxSettings } from '../../../domain/settings.ts';
import type { EpochMs } from '../../../domain/units.ts';
import type { Column, Condition, Question } from '../../../domain/wire/influxql.ts';
import type { AnsweredSeries } from '../../../domain/wire/influxql-answer.ts';
import type { Measurement } from '../../../domain/wire/measurements.ts';
import type { StateChange } from './availability.ts';
import type { Buckets } from './buckets.ts';
import { Cells } from './cells.ts';
import { askInflux } from './influx-query.ts';
import type { DeviceChanges, KilogramPart, SeriesSource } from './series-source.ts';

/** InfluxDB counts nanoseconds in 64 bits: from 1677 to 2262. */
const LAST_INSTANT_MS = Math.floor(2 ** 63 / 1e6) - 1;

type Value = AnsweredSeries['rows'][number][number];

/**
 * History from InfluxDB, summed there by the grain of the buckets where that is quicker; months and shifts are folded
 * from it here.
 */
export class InfluxSeries implements SeriesSource {
  readonly #settings: InfluxSettings;

  constructor(settings: InfluxSettings) {
    this.#settings = settings;
  }

  kilograms(yard: string, buckets: Buckets, parts: readonly KilogramPart[]): Promise<Cells> {
    return parts.includes('grade') ? this.#ofGrades(yard, buckets, parts) : this.#netKilograms(yard, buckets, parts);
  }

  async #netKilograms(yard: string, buckets: Buckets, parts: readonly KilogramPart[]): Promise<Cells> {
    const cells = new Cells(1);
    each(await this.#sums('visit', [sumOf('net_kg')], { yard }, buckets, parts), parts, (at, key, sums) =>
      cells.add(at, key, sums),
    );
    return cells;
  }

  /**
   * The points as they are: InfluxDB 1.x takes three to fifteen times as long for the sums of eleven fields as for the
   * points of a year (`npm run bench -- history`).
   */
  async #ofGrades(yard: string, { from, to }: Buckets, parts: readonly KilogramPart[]): Promise<Cells> {
    const tags = parts.filter((part) => part !== 'grade');
    const series = await askInflux(this.#settings, {
      columns: GRADE_BUCKETS.map((grade) => ({ name: `kg_${grade}` })),
      measurement: 'visit',
      where: { from: inReach(from), to: inReach(to), tags: { yard } },
      groupBy: { tags },
    });
    const cells = new Cells(1);
    for (const { tags: found, rows } of series) {
      // the grade is the last part of a key
      const keys = GRADE_BUCKETS.map((grade) => [...tags.map((tag) => found[tag] ?? ''), grade]);
      for (const row of rows) {
        const at = asNumber(row[0]);
        for (const [place, key] of keys.entries()) {
          const kg = asNumber(row[place + 1]);
          if (kg !== 0) cells.add(at, key, [kg]);
        }
      }
    }
    return cells;
  }

  async photos(yard: string, buckets: Buckets): Promise<Cells> {
    const [all, outOfDomain] = await Promise.all([
      this.#sums('inspection', [sumOf('photos'), sumOf('confidence')], { yard }, buckets, ['camera']),
      this.#sums(
        'inspection',
        [sumOf('photos')],
        { yard },
        buckets,
        ['camera'],
        [{ field: 'out_of_domain', is: '=', value: true }],
      ),
    ]);
    const cells = new Cells(3);
    each(all, ['camera'], (at, key, [photos, confidence]) => cells.add(at, key, [photos ?? 0, 0, confidence ?? 0]));
    each(outOfDomain, ['camera'], (at, key, [photos]) => cells.add(at, key, [0, photos ?? 0, 0]));
    return cells;
  }

  async stateChanges(yard: string, from: EpochMs, to: EpochMs): Promise<DeviceChanges[]> {
    const question = (where: Condition, column: Column): Question => ({
      columns: [column],
      measurement: 'device',
      where: { ...where, tags: { yard }, fields: [{ field: 'changed', is: '=', value: true }] },
      groupBy: { tags: ['area', 'device'] },
    });
    const [before, within] = await Promise.all([
      askInflux(this.#settings, question({ to: inReach(from) }, { name: 'online', by: 'last', as: 'online' })),
      askInflux(this.#settings, question({ from: inReach(from), to: inReach(to) }, { name: 'online' })),
    ]);
    const changes = new Map<string, StateChange[]>();
    for (const { tags, rows } of [...before, ...within]) {
      const device = `${tags.area ?? ''}/${tags.device ?? ''}`;
      const ofDevice = rows.map(([at, online]) => ({ at: asNumber(at), online: online === true }));
      changes.set(device, [...(changes.get(device) ?? []), ...ofDevice]);
    }
    return Array.from(changes, ([device, ofDevice]) => ({ device, changes: ofDevice }));
  }

  async indicators(yard: string, buckets: Buckets): Promise<Cells> {
    const columns = (['value', 'target', 'has_target'] as const).map(
      (name): Column => ({ name, by: 'last', as: name }),
    );
    const cells = new Cells(2);
    for (const { tags, rows } of await this.#sums('indicator', columns, { yard }, buckets, ['indicator'])) {
      for (const [at, value, target, hasTarget] of rows) {
        cells.add(asNumber(at), [tags.indicator ?? ''], [asNumber(value), hasTarget ? asNumber(target) : Number.NaN]);
      }
    }
    return cells;
  }

  async budget(project: string, buckets: Buckets): Promise<Cells> {
    const parts = ['funder', 'line', 'stage'];
    const cells = new Cells(1);
    each(await this.#sums('budget', [sumOf('amount_krw')], { project }, buckets, parts), parts, (at, key, sums) =>
      cells.add(at, key, sums),
    );
    return cells;
  }

  #sums(
    measurement: Measurement,
    columns: readonly Column[],
    of: Readonly<Record<string, string>>,
    { from, to, grainMs }: Buckets,
    tags: readonly string[],
    fields: Condition['fields'] = [],
  ): Promise<AnsweredSeries[]> {
    return askInflux(this.#settings, {
      columns,
      measurement,
      where: { from: inReach(from), to: inReach(to), tags: of, fields },
      groupBy: { everyMs: grainMs, tags },
      fill: 'none',
    });
  }
}

const sumOf = (name: string): Column => ({ name, by: 'sum', as: name });

const inReach = (at: EpochMs): EpochMs => Math.max(-LAST_INSTANT_MS, Math.min(LAST_INSTANT_MS, at));

function each(
  series: readonly AnsweredSeries[],
  parts: readonly string[],
  see: (at: EpochMs, key: readonly string[], values: readonly number[]) => void,
): void {
  for (const { tags, rows } of series) {
    const key = parts.map((part) => tags[part] ?? '');
    for (const [at, ...values] of rows) see(asNumber(at), key, values.map(asNumber));
  }
}

/** Sums and instants are numbers; a sum over nothing is null. */
function asNumber(value: Value | undefined): number {
  if (value === null || value === undefined) return 0;
  if (typeof value !== 'number') throw new Error(`InfluxDB answered ${JSON.stringify(value)} for a number`);
  return value;
}
