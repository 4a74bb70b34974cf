import type { Change } from '../../../domain/wire/flows-api.ts';

type Kind = Change['kind'];

const SHARES: ReadonlySet<Kind> = new Set(['mix-shift', 'declared-worse', 'deduction-more', 'rejected-more']);
/** What speaks against a supplier; more, less, new or of another mix may be just as wanted. */
const WARNINGS: ReadonlySet<Kind> = new Set(['stopped', 'declared-worse', 'deduction-more', 'rejected-more']);

/** True for changes of a share, from 0 to 1; the others are of kilograms. */
export function isShare(kind: Kind): boolean {
  return SHARES.has(kind);
}

export function levelOf(kind: Kind): 'warning' | 'plain' {
  return WARNINGS.has(kind) ? 'warning' : 'plain';
}
