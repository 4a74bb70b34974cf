import { startOfKstWeek, WEEK_MS } from '../../../domain/flows/buckets.ts';
import { type FlowWeek, WEEKS_COMPARED, WEEKS_NEEDED } from '../../../domain/flows/changes.ts';
import { holidayNames, holidaysIn } from '../../../domain/flows/holidays.ts';
import type { Period } from '../../../domain/flows/periods.ts';
import { medianOf } from '../../../domain/flows/spread.ts';
import { changesToldOnce } from '../../../domain/flows/told-once.ts';
import { formatKst, kstDay } from '../../../domain/kst-time.ts';
import type { EpochMs, Kilogram } from '../../../domain/units.ts';
import type { ChangeReport } from '../../../domain/wire/flows-api.ts';
import type { FlowReads, FlowSelection, SupplierSpan } from './flow-requests.ts';

/** What is unusual about a KST week of inbound, within the rows of a selection; the rule is `domain/flows/changes.ts`. */
export class ChangeStore {
  readonly #flows: FlowReads;

  constructor(flows: FlowReads) {
    this.#flows = flows;
  }

  /**
   * The week that holds `at`; while it runs, it and the weeks before are looked at up to the same moment of the week. Of the
   * eight before, those with a public holiday are left out where four others remain: two months after 추석 its thin weeks
   * would still make anything look usual.
   */
  async report(selection: FlowSelection, at: EpochMs, now: EpochMs): Promise<ChangeReport> {
    const start = startOfKstWeek(at);
    const elapsed = Math.min(WEEK_MS, Math.max(1, now - start));
    const starts = Array.from({ length: WEEKS_COMPARED }, (_, back) => start - (WEEKS_COMPARED - back) * WEEK_MS);
    const parts = [...starts, start].map((from): Period => ({ from, to: from + elapsed }));
    const rests =
      elapsed === WEEK_MS ? [] : starts.map((from): Period => ({ from: from + elapsed, to: from + WEEK_MS }));
    const spans = await this.#flows.supplierSpans({ selection, spans: [...parts, ...rests] });
    const week = weekOf(spans[WEEKS_COMPARED]);
    const cut = spans.slice(0, WEEKS_COMPARED);
    // a week says what is usual once the first truck was ever weighed
    const whole = cut.map((part, place) => namesIn(part, spans[WEEKS_COMPARED + 1 + place]));
    const first = whole.findIndex((names) => names.length > 0);
    const known = first === -1 ? [] : parts.slice(first, WEEKS_COMPARED);
    // a week with a holiday says little of what is usual; without enough others it is better than nothing
    const ordinary = known.filter(({ from, to }) => holidaysIn(from, to).length === 0);
    const compared = ordinary.length >= WEEKS_NEEDED ? ordinary : known;
    const before = compared.map((part) => weekOf(cut[parts.indexOf(part)]));
    const holiday = holidayNames(holidaysIn(start, start + elapsed));
    const totals = before.map(netOf);
    return {
      from: kstDay(start),
      to: kstDay(start + WEEK_MS - 1),
      until: formatKst(start + elapsed),
      comparedWeeks: before.length,
      netKg: netOf(week),
      medianKg: medianOf(totals),
      changes: changesToldOnce({ week, before, known: new Set(whole.flat()), holiday }),
    };
  }
}

/** Whose trucks came. */
function namesIn(...spans: readonly (SupplierSpan | undefined)[]): string[] {
  return spans.flatMap((span) => span?.kilograms.map(({ partner }) => partner) ?? []);
}

function weekOf(span: SupplierSpan | undefined): FlowWeek {
  const kilograms = new Map<string, Map<string, Kilogram>>();
  for (const { partner, grade, kg } of span?.kilograms ?? []) {
    const own = kilograms.get(partner) ?? new Map<string, Kilogram>();
    own.set(grade, (own.get(grade) ?? 0) + kg);
    kilograms.set(partner, own);
  }
  return { kilograms, sums: new Map(span?.sums.map(({ partner, sums }) => [partner, sums])) };
}

function netOf({ kilograms }: FlowWeek): Kilogram {
  let sum = 0;
  for (const grades of kilograms.values()) for (const kg of grades.values()) sum += kg;
  return sum;
}
