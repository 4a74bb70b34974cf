import { DomainError } from '../../../domain/errors.ts';
import { GRADE_BUCKETS } from '../../../domain/grades.ts';
import type { EpochMs } from '../../../domain/units.ts';
import { bucketAt } from '../series/buckets.ts';
import { Cells } from '../series/cells.ts';
import type { Column, ColumnTable } from '../series/column-table.ts';

const PARTS = ['yard', 'direction', 'partner', 'grade'] as const;
const GRADE_PART = 3;

/** Kilograms by yard, direction, partner and grade, to be laid out bucket by bucket. */
export class FlowTable {
  readonly #starts: readonly EpochMs[];
  readonly #cells = new Cells(1);

  /** @param starts of the buckets, in order */
  constructor(starts: readonly EpochMs[]) {
    this.#starts = starts;
  }

  add(at: EpochMs, key: readonly string[], kg: number): void {
    this.#cells.add(at, key, [kg]);
  }

  /**
   * Only what is not zero, in the order of time, yard, direction, partner and grade.
   * @throws DomainError `RANGE_REFUSED` for more rows than are allowed
   */
  columns(rowsAtMost: number): ColumnTable {
    const { at, key, keys, values } = this.#cells;
    const order = keys.map((_, place) => place).sort((a, b) => compareKeys(keys[a] ?? [], keys[b] ?? []));
    const rank = new Int32Array(keys.length);
    for (const [place, index] of order.entries()) rank[index] = place;
    const kilograms = new Map<number, number>();
    for (let cell = 0; cell < at.length; cell += 1) {
      const bucket = bucketAt(this.#starts, at[cell] ?? 0);
      const row = bucket * keys.length + (rank[key[cell] ?? 0] ?? 0);
      kilograms.set(row, (kilograms.get(row) ?? 0) + (values[0]?.[cell] ?? 0));
    }
    const rows = Float64Array.from(kilograms.keys())
      .filter((row) => kilograms.get(row) !== 0)
      .sort();
    if (rows.length > rowsAtMost) {
      const problem = `${rows.length.toLocaleString('en')}줄이라 한 번에 보낼 수 없습니다. 간격을 넓히거나 야드·거래처를 좁혀 주세요.`;
      throw new DomainError('RANGE_REFUSED', { problem });
    }
    const ranked = order.map((index) => keys[index] ?? []);
    return {
      length: rows.length,
      columns: [
        { kind: 'time', name: 'time', values: rows.map((row) => this.#starts[Math.floor(row / keys.length)] ?? 0) },
        ...PARTS.map((name, part): Column => {
          const dictionary = [...new Set(ranked.map((parts) => parts[part] ?? ''))];
          const places = new Map(dictionary.map((text, place) => [text, place]));
          const ofKey = Int32Array.from(ranked, (parts) => places.get(parts[part] ?? '') ?? 0);
          return {
            kind: 'text',
            name,
            dictionary,
            indices: Int32Array.from(rows, (row) => ofKey[row % keys.length] ?? 0),
          };
        }),
        { kind: 'integer', name: 'kg', values: rows.map((row) => kilograms.get(row) ?? 0) },
      ],
    };
  }
}

const GRADE_PLACES = new Map<string, number>(GRADE_BUCKETS.map((bucket, place) => [bucket, place]));

/** Part by part: grades in the order of the screens, anything else by its code units, whatever the language. */
function compareKeys(a: readonly string[], b: readonly string[]): number {
  const part = a.findIndex((text, place) => text !== b[place]);
  const [left, right] = [a[part] ?? '', b[part] ?? ''];
  if (part === GRADE_PART) return (GRADE_PLACES.get(left) ?? 0) - (GRADE_PLACES.get(right) ?? 0);
  return left < right ? -1 : left > right ? 1 : 0;
}
