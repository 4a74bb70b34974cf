import type { KstDay } from '../units.ts';
import { type BudgetEntry, type BudgetSums, standingEntries } from './budget.ts';
import { paceOf } from './burn.ts';
import { daysBetween } from './calendar.ts';
import type { CourseCheck, DocumentCheck } from './checklists.ts';
import { FUNDERS, type Funding } from './funding.ts';
import { SYSTEM_LEVELS, type SystemLevel } from './levels.ts';
import { columnOf, type Phase, type Programme } from './programme.ts';
import { buildEnd, extensionDeadline, type ProjectFields } from './project.ts';
import { sumWon } from './won.ts';

/** Rules that may warn of a grant project. */
export const WARNING_RULES = [
  'BUILD_END_PASSED',
  'BUILD_END_COMING',
  'EXTENSION_DEADLINE_COMING',
  'EARNED_BEHIND',
  'LINE_OVER_APPROVAL',
  'FUNDER_OVER_SHARE',
  'CAP_EXCEEDED',
  'VAT_CASH_NEEDED',
  'EVIDENCE_MISSING',
  'DOCUMENTS_MISSING',
  'COURSES_MISSING',
  'TARGET_LEVEL_UNMET',
] as const;
export type WarningRule = (typeof WARNING_RULES)[number];

/** From the worst: money or the grant itself is in danger; something must be done soon; good to know. */
export const WARNING_LEVELS = ['alarm', 'warning', 'note'] as const;
export type WarningLevel = (typeof WARNING_LEVELS)[number];

export interface Warning {
  readonly rule: WarningRule;
  readonly level: WarningLevel;
  readonly params: Readonly<Record<string, string | number>>;
}

/** What is known of a project when it is looked at. */
export interface WarningFacts {
  readonly programme: Programme;
  readonly fields: ProjectFields;
  readonly funding: Funding;
  readonly sums: BudgetSums;
  readonly entries: readonly BudgetEntry[];
  readonly documents: readonly DocumentCheck[];
  readonly courses: readonly CourseCheck[];
  readonly reached: SystemLevel;
  readonly today: KstDay;
}

/** Within a week a warning of a deadline becomes an alarm (derived). */
const LAST_DAYS = 7;

/**
 * Everything that endangers a project, worst first; rules of one level in the order of `WARNING_RULES`. Thresholds are
 * the programme's data. A project that ended has nothing to warn of; before the agreement only its application and its
 * caps matter.
 */
export function warningsOf(facts: WarningFacts): Warning[] {
  const phase = columnOf(facts.programme, facts.fields.state)?.phase ?? 'before';
  if (phase === 'ended') return [];
  const found = [
    ...capWarnings(facts),
    ...(phase === 'before' ? documentWarnings(facts, 'application', null) : []),
    ...agreedWarnings(facts, phase),
  ];
  const place = ({ rule, level }: Warning): number =>
    WARNING_LEVELS.indexOf(level) * WARNING_RULES.length + WARNING_RULES.indexOf(rule);
  return found.sort((a, b) => place(a) - place(b));
}

function agreedWarnings(facts: WarningFacts, phase: Phase): Warning[] {
  const { fields } = facts;
  const end = buildEnd(fields);
  if (fields.agreedOn === null || end === null) return [];
  const money = [...approvalWarnings(facts), ...vatWarnings(facts), ...evidenceWarnings(facts)];
  // once inspected, dates and proofs of completion are settled
  if (fields.reached['completion-inspection'] !== undefined) return money;
  const daysLeft = daysBetween(facts.today, end);
  return [
    ...money,
    ...(phase === 'after' ? [] : [...buildEndWarnings(facts, end, daysLeft), ...extensionWarnings(facts)]),
    ...paceWarnings(facts, { from: fields.startedOn ?? fields.agreedOn, to: end }),
    ...documentWarnings(facts, 'completion', daysLeft),
    ...courseWarnings(facts, daysLeft),
    ...levelWarnings(facts, daysLeft),
  ];
}

/** A last day coming near: warned of within the notice, an alarm in its last week. */
function urgency(daysLeft: number, noticeDays: number): WarningLevel {
  return daysLeft <= LAST_DAYS ? 'alarm' : daysLeft <= noticeDays ? 'warning' : 'note';
}

function buildEndWarnings({ fields, programme }: WarningFacts, end: KstDay, daysLeft: number): Warning[] {
  if (fields.reached['build-end'] !== undefined) return [];
  if (daysLeft < 0) return [{ rule: 'BUILD_END_PASSED', level: 'alarm', params: { day: end, days: -daysLeft } }];
  const notice = programme.warnings.buildEndNoticeDays.value;
  if (daysLeft > notice) return [];
  return [{ rule: 'BUILD_END_COMING', level: urgency(daysLeft, notice), params: { day: end, days: daysLeft } }];
}

/** The deadline of the one extension (announcement; confirmed), from D-30 before it on, while none was asked for. */
function extensionWarnings({ fields, programme, today }: WarningFacts): Warning[] {
  const deadline = extensionDeadline(fields, programme);
  if (deadline === null || fields.extension !== null || fields.reached['build-end'] !== undefined) return [];
  const days = daysBetween(today, deadline);
  const notice = programme.warnings.extensionNoticeDays.value;
  if (days < 0 || days > notice) return [];
  return [{ rule: 'EXTENSION_DEADLINE_COMING', level: urgency(days, notice), params: { day: deadline, days } }];
}

/** Earned 15 points or more behind the elapsed time (derived); from 30 points on an alarm. */
function paceWarnings(
  { entries, programme, today }: WarningFacts,
  term: { readonly from: KstDay; readonly to: KstDay },
): Warning[] {
  const pace = paceOf(entries, { ...term, today });
  const limit = programme.warnings.earnedBehindPerCent.value * 100;
  if (pace === null || pace.gapBasisPoints < limit) return [];
  const level = pace.gapBasisPoints >= 2 * limit ? 'alarm' : 'warning';
  return [{ rule: 'EARNED_BEHIND', level, params: { ...pace } }];
}

/** A line of which more is committed, accepted or paid than was approved; a funder of whom more is planned than it gives. */
function approvalWarnings({ sums, funding }: WarningFacts): Warning[] {
  const lines = sums.byLine.flatMap(({ line, sums: { planned, committed, earned, paid } }): Warning[] => {
    const most = Math.max(committed, earned, paid);
    if (most <= Math.max(planned, 0)) return [];
    const params = { line, planned, amount: most, over: most - planned };
    return [{ rule: 'LINE_OVER_APPROVAL', level: 'alarm', params }];
  });
  const funders = FUNDERS.flatMap((funder): Warning[] => {
    const { planned } = sums.byFunder[funder];
    const share = funding[funder];
    if (planned <= share) return [];
    return [{ rule: 'FUNDER_OVER_SHARE', level: 'alarm', params: { funder, planned, share, over: planned - share } }];
  });
  return [...lines, ...funders];
}

/** What lies above the caps is the adopter's own money (announcement; confirmed). */
function capWarnings({ funding }: WarningFacts): Warning[] {
  if (funding.overCaps === 0) return [];
  return [{ rule: 'CAP_EXCEEDED', level: 'warning', params: { over: funding.overCaps, adopter: funding.adopter } }];
}

/** VAT is the adopter's cash: due with what is accepted and not paid yet (announcement; confirmed; the moment derived). */
function vatWarnings({ funding, sums }: WarningFacts): Warning[] {
  if (sums.total.paid >= funding.total) return [];
  const level = sums.total.earned > sums.total.paid ? 'warning' : 'note';
  return [{ rule: 'VAT_CASH_NEEDED', level, params: { vat: funding.vat, adopterCash: funding.adopterCash } }];
}

/** Money that happened and has no document: amounts whose proof is missing are cut or clawed back (weak). */
function evidenceWarnings({ entries }: WarningFacts): Warning[] {
  const bare = standingEntries(entries).filter(({ stage, document }) => stage !== 'planned' && document === null);
  if (bare.length === 0) return [];
  const amount = sumWon(bare.map(({ amount: won }) => Math.abs(won)));
  return [{ rule: 'EVIDENCE_MISSING', level: 'warning', params: { count: bare.length, amount } }];
}

function documentWarnings(
  facts: WarningFacts,
  phase: 'application' | 'completion',
  daysLeft: number | null,
): Warning[] {
  const missing = facts.documents.filter(
    ({ item, state }) => item.phase === phase && (state === 'expired' || (item.isRequired && state === 'missing')),
  );
  if (missing.length === 0) return [];
  const level = daysLeft === null ? 'warning' : urgency(daysLeft, facts.programme.warnings.completionNoticeDays.value);
  const items = missing.map(({ item }) => item.id).join(',');
  return [{ rule: 'DOCUMENTS_MISSING', level, params: { phase, count: missing.length, items } }];
}

function courseWarnings({ courses, programme }: WarningFacts, daysLeft: number): Warning[] {
  const missing = courses.filter(({ state }) => state !== 'done');
  if (missing.length === 0) return [];
  const level = urgency(daysLeft, programme.warnings.completionNoticeDays.value);
  const items = missing.map(({ course }) => course.id).join(',');
  return [{ rule: 'COURSES_MISSING', level, params: { count: missing.length, items } }];
}

/** A level below the target at the completion inspection may cost the grant (announcement: 지원금 환수 가능; confirmed). */
function levelWarnings({ fields, reached, programme }: WarningFacts, daysLeft: number): Warning[] {
  if (SYSTEM_LEVELS.indexOf(reached) >= SYSTEM_LEVELS.indexOf(fields.targetLevel)) return [];
  const level = urgency(daysLeft, programme.warnings.completionNoticeDays.value);
  return [{ rule: 'TARGET_LEVEL_UNMET', level, params: { reached, target: fields.targetLevel } }];
}
