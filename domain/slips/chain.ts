import { Check } from 'typebox/value';
import { formatKst } from '../kst-time.ts';
import type { EpochMs } from '../units.ts';
import { SlipContent } from '../wire/slips-api.ts';

/** Hexadecimal SHA-256 of a text's UTF-8 bytes; whoever walks a chain brings it. */
export type Sha256 = (text: string) => string;

/** A row of `slip_row`. */
export interface ChainRow {
  readonly seq: number;
  readonly tenant: string;
  readonly yard: string;
  readonly visit: string;
  readonly number: string;
  readonly version: number;
  readonly state: string;
  /** seq of the version that it takes the place of */
  readonly cites: number | null;
  /** canonical JSON of its content */
  readonly content: string;
  readonly previous: string;
  readonly sha256: string;
  readonly by: string | null;
  readonly reason: string;
  readonly issuedAt: EpochMs;
}

/**
 * What can be wrong with a slip in its chain: content, predecessor or hash are not those that were issued; it does not
 * follow the slip before it; its number names two visits; its visit has two numbers; a version is missing; it cites
 * something else than the version before; a state that there is not; its row says other than its content; its kilograms
 * do not add up.
 */
export const CHAIN_FAULTS = [
  'CONTENT_ALTERED',
  'LINK_BROKEN',
  'NUMBER_REUSED',
  'VISIT_RENUMBERED',
  'VERSION_GAP',
  'CITES_WRONG',
  'STATE_WRONG',
  'COLUMNS_DIFFER',
  'SUMS_WRONG',
] as const;
export type ChainFaultCode = (typeof CHAIN_FAULTS)[number];

export interface ChainFault {
  readonly seq: number;
  readonly number: string;
  readonly version: number;
  readonly code: ChainFaultCode;
}

/** The SHA-256 of a slip: of its predecessor's in the chain of its yard, a line feed and its content. */
export function slipHash(previous: string, content: string, sha256: Sha256): string {
  return sha256(`${previous}\n${content}`);
}

/** True when a slip's content and predecessor are what its hash was made of. */
export function isIntact(
  { previous, content, sha256 }: Pick<ChainRow, 'previous' | 'content' | 'sha256'>,
  hash: Sha256,
) {
  return slipHash(previous, content, hash) === sha256;
}

/**
 * Walks the chain of one yard and gives every fault in it, row by row. It finds any change of a row, a row that was taken
 * out between two others or put elsewhere. What it cannot find is a chain whose end was cut off, or that was made anew
 * from some row on: for that, the hash of any slip that was handed out has to be looked up in it.
 * @param rows every slip of the yard in the order of seq
 */
export function* walkChain(rows: Iterable<ChainRow>, hash: Sha256): Generator<ChainFault, void, undefined> {
  let last = '';
  const latestOf = new Map<string, ChainRow>();
  const numberOf = new Map<string, string>();
  for (const row of rows) {
    const codes: ChainFaultCode[] = [];
    if (!isIntact(row, hash)) codes.push('CONTENT_ALTERED');
    if (row.previous !== last) codes.push('LINK_BROKEN');
    const before = latestOf.get(row.number) ?? null;
    if (before && before.visit !== row.visit) codes.push('NUMBER_REUSED');
    if ((numberOf.get(row.visit) ?? row.number) !== row.number) codes.push('VISIT_RENUMBERED');
    if (row.version !== (before?.version ?? 0) + 1) codes.push('VERSION_GAP');
    codes.push(...faultsOfContent(row, before));
    for (const code of codes) yield { seq: row.seq, number: row.number, version: row.version, code };
    last = row.sha256;
    latestOf.set(row.number, row);
    numberOf.set(row.visit, row.number);
  }
}

function faultsOfContent(row: ChainRow, before: ChainRow | null): ChainFaultCode[] {
  const codes: ChainFaultCode[] = [];
  const content = readContent(row.content);
  const cites = content ? content.cites : (before?.sha256 ?? null);
  if (row.cites !== (before?.seq ?? null) || cites !== (before?.sha256 ?? null)) codes.push('CITES_WRONG');
  if (row.state !== 'issued' && row.state !== 'cancelled') codes.push('STATE_WRONG');
  if (content === null || !isSaidInRow(content, row)) codes.push('COLUMNS_DIFFER');
  if (content !== null && !addsUp(content)) codes.push('SUMS_WRONG');
  return codes;
}

/** The content of a slip; null when it is none. */
function readContent(text: string): SlipContent | null {
  try {
    const value: unknown = JSON.parse(text);
    return Check(SlipContent, value) ? value : null;
  } catch {
    // a content that is no JSON is what is looked for
    return null;
  }
}

function isSaidInRow(content: SlipContent, row: ChainRow): boolean {
  return (
    content.tenant === row.tenant &&
    content.yard === row.yard &&
    content.visit === row.visit &&
    content.number === row.number &&
    content.version === row.version &&
    content.state === row.state &&
    content.issuedBy === row.by &&
    content.reason === row.reason &&
    content.issuedAt === formatKst(row.issuedAt)
  );
}

function addsUp({ gross, tare, net, accepted, grades }: SlipContent): boolean {
  const netOfGrades = grades.reduce((sum, { netKg }) => sum + netKg, 0);
  const acceptedOfGrades = grades.reduce((sum, { acceptedKg }) => sum + acceptedKg, 0);
  return gross - tare === net && netOfGrades === net && acceptedOfGrades === accepted;
}
