import { GRADE_BUCKETS } from '../../../domain/grades.ts';
import type { Kilogram } from '../../../domain/units.ts';
import type { Dispute } from '../../../domain/wire/slips-api.ts';
import { gradeWords } from '../../exports/words.ts';
import type { Value } from '../../stores/columns/rows.ts';
import { type FlowSum, summedBy } from './flow-sums.ts';
import type { PageColumn, ReportSection } from './page.ts';
import type { ReportWords } from './words-ko.ts';

/** What every section is made with. */
export interface Telling {
  readonly words: ReportWords;
  readonly language: 'ko' | 'en';
  readonly nameOf: (yard: string) => string;
}

export const column = (title: string, kind: PageColumn['kind'], width: number): PageColumn => ({ title, kind, width });

/** A section by its key, without a note and with the word for nothing unless told otherwise. */
export function section(
  { words }: Telling,
  key: keyof ReportWords['sections'],
  columns: readonly PageColumn[],
  rows: readonly (readonly Value[])[],
  more: Partial<Pick<ReportSection, 'note' | 'sums'>> = {},
): ReportSection {
  const [heading = '', sheet = ''] = words.sections[key];
  return { heading, sheet, columns, rows, empty: words.none, ...more };
}

/** Rows with one below them that adds the numbers up, where there is more than one. */
export function withSum(
  rows: readonly (readonly Value[])[],
  total: readonly Value[],
): Pick<ReportSection, 'rows' | 'sums'> {
  return rows.length < 2 ? { rows } : { rows: [...rows, total], sums: [rows.length] };
}

export const partnerName = ({ words }: Telling, partner: string): string =>
  partner === '' ? words.noPartner : partner;

/** Grades in the order of the screens. */
export const inGradeOrder = (grades: Iterable<string>): string[] => {
  const found = new Set(grades);
  return GRADE_BUCKETS.filter((bucket) => found.has(bucket));
};

/** Kilograms in and out by grade, with what part of its direction each is. */
export function gradeSection(telling: Telling, flows: readonly FlowSum[]): ReportSection {
  const { words, language } = telling;
  const { grade, inbound, outbound, share } = words.columns;
  const ofGrade = (direction: string) =>
    summedBy(
      flows.filter((flow) => flow.direction === direction),
      (flow) => flow.grade,
      ({ kg }) => kg,
    );
  const [into, out] = [ofGrade('inbound'), ofGrade('outbound')];
  const all = (sums: Map<string, Kilogram>) => [...sums.values()].reduce((sum, kg) => sum + kg, 0);
  const [allIn, allOut] = [all(into), all(out)];
  const part = (kg: Kilogram, whole: Kilogram): Value => (whole === 0 ? null : kg / whole);
  const rows = inGradeOrder([...into.keys(), ...out.keys()]).map((code): Value[] => {
    const [inKg, outKg] = [into.get(code) ?? 0, out.get(code) ?? 0];
    return [gradeWords(code, language), inKg, part(inKg, allIn), outKg, part(outKg, allOut)];
  });
  const total = [words.total, allIn, part(allIn, allIn), allOut, part(allOut, allOut)];
  const columns = [
    ...[column(grade, 'text', 16), column(inbound, 'kg', 14), column(share, 'share', 9)],
    ...[column(outbound, 'kg', 14), column(share, 'share', 9)],
  ];
  const { rows: summed, ...sums } = withSum(rows, total);
  return section(telling, 'grades', columns, summed, sums);
}

/** What a partner objects to, in a few words. */
export function subjectWords({ words, language }: Telling, { subject }: Dispute): string {
  const name = words.subjects[subject.kind] ?? subject.kind;
  if (subject.kind === 'weight')
    return subject.wantedKg === null ? name : `${name} → ${subject.wantedKg.toLocaleString('en-US')} kg`;
  return subject.wanted === null ? name : `${name} → ${gradeWords(subject.wanted, language)}`;
}
