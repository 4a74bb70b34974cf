import { GRADE_BUCKETS } from '../../../domain/grades.ts';
import { parseEventTime } from '../../../domain/kst-time.ts';
import type { SupplierList, SupplierMeasures } from '../../../domain/wire/flows-api.ts';
import type { Row, Value } from '../../stores/columns/rows.ts';
import { LedgerFlows } from '../../stores/flows/ledger-flows.ts';
import { SupplierStore } from '../../stores/flows/suppliers.ts';
import type { Ledger } from '../../stores/ledger.ts';
import type { ExportSource, ExportSubject } from '../export-source.ts';
import type { ExportColumn } from '../export-table.ts';
import { gradeWords } from '../words.ts';

type Listed = SupplierList['suppliers'][number];
interface SupplierColumn extends ExportColumn {
  readonly of: (supplier: Listed) => Value;
}

type Heading = readonly [ko: string, en: string];
const column = (
  [name, kind, width]: readonly [name: string, kind: ExportColumn['kind'], width: number],
  [ko, en]: Heading,
  of: SupplierColumn['of'],
): SupplierColumn => ({ name, kind, width, heading: { ko, en }, of });
const measure = (
  name: Exclude<keyof SupplierMeasures, 'grades' | 'lastDeliveryAt'>,
  kind: ExportColumn['kind'],
  heading: Heading,
): SupplierColumn => column([name, kind, 13], heading, ({ now }) => now[name]);

const COLUMNS: readonly SupplierColumn[] = [
  column(['partner', 'text', 24], ['공급사', 'Supplier'], ({ partner }) => partner),
  column(['yards', 'text', 20], ['야드', 'Yards'], ({ yards }) => yards.join(', ')),
  measure('trucks', 'count', ['트럭', 'Trucks']),
  measure('netKg', 'sum', ['순중량 (kg)', 'Net (kg)']),
  column(['netKgBefore', 'sum', 16], ['이전 기간 순중량 (kg)', 'Net before (kg)'], ({ before }) => before.netKg),
  measure('deductionKg', 'sum', ['감량 (kg)', 'Deduction (kg)']),
  measure('acceptedKg', 'sum', ['인정 (kg)', 'Accepted (kg)']),
  measure('deductionShare', 'share', ['감량률', 'Deduction share']),
  measure('regularity', 'share', ['규칙성', 'Regularity']),
  measure('activeDays', 'count', ['납품일', 'Delivery days']),
  column(['lastDeliveryAt', 'time', 20], ['마지막 납품 (KST)', 'Last delivery (KST)'], ({ now: { lastDeliveryAt } }) =>
    lastDeliveryAt === null ? null : parseEventTime(lastDeliveryAt),
  ),
  ...GRADE_BUCKETS.map((grade) =>
    column(
      [`kg_${grade}`, 'sum', 14],
      [`${gradeWords(grade, 'ko')} (kg)`, `${gradeWords(grade, 'en')} (kg)`],
      ({ now }) => now.grades[grade] ?? null,
    ),
  ),
  measure('declaredMatch', 'share', ['신고 일치율', 'Declared match']),
  measure('declaredTrucks', 'count', ['신고 트럭', 'Declared trucks']),
  measure('rejectedTrucks', 'count', ['취소 트럭', 'Rejected trucks']),
  measure('exceptionTrucks', 'count', ['예외 트럭', 'Trucks with exceptions']),
  measure('correctedTrucks', 'count', ['바로잡은 트럭', 'Corrected trucks']),
  measure('deductedTrucks', 'count', ['감량 트럭', 'Deducted trucks']),
  measure('confidence', 'share', ['신뢰도', 'Confidence']),
  measure('disputes', 'count', ['이의제기', 'Disputes']),
  measure('disputesUpheld', 'count', ['인정된 이의', 'Disputes upheld']),
];

/** Suppliers as /api/suppliers lists them; a choice of partners leaves those out that were not chosen. */
export function supplierSource(ledger: Ledger, { selection }: ExportSubject): ExportSource {
  const store = new SupplierStore(new LedgerFlows(ledger));
  const list = async (): Promise<readonly Listed[]> => {
    const { suppliers } = await store.list({ ...selection, partners: null }, '1mo', Date.now());
    return suppliers.filter(({ partner }) => selection.partners === null || selection.partners.includes(partner));
  };
  async function* batches(): AsyncGenerator<Row[]> {
    const suppliers = await list();
    if (suppliers.length > 0) yield suppliers.map((supplier) => COLUMNS.map(({ of }) => of(supplier)));
  }
  return {
    // suppliers are hundreds: no span has too many
    async *count() {
      return { rows: (await list()).length, isExact: true, days: () => [] };
    },
    table: () => ({ columns: COLUMNS, batches: batches() }),
  };
}
