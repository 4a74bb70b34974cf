import { changeSentence } from '../../../domain/flows/sentences.ts';
import { GRADE_BUCKETS } from '../../../domain/grades.ts';
import { gradeWords } from '../../exports/words.ts';
import type { Value } from '../../stores/columns/rows.ts';
import { type PartnerSum, summedBy } from './flow-sums.ts';
import type { ReportSection } from './page.ts';
import { column, inGradeOrder, partnerName, section, subjectWords, type Telling, withSum } from './sections.ts';
import type { TwoWeeks, WeeklyFigures } from './weekly-figures.ts';

const INBOUND = 'inbound';
const OUTBOUND = 'outbound';
/** A letter that says more is not read. */
const MOST_NEWS = 5;

/** Inbound and outbound of the week in sentences. */
export function weeklyLead({ words }: Telling, { flows }: WeeklyFigures): string[] {
  const of = (direction: string, rows: WeeklyFigures['flows']['now']) =>
    rows.reduce((sum, row) => (row.direction === direction ? sum + row.kg : sum), 0);
  const sentences = [INBOUND, OUTBOUND]
    .map((direction) => [direction, of(direction, flows.now), of(direction, flows.before)] as const)
    .filter(([, now, before]) => now + before > 0)
    .map(([direction, now, before]) => words.lead.week(words.directions[direction] ?? direction, now, before));
  return sentences.length === 0 ? [words.lead.none] : sentences;
}

/** What is unusual about the week, the weightiest first. */
export const weeklyNews = ({ language }: Telling, { changes }: WeeklyFigures): string[] =>
  changes.slice(0, MOST_NEWS).map((change) => changeSentence(change, language));

export function weeklySections(telling: Telling, figures: WeeklyFigures): ReportSection[] {
  const { words } = telling;
  return [
    section(
      telling,
      'changes',
      [column(words.columns.sentence, 'text', 100)],
      figures.changes.map((change) => [changeSentence(change, telling.language)]),
      { note: words.notes.changes },
    ),
    partnersSection(telling, figures, INBOUND),
    gradesSection(telling, figures),
    supplierGradeSection(telling, figures),
    partnersSection(telling, figures, OUTBOUND),
    disputeSection(telling, figures),
  ];
}

/** This week, the week before, the difference and what part of the week before it is. */
function compared(now: number, before: number): Value[] {
  return [now, before, now - before, before === 0 ? null : (now - before) / before];
}
const comparedColumns = ({ columns: { thisWeek, lastWeek, change, changeShare } }: Telling['words']) => [
  ...[column(thisWeek, 'kg', 13), column(lastWeek, 'kg', 13), column(change, 'change', 13)],
  column(changeShare, 'change-share', 9),
];

/** Suppliers of inbound, works of outbound; those of either week, most of this week first. */
function partnersSection(telling: Telling, { partners }: WeeklyFigures, direction: string): ReportSection {
  const { words } = telling;
  const key = direction === INBOUND ? 'suppliers' : 'works';
  const title = direction === INBOUND ? words.columns.supplier : words.columns.works;
  const sum = (rows: readonly PartnerSum[], value: (row: PartnerSum) => number) =>
    summedBy(
      rows.filter((row) => row.direction === direction),
      ({ partner }) => partner,
      value,
    );
  const now = sum(partners.now, ({ netKg }) => netKg);
  const before = sum(partners.before, ({ netKg }) => netKg);
  const trucks = sum(partners.now, (row) => row.trucks);
  const deduction = sum(partners.now, ({ deductionKg }) => deductionKg);
  const rows = namesOf(now, before).map((partner): Value[] => [
    ...[partnerName(telling, partner), trucks.get(partner) ?? 0],
    ...compared(now.get(partner) ?? 0, before.get(partner) ?? 0),
    deduction.get(partner) ?? 0,
  ]);
  const total = [...[words.total, allOf(trucks), ...compared(allOf(now), allOf(before))], allOf(deduction)];
  const columns = [
    ...[column(title, 'text', 20), column(words.columns.trucks, 'count', 7), ...comparedColumns(words)],
    column(words.columns.deduction, 'kg', 11),
  ];
  const { rows: summed, ...sums } = withSum(rows, total);
  return section(telling, key, columns, summed, { ...sums, note: words.notes.week });
}

function gradesSection(telling: Telling, { flows }: WeeklyFigures): ReportSection {
  const { words, language } = telling;
  const { now, before } = kilogramsBy(flows, ({ grade }) => grade);
  const all = allOf(now);
  const rows = inGradeOrder([...now.keys(), ...before.keys()]).map((grade): Value[] => {
    const kg = now.get(grade) ?? 0;
    return [gradeWords(grade, language), ...compared(kg, before.get(grade) ?? 0), all === 0 ? null : kg / all];
  });
  const total = [words.total, ...compared(all, allOf(before)), all === 0 ? null : 1];
  const columns = [
    ...[column(words.columns.grade, 'text', 16), ...comparedColumns(words)],
    column(words.columns.share, 'share', 9),
  ];
  const { rows: summed, ...sums } = withSum(rows, total);
  return section(telling, 'grades', columns, summed, sums);
}

const keyOf = (partner: string, grade: string): string => JSON.stringify([partner, grade]);

/** Suppliers as in their own table, the grades of each in the order of the screens. */
function supplierGradeSection(telling: Telling, { flows }: WeeklyFigures): ReportSection {
  const { words, language } = telling;
  const ofPartner = kilogramsBy(flows, ({ partner }) => partner);
  const { now, before } = kilogramsBy(flows, ({ partner, grade }) => keyOf(partner, grade));
  const rows = namesOf(ofPartner.now, ofPartner.before).flatMap((partner) =>
    GRADE_BUCKETS.filter((grade) => now.has(keyOf(partner, grade)) || before.has(keyOf(partner, grade))).map(
      (grade): Value[] => {
        const key = keyOf(partner, grade);
        const figures = compared(now.get(key) ?? 0, before.get(key) ?? 0);
        return [partnerName(telling, partner), gradeWords(grade, language), ...figures];
      },
    ),
  );
  const columns = [column(words.columns.supplier, 'text', 20), column(words.columns.grade, 'text', 12)];
  return section(telling, 'supplierGrades', [...columns, ...comparedColumns(words)], rows);
}

function disputeSection(telling: Telling, { disputes }: WeeklyFigures): ReportSection {
  const { words } = telling;
  const { yard, partner, slip, subject, opened, deadline, state } = words.columns;
  const rows = disputes.map((dispute): Value[] => [
    ...[dispute.yardName, dispute.partner, dispute.slip, subjectWords(telling, dispute)],
    ...[
      Date.parse(dispute.openedAt),
      Date.parse(dispute.deadline),
      words.disputeStates[dispute.state] ?? dispute.state,
    ],
  ]);
  const columns = [
    ...[column(yard, 'text', 14), column(partner, 'text', 16), column(slip, 'text', 14), column(subject, 'text', 18)],
    ...[column(opened, 'time', 13), column(deadline, 'time', 13), column(state, 'text', 10)],
  ];
  return section(telling, 'weekDisputes', columns, rows);
}

/** Inbound kilograms of both weeks by what a key picks. */
function kilogramsBy(
  { now, before }: WeeklyFigures['flows'],
  key: (row: WeeklyFigures['flows']['now'][number]) => string,
): { readonly now: Map<string, number>; readonly before: Map<string, number> } {
  const sum = (rows: TwoWeeks<WeeklyFigures['flows']['now'][number]>['now']) =>
    summedBy(
      rows.filter(({ direction }) => direction === INBOUND),
      key,
      ({ kg }) => kg,
    );
  return { now: sum(now), before: sum(before) };
}

/** Names of either week, most of this week first, then most of the one before. */
function namesOf(now: Map<string, number>, before: Map<string, number>): string[] {
  const of = (sums: Map<string, number>, name: string) => sums.get(name) ?? 0;
  return [...new Set([...now.keys(), ...before.keys()])].sort(
    (a, b) => of(now, b) - of(now, a) || of(before, b) - of(before, a) || (a < b ? -1 : 1),
  );
}

const allOf = (sums: Map<string, number>): number => [...sums.values()].reduce((all, value) => all + value, 0);
