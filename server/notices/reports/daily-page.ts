import type { Visit } from '../../../domain/wire/http-api.ts';
import { gradeWords } from '../../exports/words.ts';
import type { Value } from '../../stores/columns/rows.ts';
import type { DailyFigures } from './daily-figures.ts';
import type { ReportSection } from './page.ts';
import { column, gradeSection, partnerName, section, subjectWords, type Telling, withSum } from './sections.ts';

/** What the day came to in a few sentences. */
export function dailyLead({ words }: Telling, figures: DailyFigures): string[] {
  const { yards, partners, restatements, disputes } = figures;
  const sum = (value: (yard: (typeof yards)[number]) => number) => yards.reduce((all, yard) => all + value(yard), 0);
  const trucks = sum((yard) => yard.trucks);
  const plan = sum(({ planKg }) => planKg ?? 0);
  const planned = sum(({ planKg, inboundKg }) => (planKg === null ? 0 : inboundKg));
  const deduction = sum(({ deductionKg }) => deductionKg);
  const exceptions = partners.reduce((all, { exceptionTrucks }) => all + exceptionTrucks, 0);
  const { lead } = words;
  return [
    trucks === 0
      ? lead.none
      : lead.day(
          trucks,
          sum((yard) => yard.inboundKg),
          sum((yard) => yard.outboundKg),
        ),
    ...(plan === 0 ? [] : [lead.plan(plan, planned / plan)]),
    ...(deduction === 0 ? [] : [lead.deduction(deduction, figures.deducted.length)]),
    lead.attention(exceptions, restatements.length, disputes.length),
  ];
}

export function dailySections(telling: Telling, figures: DailyFigures): ReportSection[] {
  return [
    yardSection(telling, figures),
    gradeSection(telling, figures.flows),
    partnerSection(telling, figures),
    deductionSection(telling, figures.deducted),
    exceptionSection(telling, figures.exceptional),
    restatementSection(telling, figures),
    disputeSection(telling, figures),
    slipSection(telling, figures),
    accountSection(telling, figures),
  ];
}

function yardSection(telling: Telling, { yards }: DailyFigures): ReportSection {
  const { words, nameOf } = telling;
  const { yard, trucks, inbound, plan, attained, outbound, deduction } = words.columns;
  const rows = yards.map(({ yard, trucks, inboundKg, planKg, outboundKg, deductionKg }): Value[] => {
    return [nameOf(yard), trucks, inboundKg, planKg, planKg && inboundKg / planKg, outboundKg, deductionKg];
  });
  const sum = (place: number) => rows.reduce((all, row) => all + Number(row[place] ?? 0), 0);
  const total = [words.total, sum(1), sum(2), null, null, sum(5), sum(6)];
  const columns = [
    ...[column(yard, 'text', 18), column(trucks, 'count', 8), column(inbound, 'kg', 13), column(plan, 'kg', 14)],
    ...[column(attained, 'share', 9), column(outbound, 'kg', 13), column(deduction, 'kg', 12)],
  ];
  const { rows: summed, ...sums } = withSum(rows, total);
  return section(telling, 'yards', columns, summed, sums);
}

function partnerSection(telling: Telling, { partners }: DailyFigures): ReportSection {
  const { words, nameOf } = telling;
  const { yard, partner, direction, trucks, net, deduction, accepted, exceptions, cancelled } = words.columns;
  const rows = partners.map((row): Value[] => [
    ...[partnerName(telling, row.partner), words.directions[row.direction] ?? row.direction, nameOf(row.yard)],
    ...[row.trucks, row.netKg, row.deductionKg, row.acceptedKg, row.exceptionTrucks, row.cancelledTrucks],
  ]);
  return section(
    telling,
    'partners',
    [
      ...[
        column(partner, 'text', 18),
        column(direction, 'text', 8),
        column(yard, 'text', 15),
        column(trucks, 'count', 7),
      ],
      ...[column(net, 'kg', 13), column(deduction, 'kg', 11), column(accepted, 'kg', 13)],
      ...[column(exceptions, 'count', 8), column(cancelled, 'count', 8)],
    ],
    rows,
  );
}

/** When, which and whose truck it was. */
const truck = (telling: Telling, { closedAt, openedAt, id, ticket, plate, partner, yard }: Visit): Value[] => [
  ...[Date.parse(closedAt ?? openedAt), telling.nameOf(yard), partnerName(telling, partner ?? ''), plate, ticket ?? id],
];
const truckColumns = ({ columns: { at, yard, partner, plate, ticket } }: Telling['words']) => [
  ...[column(at, 'time', 14), column(yard, 'text', 14), column(partner, 'text', 16), column(plate, 'text', 17)],
  column(ticket, 'text', 17),
];

function deductionSection(telling: Telling, visits: readonly Visit[]): ReportSection {
  const { net, deduction, accepted } = telling.words.columns;
  const rows = visits.map((visit): Value[] => [...truck(telling, visit), visit.net, visit.deduction, visit.accepted]);
  const columns = [column(net, 'kg', 11), column(deduction, 'kg', 10), column(accepted, 'kg', 14)];
  return section(telling, 'deducted', [...truckColumns(telling.words), ...columns], rows);
}

function exceptionSection(telling: Telling, visits: readonly Visit[]): ReportSection {
  const { words } = telling;
  const rows = visits.map((visit): Value[] => [
    ...truck(telling, visit),
    visit.exceptions.map(({ code }) => words.exceptions[code] ?? code).join(words.listSeparator),
  ]);
  return section(telling, 'exceptional', [...truckColumns(words), column(words.columns.what, 'text', 30)], rows);
}

function restatementSection(telling: Telling, { restatements }: DailyFigures): ReportSection {
  const { words, language, nameOf } = telling;
  const { day, yard, direction, grade, before, after, change, ticket } = words.columns;
  const rows = restatements.map((row): Value[] => [
    ...[row.day, nameOf(row.yard), words.directions[row.direction] ?? row.direction],
    row.grade === 'deduction' ? words.deductionBucket : gradeWords(row.grade, language),
    ...[row.beforeKg, row.afterKg, row.afterKg - row.beforeKg, row.ticket],
  ]);
  const columns = [
    ...[column(day, 'text', 11), column(yard, 'text', 14), column(direction, 'text', 8), column(grade, 'text', 10)],
    ...[column(before, 'kg', 11), column(after, 'kg', 11), column(change, 'change', 11), column(ticket, 'text', 20)],
  ];
  return section(telling, 'restatements', columns, rows, { note: words.notes.restatements });
}

function disputeSection(telling: Telling, { disputes }: DailyFigures): ReportSection {
  const { words } = telling;
  const { yard, partner, slip, subject, opened, deadline, overdue } = words.columns;
  const rows = disputes.map((dispute): Value[] => [
    ...[dispute.yardName, dispute.partner, dispute.slip, subjectWords(telling, dispute)],
    ...[Date.parse(dispute.openedAt), Date.parse(dispute.deadline), dispute.overdue ? words.yes : ''],
  ]);
  const columns = [
    ...[column(yard, 'text', 14), column(partner, 'text', 16), column(slip, 'text', 14), column(subject, 'text', 18)],
    ...[column(opened, 'time', 13), column(deadline, 'time', 13), column(overdue, 'text', 9)],
  ];
  return section(telling, 'disputes', columns, rows);
}

function slipSection(telling: Telling, { slips }: DailyFigures): ReportSection {
  const { yard, issued, superseded, cancelled } = telling.words.columns;
  const rows = slips.map((row): Value[] => [telling.nameOf(row.yard), row.issued, row.superseded, row.cancelled]);
  const columns = [
    ...[column(yard, 'text', 20), column(issued, 'count', 12), column(superseded, 'count', 12)],
    column(cancelled, 'count', 12),
  ];
  return section(telling, 'slips', columns, rows);
}

/** received = written + pending + rejected, by yard. */
function accountSection(telling: Telling, { yards, account }: DailyFigures): ReportSection {
  const { yard, received, written, pending, rejected, duplicates } = telling.words.columns;
  const rows = yards.map(({ yard }): Value[] => {
    const own = account.byDevice.filter((device) => device.yard === yard);
    const sum = (name: 'received' | 'written' | 'pending' | 'rejected' | 'duplicates') =>
      own.reduce((all, device) => all + device[name], 0);
    return [telling.nameOf(yard), sum('received'), sum('written'), sum('pending'), sum('rejected'), sum('duplicates')];
  });
  const columns = [
    ...[column(yard, 'text', 20), column(received, 'count', 12), column(written, 'count', 12)],
    ...[column(pending, 'count', 12), column(rejected, 'count', 12), column(duplicates, 'count', 12)],
  ];
  return section(telling, 'account', columns, rows, { note: telling.words.notes.account });
}
