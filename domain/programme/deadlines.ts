import type { KstDay } from '../units.ts';
import { addMonths, daysBetween, periodEnd } from './calendar.ts';
import type { Anchor, Programme } from './programme.ts';
import { buildEnd, extensionDeadline, type ProjectFields } from './project.ts';
import type { Sourced } from './standing.ts';

/**
 * Where a milestone stands: `unknown`, nothing to count from yet; `ahead`, its first day has not come (or it has only a
 * last day); `now`, between its days; `late`, its last day passed unreached; `passed`, it ends by itself and has; `done`.
 */
export const MILESTONE_STATES = ['unknown', 'ahead', 'now', 'late', 'passed', 'done'] as const;
export type MilestoneState = (typeof MILESTONE_STATES)[number];

export interface Milestone extends Sourced {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly from: KstDay | null;
  /** `null`: no last day is known */
  readonly until: KstDay | null;
  readonly reachedOn: KstDay | null;
  readonly state: MilestoneState;
  /** days from today to the last day; negative when it has passed */
  readonly daysLeft: number | null;
  /** true: counted from a day that nobody has said yet */
  readonly assumed: boolean;
}

/** The day something is counted from, and whether somebody said it. */
interface AnchorDay {
  readonly day: KstDay | null;
  readonly assumed: boolean;
}

const said = (day: KstDay | null): AnchorDay => ({ day, assumed: false });

/**
 * Days that everything else is counted from. The log duty begins on the day that is entered; while none is, it is
 * assumed to begin with the completion inspection, or else at the end of building, because the announcement does not say.
 */
export function anchorsOf(fields: ProjectFields, programme: Programme): Readonly<Record<Anchor, AnchorDay>> {
  const end = buildEnd(fields);
  const inspected = fields.reached['completion-inspection'] ?? null;
  return {
    'call-closes': said(programme.call.closes),
    agreement: said(fields.agreedOn),
    start: { day: fields.startedOn ?? fields.agreedOn, assumed: fields.startedOn === null && fields.agreedOn !== null },
    'build-end': said(end),
    'extension-deadline': said(extensionDeadline(fields, programme)),
    'log-start':
      fields.logDutyStart === null
        ? { day: inspected ?? end, assumed: (inspected ?? end) !== null }
        : said(fields.logDutyStart),
  };
}

/**
 * The milestones of a project in the programme's order, its extension applied. A month count from an anchor gives the
 * first day as the day of that number (`addMonths`) and the last as the end of the period (`periodEnd`); 0 is the anchor
 * itself. The deadline for an extension is done on the day the extension was asked for.
 */
export function milestonesOf(fields: ProjectFields, programme: Programme, today: KstDay): Milestone[] {
  const anchors = anchorsOf(fields, programme);
  return programme.milestones.map(
    ({ id, name, nameEn, anchor, fromMonths, untilMonths, endsByItself, source, standing }) => {
      const { day, assumed } = anchors[anchor];
      const from = day === null || fromMonths === null ? null : addMonths(day, fromMonths);
      const until = lastDay(day, untilMonths);
      const reachedOn = reachedDay(id, fields);
      return {
        id,
        name,
        nameEn,
        from,
        until,
        reachedOn,
        state: stateOf({ day, from, until, reachedOn, endsByItself, today }),
        daysLeft: until === null ? null : daysBetween(today, until),
        assumed,
        source,
        standing,
      };
    },
  );
}

function lastDay(day: KstDay | null, months: number | null): KstDay | null {
  if (day === null || months === null) return null;
  return months === 0 ? day : periodEnd(day, months);
}

/** Some milestones are said by a field of the project itself. */
function reachedDay(id: string, fields: ProjectFields): KstDay | null {
  const own: Readonly<Record<string, KstDay | null>> = {
    application: fields.appliedOn,
    agreement: fields.agreedOn,
    start: fields.startedOn ?? fields.agreedOn,
    'extension-request': fields.extension?.requestedOn ?? null,
  };
  return fields.reached[id] ?? own[id] ?? null;
}

function stateOf({
  day,
  from,
  until,
  reachedOn,
  endsByItself,
  today,
}: {
  readonly day: KstDay | null;
  readonly from: KstDay | null;
  readonly until: KstDay | null;
  readonly reachedOn: KstDay | null;
  readonly endsByItself: boolean;
  readonly today: KstDay;
}): MilestoneState {
  if (reachedOn !== null && reachedOn <= today) return 'done';
  if (day === null) return 'unknown';
  if (until !== null && today > until) return endsByItself ? 'passed' : 'late';
  return from !== null && from <= today ? 'now' : 'ahead';
}
