import type { EpochMs, KstDay } from '../units.ts';
import { isDay, lastDayBefore, periodEnd } from './calendar.ts';
import { SYSTEM_LEVELS, type SystemLevel } from './levels.ts';
import { columnOf, type Programme } from './programme.ts';
import { type Refusal, refusal } from './refusals.ts';
import { isWon, type Won } from './won.ts';

export interface Extension {
  readonly requestedOn: KstDay;
  readonly months: number;
  /** trouble of hardware may take longer than anything else */
  readonly cause: 'ordinary' | 'hardware';
}

/** What is said of a grant project; days are KST days, won are without VAT. */
export interface ProjectFields {
  readonly name: string;
  readonly programme: string;
  readonly adopter: string;
  readonly supplier: string;
  readonly tenant: string;
  readonly yards: readonly string[];
  /** id of a board column of the programme */
  readonly state: string;
  readonly appliedOn: KstDay | null;
  readonly agreedOn: KstDay | null;
  /** `null`: on the day of the agreement */
  readonly startedOn: KstDay | null;
  readonly termMonths: number;
  /** the end the agreement itself names, before an extension; `null`: counted from the agreement */
  readonly buildEndAgreed: KstDay | null;
  readonly extension: Extension | null;
  readonly measuredLevel: SystemLevel | null;
  readonly targetLevel: SystemLevel;
  readonly totalCost: Won;
  /** when the log duty begins; the announcement does not say */
  readonly logDutyStart: KstDay | null;
  /** days on which milestones were reached, by milestone */
  readonly reached: Readonly<Record<string, KstDay>>;
}

/** A row of a project's history; the whole of its fields, so that a row can be read alone. */
export interface ProjectRow {
  readonly kind: 'created' | 'changed';
  readonly at: EpochMs;
  readonly by: string;
  readonly reason: string;
  readonly fields: ProjectFields;
}

/** A grant project as its rows leave it. */
export interface GrantProject {
  /** number of rows */
  readonly revision: number;
  readonly createdAt: EpochMs;
  readonly changedAt: EpochMs;
  readonly fields: ProjectFields;
}

export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Folds a project's rows, in the order they were written; `null` without any. */
export function projectOf(rows: readonly ProjectRow[]): GrantProject | null {
  const [first] = rows;
  const last = rows.at(-1);
  if (!first || !last) return null;
  return { revision: rows.length, createdAt: first.at, changedAt: last.at, fields: last.fields };
}

/** What each row changed of the row before, in the order of the rows; nothing for the first. */
export function changesOf(rows: readonly ProjectRow[]): FieldChange[][] {
  return rows.map(({ fields }, place) => {
    const before = rows[place - 1]?.fields;
    return before ? fieldChanges(before, fields) : [];
  });
}

/** Fields that differ, by name. */
export function fieldChanges(before: ProjectFields, after: ProjectFields): FieldChange[] {
  const names = Object.keys(after).sort() as (keyof ProjectFields)[];
  return names
    .filter((name) => canonical(before[name]) !== canonical(after[name]))
    .map((field) => ({ field, before: before[field], after: after[field] }));
}

/** JSON with the keys of objects in order, so that the order in which they were sent is no change. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/**
 * The last day of building before any extension: the one the agreement names, else counted from the agreement;
 * `null` before the agreement (announcement: term of at most 9 months; confirmed).
 */
export function buildEndBeforeExtension({ agreedOn, termMonths, buildEndAgreed }: ProjectFields): KstDay | null {
  if (agreedOn === null) return null;
  return buildEndAgreed ?? periodEnd(agreedOn, termMonths);
}

/**
 * The last day of building with its extension, `null` before the agreement. Months of an extension are added to the
 * term, or to the end the agreement names (derived).
 */
export function buildEnd(fields: ProjectFields): KstDay | null {
  const { agreedOn, termMonths, buildEndAgreed, extension } = fields;
  if (agreedOn === null) return null;
  const months = extension?.months ?? 0;
  if (buildEndAgreed !== null) return months === 0 ? buildEndAgreed : periodEnd(buildEndAgreed, months);
  return periodEnd(agreedOn, termMonths + months);
}

/** The last day on which an extension may be asked for, `null` before the agreement (announcement; confirmed). */
export function extensionDeadline(fields: ProjectFields, { term }: Programme): KstDay | null {
  const end = buildEndBeforeExtension(fields);
  return end === null ? null : lastDayBefore(end, term.extensionNoticeMonths.value);
}

/**
 * Everything that is wrong with a project's fields, empty when nothing is. `before` is the project as it stands, when it
 * exists. Shapes are the door's business; here are the rules of the programme and the calendar: no day before the
 * agreement, what has happened is not in the future, the term and its one extension within the programme's limits, a
 * target of at least 중간1 and not below the measured level.
 */
export function refuseProject(
  fields: ProjectFields,
  programme: Programme,
  today: KstDay,
  before: ProjectFields | null = null,
): Refusal[] {
  const invalid = invalidDays(fields);
  if (invalid.length > 0) return invalid;
  const refusals = [
    ...refuseState(fields, programme),
    ...refuseDays(fields, today),
    ...refuseTerm(fields, programme),
    ...refuseTarget(fields, programme),
  ];
  if (!isWon(fields.totalCost) || fields.totalCost < 1) refusals.push(refusal('AMOUNT_NOT_POSITIVE', 'totalCost'));
  const extended = before?.extension ?? null;
  if (extended !== null && fields.extension !== null && canonical(extended) !== canonical(fields.extension)) {
    refusals.push(refusal('EXTENSION_REPEATED', 'extension', { most: programme.term.mostExtensions.value }));
  }
  return refusals;
}

/** What is wrong with a change of a project: its reason, that it changes nothing, or the fields it leaves. */
export function refuseChange(
  before: ProjectFields,
  after: ProjectFields,
  reason: string,
  programme: Programme,
  today: KstDay,
): Refusal[] {
  if (reason.trim() === '') return [refusal('REASON_MISSING', 'reason')];
  if (fieldChanges(before, after).length === 0) return [refusal('NOTHING_CHANGED', 'fields')];
  return refuseProject(after, programme, today, before);
}

/** Every day that is said of a project, by field. */
function daysOf(fields: ProjectFields): [string, KstDay][] {
  const days: [string, KstDay | null][] = [
    ['appliedOn', fields.appliedOn],
    ['agreedOn', fields.agreedOn],
    ['startedOn', fields.startedOn],
    ['buildEndAgreed', fields.buildEndAgreed],
    ['extension.requestedOn', fields.extension?.requestedOn ?? null],
    ['logDutyStart', fields.logDutyStart],
    ...Object.entries(fields.reached).map(([id, day]): [string, KstDay] => [`reached.${id}`, day]),
  ];
  return days.filter((entry): entry is [string, KstDay] => entry[1] !== null);
}

function invalidDays(fields: ProjectFields): Refusal[] {
  return daysOf(fields)
    .filter(([, day]) => !isDay(day))
    .map(([field, day]) => refusal('DAY_INVALID', field, { day }));
}

/** Days that lie before the agreement by their nature. */
const BEFORE_AGREEMENT = ['appliedOn', 'agreedOn', 'reached.application'];
/** Days that are agreed and not past. */
const MAY_LIE_AHEAD = ['agreedOn', 'startedOn', 'buildEndAgreed', 'logDutyStart'];

function refuseDays(fields: ProjectFields, today: KstDay): Refusal[] {
  const { agreedOn } = fields;
  return daysOf(fields).flatMap(([field, day]) => {
    const refusals: Refusal[] = [];
    if (!MAY_LIE_AHEAD.includes(field) && day > today) refusals.push(refusal('IN_FUTURE', field, { day, today }));
    if (BEFORE_AGREEMENT.includes(field)) {
      if (field !== 'agreedOn' && agreedOn !== null && day > agreedOn) {
        refusals.push(refusal('BEFORE_AGREEMENT', 'agreedOn', { day: agreedOn, agreedOn: day }));
      }
    } else if (agreedOn === null) {
      refusals.push(refusal('AGREEMENT_MISSING', field, { day }));
    } else if (day < agreedOn) {
      refusals.push(refusal('BEFORE_AGREEMENT', field, { day, agreedOn }));
    }
    return refusals;
  });
}

function refuseState({ state, agreedOn }: ProjectFields, programme: Programme): Refusal[] {
  const column = columnOf(programme, state);
  if (!column) return [refusal('STATE_UNKNOWN', 'state', { state })];
  // a project may be abandoned before its agreement
  const needsAgreement = column.phase === 'running' || column.phase === 'after';
  return needsAgreement && agreedOn === null ? [refusal('STATE_NEEDS_AGREEMENT', 'state', { state })] : [];
}

function refuseTerm(fields: ProjectFields, programme: Programme): Refusal[] {
  const { mostMonths, extensionMonths, hardwareExtensionMonths } = programme.term;
  const { agreedOn, termMonths, buildEndAgreed, extension } = fields;
  const refusals: Refusal[] = [];
  if (termMonths > mostMonths.value) {
    refusals.push(refusal('TERM_TOO_LONG', 'termMonths', { months: termMonths, most: mostMonths.value }));
  }
  if (agreedOn !== null && buildEndAgreed !== null) {
    const last = periodEnd(agreedOn, termMonths);
    if (buildEndAgreed > last) {
      refusals.push(refusal('BUILD_END_BEYOND_TERM', 'buildEndAgreed', { day: buildEndAgreed, last }));
    }
  }
  if (extension === null) return refusals;
  const most = (extension.cause === 'hardware' ? hardwareExtensionMonths : extensionMonths).value;
  if (extension.months > most) {
    refusals.push(refusal('EXTENSION_TOO_LONG', 'extension.months', { months: extension.months, most }));
  }
  const deadline = extensionDeadline(fields, programme);
  if (deadline !== null && extension.requestedOn > deadline) {
    refusals.push(
      refusal('EXTENSION_TOO_LATE', 'extension.requestedOn', { day: extension.requestedOn, last: deadline }),
    );
  }
  return refusals;
}

function refuseTarget({ targetLevel, measuredLevel }: ProjectFields, { leastTarget }: Programme): Refusal[] {
  const rank = (level: SystemLevel): number => SYSTEM_LEVELS.indexOf(level);
  const least =
    measuredLevel !== null && rank(measuredLevel) > rank(leastTarget.value) ? measuredLevel : leastTarget.value;
  return rank(targetLevel) < rank(least)
    ? [refusal('TARGET_TOO_LOW', 'targetLevel', { target: targetLevel, least })]
    : [];
}
