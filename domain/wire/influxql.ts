import { KST_OFFSET_MS } from '../kst-time.ts';
import { type EpochMs, MINUTE_MS } from '../units.ts';
import type { Measurement } from './measurements.ts';
import { tagText } from './point-place.ts';

/** Functions over a field's values that InfluxDB 1.x, 2.x and 3 Core all answer. */
export type Aggregate = 'sum' | 'mean' | 'count' | 'min' | 'max' | 'first' | 'last';

/** A column of the answer: a field (or a tag) as it is, or an aggregate of a field; `as` names it in the answer. */
export interface Column {
  readonly name: string;
  readonly by?: Aggregate;
  readonly as?: string;
}

/** Which points are asked for. */
export interface Condition {
  /** the first instant that is included */
  readonly from?: EpochMs;
  /** the first instant that is no longer included */
  readonly to?: EpochMs;
  /** the text as the application knows it, not as `tagText` writes it; the empty text: a point without the tag */
  readonly tags?: Readonly<Record<string, string>>;
  readonly fields?: readonly FieldCondition[];
}

export interface FieldCondition {
  readonly field: string;
  readonly is: '=' | '!=' | '>' | '<' | '>=' | '<=';
  readonly value: string | number | boolean;
}

/** A question about one measurement. */
export interface Question {
  readonly columns: readonly Column[];
  readonly measurement: Measurement;
  readonly where?: Condition;
  readonly groupBy?: {
    /** whole minutes; buckets begin on KST boundaries. Months and shifts are the application's to sum */
    readonly everyMs?: number;
    readonly tags?: readonly string[];
  };
  /** what an empty bucket answers; left out: InfluxDB's own null */
  readonly fill?: 'none' | 'null' | 'previous' | number;
  readonly newestFirst?: boolean;
  readonly limit?: number;
}

/** The text of a SELECT. Whatever the names are, they stay names. */
export function selectText(question: Question): string {
  const { columns, measurement, where, fill, newestFirst, limit } = question;
  const groups = groupsOf(question);
  return [
    `SELECT ${columns.map(columnText).join(', ')} FROM ${identifier(measurement)}`,
    where && whereText(where),
    groups.length > 0 && `GROUP BY ${groups.join(', ')}`,
    fill !== undefined && `fill(${fill})`,
    newestFirst && 'ORDER BY time DESC',
    limit !== undefined && `LIMIT ${limit}`,
  ]
    .filter(Boolean)
    .join(' ');
}

/**
 * The text that deletes a measurement's points of a condition. InfluxDB deletes by time and tags alone.
 * 2.x has POST /api/v2/delete instead (`deletePredicate`), 3 Core nothing.
 */
export function deleteText(measurement: Measurement, where: Omit<Condition, 'fields'>): string {
  return `DELETE FROM ${identifier(measurement)} ${whereText(where)}`.trimEnd();
}

/** The predicate of a measurement for /api/v2/delete, whose texts stand in double quotes. */
export function deletePredicate(measurement: Measurement): string {
  return `_measurement=${identifier(measurement)}`;
}

/** A name of ours or anybody's in double quotes. */
export function identifier(name: string): string {
  return `"${escaped(name, '"')}"`;
}

/**
 * A text in single quotes. InfluxQL has no way to write NUL and carriage return: it reads the one as the end and the
 * other as a line break, so such a text is refused.
 * @throws RangeError
 */
export function literal(text: string): string {
  return `'${escaped(text, "'")}'`;
}

/** An instant in nanoseconds since the epoch, which every version compares `time` with. */
export function instant(at: EpochMs): string {
  return String(BigInt(at) * 1_000_000n);
}

function escaped(text: string, quote: string): string {
  if (text.includes('\0') || text.includes('\r')) throw new RangeError('InfluxQL cannot write NUL or carriage return');
  return text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`).replaceAll('\n', '\\n');
}

function columnText({ name, by, as }: Column): string {
  const value = by === undefined ? identifier(name) : `${by}(${identifier(name)})`;
  return as === undefined ? value : `${value} AS ${identifier(as)}`;
}

function whereText({ from, to, tags = {}, fields = [] }: Condition): string {
  const conditions = [
    ...(from === undefined ? [] : [`time >= ${instant(from)}`]),
    ...(to === undefined ? [] : [`time < ${instant(to)}`]),
    ...Object.entries(tags).map(([tag, value]) => `${identifier(tag)} = ${literal(tagText(value))}`),
    ...fields.map(({ field, is, value }) => `${identifier(field)} ${is} ${valueText(value)}`),
  ];
  return conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
}

function valueText(value: string | number | boolean): string {
  return typeof value === 'string' ? literal(value) : String(value);
}

/** InfluxDB's own buckets begin at multiples since the epoch in UTC; the offset moves them to KST boundaries. */
function groupsOf({ groupBy = {} }: Question): string[] {
  const { everyMs, tags = [] } = groupBy;
  const names = tags.map(identifier);
  if (everyMs === undefined) return names;
  const offset = (everyMs - (KST_OFFSET_MS % everyMs)) % everyMs;
  return [`time(${everyMs / MINUTE_MS}m, ${offset / MINUTE_MS}m)`, ...names];
}
