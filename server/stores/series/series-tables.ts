import { availabilityOf } from './availability.ts';
import { type Buckets, bucketsOf, tooFine } from './buckets.ts';
import { type Column, type ColumnTable, frameColumns } from './column-table.ts';
import { foldLast, foldSums, type Keys, keysWithValues } from './fold.ts';
import { gradeKeys, inOrder } from './key-order.ts';
import type { SeriesSource } from './series-source.ts';
import type {
  AvailabilityRequest,
  BudgetRequest,
  SeriesStore,
  Span,
  ThroughputRequest,
  YardSpan,
} from './series-store.ts';

const DIRECTIONS: Keys = [['inbound'], ['outbound']];

/** Lays out what a source found as the tables of the interface, the same for every source. */
export class SeriesTables implements SeriesStore {
  readonly #source: SeriesSource;

  constructor(source: SeriesSource) {
    this.#source = source;
  }

  async throughput(request: ThroughputRequest): Promise<ColumnTable> {
    const buckets = bucketsOf(request);
    const cells = await this.#source.kilograms(request.yard, buckets, [request.by]);
    const found = keysWithValues(cells);
    const keys = request.by === 'grade' ? gradeKeys(found) : request.by === 'direction' ? DIRECTIONS : inOrder(found);
    const [kg] = foldSums(cells, { buckets, keys, rowsAtMost: request.rowsAtMost });
    return table(buckets, ['key'], keys, [integers('kg', kg)]);
  }

  async mix(request: YardSpan): Promise<ColumnTable> {
    const buckets = bucketsOf(request);
    const cells = await this.#source.kilograms(request.yard, buckets, ['direction', 'grade']);
    const grades = gradeKeys(
      [...new Set(keysWithValues(cells).map(([, grade]) => grade ?? ''))].map((grade) => [grade]),
    );
    const side = (direction: string) => {
      const keys = grades.map(([grade]) => [direction, grade ?? '']);
      return foldSums(cells, { buckets, keys, rowsAtMost: request.rowsAtMost })[0];
    };
    return table(buckets, ['grade'], grades, [
      integers('inboundKg', side('inbound')),
      integers('outboundKg', side('outbound')),
    ]);
  }

  async flows(request: YardSpan): Promise<ColumnTable> {
    const buckets = bucketsOf(request);
    const cells = await this.#source.kilograms(request.yard, buckets, ['partner', 'direction', 'grade']);
    const keys = inOrder(keysWithValues(cells), { gradePart: 2 });
    const [kg] = foldSums(cells, { buckets, keys, rowsAtMost: request.rowsAtMost });
    return table(buckets, ['partner', 'direction', 'grade'], keys, [integers('kg', kg)]);
  }

  async inspections(request: YardSpan): Promise<ColumnTable> {
    const buckets = bucketsOf(request);
    const cells = await this.#source.photos(request.yard, buckets);
    const keys = inOrder(keysWithValues(cells));
    const [photos, outOfDomain, confidence] = foldSums(cells, { buckets, keys, rowsAtMost: request.rowsAtMost });
    return table(buckets, ['camera'], keys, [
      integers('photos', photos),
      integers('outOfDomain', outOfDomain),
      // an empty bucket is 0 / 0, which is NaN: unknown
      numbers(
        'confidence',
        confidence?.map((sum, row) => sum / (photos?.[row] ?? 0)),
      ),
    ]);
  }

  async availability(request: AvailabilityRequest): Promise<ColumnTable> {
    const buckets = bucketsOf(request);
    const devices = await this.#source.stateChanges(request.yard, request.from, request.to);
    const changesOf = new Map(devices.map(({ device, changes }) => [device, changes]));
    const keys = inOrder([...changesOf.keys()].map((device) => [device]));
    assertRows(buckets, keys, request);
    const online = new Float64Array(buckets.starts.length * keys.length);
    for (const [place, [device]] of keys.entries()) {
      const shares = availabilityOf(changesOf.get(device ?? '') ?? [], buckets, request.now);
      for (const [bucket, share] of shares.entries()) online[bucket * keys.length + place] = share;
    }
    return table(buckets, ['device'], keys, [numbers('online', online)]);
  }

  async indicators(request: YardSpan): Promise<ColumnTable> {
    const buckets = bucketsOf(request);
    const cells = await this.#source.indicators(request.yard, buckets);
    const keys = inOrder(cells.keys);
    const [value, target] = foldLast(cells, { buckets, keys, rowsAtMost: request.rowsAtMost });
    return table(buckets, ['indicator'], keys, [numbers('value', value), numbers('target', target)]);
  }

  async budget(request: BudgetRequest): Promise<ColumnTable> {
    const buckets = bucketsOf(request);
    const cells = await this.#source.budget(request.project, buckets);
    const keys = inOrder(cells.keys);
    const [amount] = foldSums(cells, { buckets, keys, rowsAtMost: request.rowsAtMost });
    return table(buckets, ['funder', 'line', 'stage'], keys, [integers('amountKrw', amount)]);
  }
}

function assertRows({ starts }: Buckets, keys: Keys, { rowsAtMost }: Span): void {
  if (starts.length * keys.length > rowsAtMost) throw tooFine();
}

function table({ starts }: Buckets, parts: readonly string[], keys: Keys, measures: readonly Column[]): ColumnTable {
  return { length: starts.length * keys.length, columns: [...frameColumns({ starts, parts, keys }), ...measures] };
}

const integers = (name: string, values: Float64Array = new Float64Array()): Column => ({
  kind: 'integer',
  name,
  values,
});
const numbers = (name: string, values: Float64Array = new Float64Array()): Column => ({ kind: 'number', name, values });
