import type { ModelVersion } from '../../../domain/wire/http-api.ts';
import { condemns, type ModelRow } from './model-rows.ts';

/** Which version grades a yard, which one grades beside it, and what became of the others. */
export interface Lineage {
  readonly current: string | null;
  readonly shadow: string | null;
  /** the version a roll-back leads to; null when nothing graded the yard before the current one */
  readonly previous: string | null;
  /** versions that have graded this yard */
  readonly served: ReadonlySet<string>;
  /** why a version was refused, as its last verdict, keyed by version */
  readonly refusals: ReadonlyMap<string, string>;
}

/** Follows the rows of a yard from the version that ships as active. A version that is promoted is no shadow any more. */
export function lineageOf(rows: readonly ModelRow[], active: string | null): Lineage {
  const line = active === null ? [] : [active];
  const served = new Set(line);
  const refusals = new Map<string, string>();
  let shadow: string | null = null;
  for (const row of rows) {
    const { action, version, refusal } = row;
    if (action !== 'refused') refusals.delete(version);
    if (condemns(row)) refusals.set(version, refusal ?? '');
    if (action === 'shadowed') shadow = version;
    if (action === 'unshadowed') shadow = null;
    if (action !== 'promoted' && action !== 'rolled-back') continue;
    if (action === 'rolled-back') line.pop();
    if (line.at(-1) !== version) line.push(version);
    served.add(version);
    if (shadow === version) shadow = null;
  }
  return { current: line.at(-1) ?? null, previous: line.at(-2) ?? null, shadow, served, refusals };
}

/** What a version is to the yard now. */
export function stateOf(version: string, { current, shadow, served, refusals }: Lineage): ModelVersion['state'] {
  if (version === current) return 'current';
  if (version === shadow) return 'shadow';
  if (refusals.has(version)) return 'refused';
  return served.has(version) ? 'former' : 'candidate';
}
