import { AI_TRACK_2026 } from '../../../domain/programme/data/ai-track-2026.ts';
import type { ProjectFields } from '../../../domain/wire/programme-api.ts';
import { plainWon } from '../../text/money.ts';
import { type Read, readAll, readDay, readText, readWon } from './form-values.ts';

/** A project as it is typed; every field is text. */
export type TypedProject = Readonly<Record<TypedName, string>>;
const FIXED_NAMES = [
  'name',
  'adopter',
  'supplier',
  'tenant',
  'yards',
  'state',
  'appliedOn',
  'agreedOn',
  'startedOn',
  'termMonths',
  'buildEndAgreed',
  'extensionOn',
  'extensionMonths',
  'extensionCause',
  'measuredLevel',
  'targetLevel',
  'totalCost',
  'logDutyStart',
] as const;

/** Milestones a person says the day of; the others have fields of their own or pass by themselves. */
export const REACHABLE = ['mid-check', 'build-end', 'completion-inspection'] as const;
export type TypedName = (typeof FIXED_NAMES)[number] | `reached:${(typeof REACHABLE)[number]}`;
export const TYPED_NAMES: readonly TypedName[] = [
  ...FIXED_NAMES,
  ...REACHABLE.map((milestone) => `reached:${milestone}` as const),
];

/** A project as its form shows it; a new one has the programme's longest term and its least target. */
export function typedProject(fields: ProjectFields | null): TypedProject {
  return {
    name: fields?.name ?? '',
    adopter: fields?.adopter ?? '',
    supplier: fields?.supplier ?? '',
    tenant: fields?.tenant ?? '',
    yards: fields?.yards.join(', ') ?? '',
    state: fields?.state ?? AI_TRACK_2026.columns[0]?.id ?? '',
    appliedOn: fields?.appliedOn ?? '',
    agreedOn: fields?.agreedOn ?? '',
    startedOn: fields?.startedOn ?? '',
    termMonths: String(fields?.termMonths ?? AI_TRACK_2026.term.mostMonths.value),
    buildEndAgreed: fields?.buildEndAgreed ?? '',
    extensionOn: fields?.extension?.requestedOn ?? '',
    extensionMonths: fields?.extension ? String(fields.extension.months) : '',
    extensionCause: fields?.extension?.cause ?? 'ordinary',
    measuredLevel: fields?.measuredLevel ?? '',
    targetLevel: fields?.targetLevel ?? AI_TRACK_2026.leastTarget.value,
    totalCost: fields ? plainWon(fields.totalCost) : '',
    logDutyStart: fields?.logDutyStart ?? '',
    'reached:mid-check': fields?.reached['mid-check'] ?? '',
    'reached:build-end': fields?.reached['build-end'] ?? '',
    'reached:completion-inspection': fields?.reached['completion-inspection'] ?? '',
  };
}

/** What was typed as fields to send, or the problems by field. `before` keeps what the form does not show. */
export function projectOf(typed: TypedProject, before: ProjectFields | null) {
  return readAll<ProjectFields>({
    name: readText(typed.name),
    programme: { value: before?.programme ?? AI_TRACK_2026.id },
    adopter: readText(typed.adopter),
    supplier: readText(typed.supplier),
    tenant: readText(typed.tenant),
    yards: readYards(typed.yards),
    state: readText(typed.state),
    appliedOn: readDay(typed.appliedOn),
    agreedOn: readDay(typed.agreedOn),
    startedOn: readDay(typed.startedOn),
    termMonths: readMonths(typed.termMonths),
    buildEndAgreed: readDay(typed.buildEndAgreed),
    extension: readExtension(typed),
    measuredLevel: { value: (typed.measuredLevel || null) as ProjectFields['measuredLevel'] },
    targetLevel: { value: typed.targetLevel as ProjectFields['targetLevel'] },
    totalCost: readCost(typed.totalCost),
    logDutyStart: readDay(typed.logDutyStart),
    reached: readReached(typed, before?.reached ?? {}),
  });
}

/** The days of milestones that are typed, over those the form does not show. */
function readReached(typed: TypedProject, before: ProjectFields['reached']): Read<ProjectFields['reached']> {
  const reached = { ...before };
  for (const milestone of REACHABLE) {
    const day = readDay(typed[`reached:${milestone}`]);
    if ('problem' in day) return day;
    delete reached[milestone];
    if (day.value !== null) reached[milestone] = day.value;
  }
  return { value: reached };
}

function readYards(typed: string): Read<string[]> {
  const yards = [...new Set(typed.split(/[,\s]+/u).filter((yard) => yard !== ''))];
  return yards.length === 0 ? { problem: 'TEXT_MISSING' } : { value: yards };
}

function readMonths(typed: string): Read<number> {
  if (typed.trim() === '') return { problem: 'TEXT_MISSING' };
  if (!/^\d+$/u.test(typed.trim())) return { problem: 'NUMBER_INVALID' };
  return Number(typed) < 1 ? { problem: 'AMOUNT_NOT_POSITIVE' } : { value: Number(typed) };
}

function readCost(typed: string): Read<number> {
  const read = readWon(typed);
  return 'value' in read && read.value < 1 ? { problem: 'AMOUNT_NOT_POSITIVE' } : read;
}

function readExtension(typed: TypedProject): Read<ProjectFields['extension']> {
  if (typed.extensionOn.trim() === '' && typed.extensionMonths.trim() === '') return { value: null };
  const [day, months] = [readDay(typed.extensionOn), readMonths(typed.extensionMonths)];
  if ('problem' in day) return day;
  if (day.value === null) return { problem: 'DAY_INVALID' };
  if ('problem' in months) return months;
  const cause = typed.extensionCause === 'hardware' ? 'hardware' : 'ordinary';
  return { value: { requestedOn: day.value, months: months.value, cause } };
}

/**
 * Two people changed one project: what this one typed stands, and a field it did not touch follows the other. `both`
 * names the fields that both changed to something else.
 */
export function mergedProject(
  base: TypedProject,
  mine: TypedProject,
  theirs: TypedProject,
): { readonly merged: TypedProject; readonly both: readonly TypedName[]; readonly fromThem: readonly TypedName[] } {
  const isMine = (name: TypedName): boolean => mine[name] !== base[name];
  const isTheirs = (name: TypedName): boolean => theirs[name] !== base[name];
  const merged = Object.fromEntries(TYPED_NAMES.map((name) => [name, isMine(name) ? mine[name] : theirs[name]]));
  return {
    merged: merged as TypedProject,
    both: TYPED_NAMES.filter((name) => isMine(name) && isTheirs(name) && mine[name] !== theirs[name]),
    fromThem: TYPED_NAMES.filter((name) => !isMine(name) && isTheirs(name)),
  };
}
