import { SYSTEM_LEVELS } from '../../../domain/programme/levels.ts';
import { WARNING_LEVELS } from '../../../domain/programme/warnings.ts';
import type { ProjectSummary } from '../../../domain/wire/programme-api.ts';

/** Columns a portfolio can be sorted by; `warning` first is how it opens. */
export const SORTS = ['warning', 'name', 'state', 'level', 'burn', 'pace', 'days'] as const;
export type Sort = (typeof SORTS)[number];

/** What stands in the address of the portfolio. */
export interface PortfolioAddress {
  readonly find?: string | undefined;
  readonly state?: string | undefined;
  readonly warning?: string | undefined;
  readonly sort?: string | undefined;
  /** `up` or `down`; without it as the column is most often read */
  readonly order?: string | undefined;
}

/** The order an address asks for; an unknown one is that of the warnings. */
export function sortOf(address: PortfolioAddress): { sort: Sort; isDown: boolean } {
  const sort = SORTS.find((known) => known === address.sort) ?? 'warning';
  return { sort, isDown: address.order === undefined ? false : address.order === 'down' };
}

/** The place of a project in a column, smallest first; `null` goes last in either direction. */
function place(project: ProjectSummary, sort: Sort): number | string | null {
  switch (sort) {
    case 'warning':
      return project.worst === null ? null : WARNING_LEVELS.indexOf(project.worst.level);
    case 'name':
      return project.name;
    case 'state':
      return project.state;
    case 'level':
      return SYSTEM_LEVELS.indexOf(project.reached) - SYSTEM_LEVELS.indexOf(project.target);
    case 'burn':
      return project.sums === null || project.sums.planned <= 0 ? null : project.sums.earned / project.sums.planned;
    case 'pace':
      return project.pace === null ? null : -project.pace.gapBasisPoints;
    case 'days':
      return project.daysLeft;
  }
}

const collator = new Intl.Collator('ko', { numeric: true });

function compare(a: number | string, b: number | string): number {
  return typeof a === 'string' || typeof b === 'string' ? collator.compare(String(a), String(b)) : a - b;
}

/**
 * Projects in the order asked for; those without a figure come last, whichever way it is read. Equal ones by the days
 * left, then by name and id, so that no row ever jumps.
 */
export function sortedProjects(projects: readonly ProjectSummary[], address: PortfolioAddress): ProjectSummary[] {
  const { sort, isDown } = sortOf(address);
  return [...projects].sort((a, b) => {
    const [left, right] = [place(a, sort), place(b, sort)];
    if (left === null || right === null) {
      if (left !== right) return left === null ? 1 : -1;
    } else {
      const order = compare(left, right);
      if (order !== 0) return isDown ? -order : order;
    }
    return (
      (a.daysLeft ?? Number.MAX_SAFE_INTEGER) - (b.daysLeft ?? Number.MAX_SAFE_INTEGER) ||
      collator.compare(a.name, b.name) ||
      a.id.localeCompare(b.id)
    );
  });
}

/** The projects that fit the filters of an address. */
export function fittingProjects(projects: readonly ProjectSummary[], address: PortfolioAddress): ProjectSummary[] {
  const wanted = squeezed(address.find ?? '');
  return projects.filter((project) => {
    if (address.state !== undefined && project.state !== address.state) return false;
    if (address.warning === 'alarm' && project.worst?.level !== 'alarm') return false;
    if (address.warning === 'any' && project.worst === null) return false;
    if (wanted === '') return true;
    return [project.name, project.adopter, project.supplier, ...project.yards].some((word) =>
      squeezed(word).includes(wanted),
    );
  });
}

const squeezed = (words: string): string => words.replace(/\s+/gu, '').toLowerCase();
