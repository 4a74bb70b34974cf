import { escape as escaped } from '@influxdata/influxdb-client';
import {
  type FieldKind,
  MEASUREMENTS,
  type Measurement,
  POINT_KINDS,
  type Point,
} from '../../domain/wire/measurements.ts';

/**
 * A point in line protocol, nanoseconds. The fields stand in the order of the measurement, written as the kind they
 * have there, whatever the value looks like.
 * @throws RangeError where a field is missing or has a value that line protocol cannot tell.
 */
export function lineOf({ measurement, tags, ns, fields }: Point): string {
  let line = measurement as string;
  for (const [name, value] of Object.entries(tags)) line += `,${name}=${escaped.tag(value)}`;
  let separator = ' ';
  for (const [name, kind] of FIELDS.get(measurement) ?? []) {
    const text = fieldText(fields[name], kind);
    if (text === null) throw new RangeError(`${measurement}.${name} is no ${kind}: ${String(fields[name])}`);
    line += `${separator}${name}=${text}`;
    separator = ',';
  }
  return `${line} ${ns}`;
}

const FIELDS = new Map<Measurement, readonly (readonly [string, FieldKind])[]>(
  POINT_KINDS.map((name) => [name, Object.entries(MEASUREMENTS[name].fields)]),
);

/** Null where the value is not of the kind. */
function fieldText(value: Point['fields'][string] | undefined, kind: FieldKind): string | null {
  if (kind === 'string' && typeof value === 'string') return escaped.quoted(value);
  if (kind === 'boolean' && typeof value === 'boolean') return value ? 'true' : 'false';
  if (kind === 'integer' && Number.isSafeInteger(value)) return `${value}i`;
  if (kind === 'float' && Number.isFinite(value)) return String(value);
  return null;
}
