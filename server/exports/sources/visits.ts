import { GRADE_BUCKETS } from '../../../domain/grades.ts';
import { parseEventTime } from '../../../domain/kst-time.ts';
import { DAY_MS } from '../../../domain/units.ts';
import type { FlowVisits } from '../../../domain/wire/flows-api.ts';
import type { DayCounts } from '../../stores/columns/photo-counts.ts';
import type { Row, Value } from '../../stores/columns/rows.ts';
import type { FlowVisitPosition } from '../../stores/flows/flow-requests.ts';
import { LedgerFlows } from '../../stores/flows/ledger-flows.ts';
import type { Ledger } from '../../stores/ledger.ts';
import { slotOf, startOfSlot } from '../../stores/series/slots.ts';
import type { ExportSource, ExportSubject } from '../export-source.ts';
import type { ExportColumn } from '../export-table.ts';
import { basisWords, directionWords, gradeWords, stateWords } from '../words.ts';

type Listed = FlowVisits['visits'][number];
interface VisitColumn extends ExportColumn {
  readonly of: (visit: Listed) => Value;
}

const column = (
  [name, kind, width]: readonly [name: string, kind: ExportColumn['kind'], width: number],
  [ko, en]: readonly [ko: string, en: string],
  of: VisitColumn['of'],
  words?: NonNullable<ExportColumn['words']>,
): VisitColumn => ({ name, kind, width, heading: { ko, en }, of, ...(words === undefined ? {} : { words }) });

const instant = (time: string | null): Value => (time === null ? null : parseEventTime(time));

const COLUMNS: readonly VisitColumn[] = [
  column(['visit', 'text', 30], ['방문', 'Visit'], ({ id }) => id),
  column(['yard', 'text', 14], ['야드', 'Yard'], ({ yard }) => yard),
  column(['openedAt', 'time', 20], ['첫 계근 (KST)', 'First weighing (KST)'], ({ openedAt }) => instant(openedAt)),
  column(['closedAt', 'time', 20], ['둘째 계근 (KST)', 'Second weighing (KST)'], ({ closedAt }) => instant(closedAt)),
  column(['plate', 'text', 16], ['차량', 'Truck'], ({ plate }) => plate),
  column(['ticket', 'text', 16], ['전표', 'Ticket'], ({ ticket }) => ticket),
  column(['partner', 'text', 24], ['거래처', 'Partner'], ({ partner }) => partner),
  column(['direction', 'text', 10], ['방향', 'Direction'], ({ direction }) => direction ?? 'unknown', directionWords),
  column(['status', 'text', 10], ['상태', 'State'], ({ status }) => status, stateWords),
  column(['gross', 'kg', 12], ['총중량 (kg)', 'Gross (kg)'], ({ gross }) => gross),
  column(['tare', 'kg', 12], ['공차 (kg)', 'Tare (kg)'], ({ tare }) => tare),
  column(['net', 'kg', 12], ['순중량 (kg)', 'Net (kg)'], ({ net }) => net),
  column(['deduction', 'kg', 12], ['감량 (kg)', 'Deduction (kg)'], ({ deduction }) => deduction),
  column(['accepted', 'kg', 12], ['인정 (kg)', 'Accepted (kg)'], ({ accepted }) => accepted),
  ...GRADE_BUCKETS.map((grade) =>
    column(
      [`kg_${grade}`, 'kg', 13],
      [`${gradeWords(grade, 'ko')} (kg)`, `${gradeWords(grade, 'en')} (kg)`],
      ({ grades }) => grades[grade] ?? null,
    ),
  ),
  column(['declaredGrade', 'text', 12], ['신고 등급', 'Declared grade'], ({ declaredGrade }) => declaredGrade),
  column(['basis', 'text', 14], ['등급 근거', 'Grades rest on'], ({ basis }) => basis, basisWords),
  column(['confidence', 'share', 10], ['신뢰도', 'Confidence'], ({ confidence }) => confidence),
  column(['exceptions', 'text', 24], ['예외', 'Exceptions'], ({ exceptions }) =>
    exceptions.map(({ code }) => code).join(', '),
  ),
  column(['revision', 'count', 8], ['판', 'Revision'], ({ revision }) => revision),
];

/** A page of visits is sought in all of them, so pages are large. */
const VISITS_OF_PAGE = 20_000;

/** Visits as /api/flows/visits lists them, newest first. */
export function visitSource(ledger: Ledger, { selection, only }: ExportSubject): ExportSource {
  const flows = new LedgerFlows(ledger);
  async function* pages(): AsyncGenerator<Row[]> {
    let after: FlowVisitPosition | null = null;
    do {
      const page = await flows.visits({ ...selection, only, limit: VISITS_OF_PAGE, after });
      if (page.visits.length > 0) yield page.visits.map((visit) => COLUMNS.map(({ of }) => of(visit)));
      after = page.next;
    } while (after !== null);
  }
  const days = (): DayCounts => {
    const sql = `SELECT ${slotOf('coalesce(closed_at, opened_at)', DAY_MS)}, count(*) FROM visit
      WHERE yard IN (SELECT value FROM json_each(?)) AND coalesce(closed_at, opened_at) >= ?
        AND coalesce(closed_at, opened_at) < ? GROUP BY 1 ORDER BY 1`;
    const { yards, from, to } = selection;
    const ask = JSON.stringify(yards);
    return ledger
      .read((database) => database.tuples<[slot: number, rows: number]>(sql, ask, from, to), [])
      .map(([slot, rows]) => [startOfSlot(slot, DAY_MS), rows] as const);
  };
  return {
    // biome-ignore lint/correctness/useYield: one question answers it
    async *count() {
      const { total } = await flows.visits({ ...selection, only, limit: 1, after: null });
      return { rows: total, isExact: true, days };
    },
    table: () => ({ columns: COLUMNS, batches: pages() }),
  };
}
