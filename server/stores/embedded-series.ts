import { GRADE_BUCKETS, GRADES } from '../../domain/grades.ts';
import { bucketStart, bucketStarts, KST_OFFSET_MS } from '../../domain/kst-time.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/units.ts';
import type { Ledger } from './ledger.ts';
import type { SeriesStore, Throughput, ThroughputRequest } from './series.ts';

/** Spans in which SQLite sums before the buckets are filled; a month is filled from its days. */
const SUM_SPANS = { '5m': 5 * MINUTE_MS, '15m': 15 * MINUTE_MS, '1h': HOUR_MS, '1d': DAY_MS, '1mo': DAY_MS } as const;

const KEYED_KILOGRAMS = {
  grade: { key: 'g.grade', kg: 'g.kg', join: 'JOIN visit_grade g ON g.visit = v.id' },
  direction: { key: 'v.direction', kg: 'v.net', join: '' },
  partner: { key: `coalesce(v.partner, '')`, kg: 'v.net', join: '' },
} as const;

/** The history of closed visits, straight from the ledger. */
export class EmbeddedSeries implements SeriesStore {
  readonly #ledger: Ledger;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  throughput(request: ThroughputRequest): Promise<Throughput> {
    const { yard, from, to, every, by } = request;
    const { key, kg, join } = KEYED_KILOGRAMS[by];
    const span = SUM_SPANS[every];
    // the shifted clock makes spans begin on KST boundaries whatever the machine's time zone
    const sql = `SELECT (v.closed_at + ${KST_OFFSET_MS}) / ${span} AS slot, ${key} AS key, sum(${kg}) AS kg
      FROM visit v ${join}
      WHERE v.yard = ? AND v.closed_at >= ? AND v.closed_at < ? AND v.status = 'closed' AND ${key} IS NOT NULL
      GROUP BY 1, 2`;
    type Row = { slot: number; key: string; kg: number };
    const rows = this.#ledger.read((database) => database.rows<Row>(sql, yard, from, to), []);
    const times = bucketStarts(from, to, every);
    const keys = keysOf(by, new Set(rows.map((row) => row.key)));
    const bucketIndex = new Map(times.map((time, index) => [time, index]));
    const keyIndex = new Map(keys.map((name, index) => [name, index]));
    const kilograms = new Int32Array(times.length * keys.length);
    for (const row of rows) {
      const bucket = bucketIndex.get(bucketStart(row.slot * span - KST_OFFSET_MS, every));
      const column = keyIndex.get(row.key);
      if (bucket === undefined || column === undefined) continue;
      const cell = bucket * keys.length + column;
      kilograms[cell] = (kilograms[cell] ?? 0) + row.kg;
    }
    return Promise.resolve({ times, keys, kg: kilograms });
  }
}

/** Grades in the order of the screens, all of them when the span is empty; directions both; partners by name. */
function keysOf(by: ThroughputRequest['by'], found: ReadonlySet<string>): string[] {
  if (by === 'direction') return ['inbound', 'outbound'];
  if (by === 'partner') return [...found].sort();
  const present = GRADE_BUCKETS.filter((bucket) => found.has(bucket));
  return present.length > 0 ? present : [...GRADES];
}
