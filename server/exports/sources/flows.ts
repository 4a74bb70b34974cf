import { DAY_MS } from '../../../domain/units.ts';
import type { Row, Value } from '../../stores/columns/rows.ts';
import { LedgerFlows } from '../../stores/flows/ledger-flows.ts';
import type { Ledger } from '../../stores/ledger.ts';
import type { Column } from '../../stores/series/column-table.ts';
import { slotOf, startOfSlot } from '../../stores/series/slots.ts';
import type { ExportSource, ExportSubject } from '../export-source.ts';
import type { ExportColumn } from '../export-table.ts';
import { directionWords, gradeWords } from '../words.ts';

const COLUMNS: readonly ExportColumn[] = [
  { name: 'time', kind: 'time', heading: { ko: '구간 시작 (KST)', en: 'From (KST)' }, width: 20 },
  { name: 'yard', kind: 'text', heading: { ko: '야드', en: 'Yard' }, width: 14 },
  { name: 'direction', kind: 'text', heading: { ko: '방향', en: 'Direction' }, width: 10, words: directionWords },
  { name: 'partner', kind: 'text', heading: { ko: '거래처', en: 'Partner' }, width: 24 },
  { name: 'grade', kind: 'text', heading: { ko: '등급', en: 'Grade' }, width: 12, words: gradeWords },
  { name: 'kg', kind: 'sum', heading: { ko: '순중량 (kg)', en: 'Net (kg)' }, width: 16 },
];
const ROWS_OF_BATCH = 16_384;

/** Sums that are gathered at once; beyond, an export has to be taken in parts. */
const SUMS_AT_MOST = 5_000_000;

/** Net kilograms as /api/flows answers them. */
export function flowSource(ledger: Ledger, { selection, every }: ExportSubject): ExportSource {
  const flows = new LedgerFlows(ledger);
  const ask = () => flows.kilograms({ ...selection, every, rowsAtMost: SUMS_AT_MOST });
  const columns = every === '1h' ? COLUMNS : COLUMNS.map(asDays);
  const days = () => {
    const table = every === '1h' ? 'rollup_hour' : 'rollup_day';
    const sql = `SELECT ${slotOf('start', DAY_MS)}, count(*) FROM ${table}
      WHERE yard IN (SELECT value FROM json_each(?)) AND start >= ? AND start < ? GROUP BY 1 ORDER BY 1`;
    const { yards, from, to } = selection;
    return ledger
      .read((database) => database.tuples<[number, number]>(sql, JSON.stringify(yards), from - DAY_MS, to), [])
      .map(([slot, rows]) => [startOfSlot(slot, DAY_MS), rows] as const);
  };
  return {
    async *count() {
      const atMost = days().reduce((sum, [, rows]) => sum + rows, 0);
      const isExact = atMost <= SUMS_AT_MOST;
      return { rows: isExact ? (await ask()).length : atMost, isExact, days };
    },
    table: () => ({ columns, batches: batchesOf(ask) }),
  };
}

const asDays = (column: ExportColumn): ExportColumn => (column.kind === 'time' ? { ...column, kind: 'day' } : column);

async function* batchesOf(ask: () => ReturnType<LedgerFlows['kilograms']>): AsyncGenerator<Row[]> {
  const { length, columns } = await ask();
  for (let from = 0; from < length; from += ROWS_OF_BATCH) {
    const rows = Array.from({ length: Math.min(ROWS_OF_BATCH, length - from) }, (_, place) =>
      columns.map((column) => valueAt(column, from + place)),
    );
    yield rows;
  }
}

function valueAt(column: Column, row: number): Value {
  if (column.kind === 'text') return column.dictionary[column.indices[row] ?? 0] ?? '';
  const value = column.values[row] ?? Number.NaN;
  return Number.isNaN(value) ? null : value;
}
