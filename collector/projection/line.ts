import { escape as escaped } from '@influxdata/influxdb-client';
import { MEASUREMENTS, type Point } from '../../domain/wire/measurements.ts';

/**
 * A point in line protocol, nanoseconds. The fields stand in the order of the measurement, written as the kind they
 * have there, whatever the value looks like.
 * @throws RangeError where a field is missing or has a value that line protocol cannot tell.
 */
export function lineOf({ measurement, tags, ns, fields }: Point): string {
  let line = measurement as string;
  for (const [name, value] of Object.entries(tags)) line += `,${name}=${escaped.tag(value)}`;
  let separator = ' ';
  for (const [name, kind] of Object.entries(MEASUREMENTS[measurement].fields)) {
    line += `${separator}${name}=${fieldText(fields[name], kind, `${measurement}.${name}`)}`;
    separator = ',';
  }
  return `${line} ${ns}`;
}

function fieldText(value: Point['fields'][string] | undefined, kind: string, name: string): string {
  if (kind === 'string' && typeof value === 'string') return escaped.quoted(value);
  if (kind === 'boolean' && typeof value === 'boolean') return value ? 'true' : 'false';
  if (kind === 'integer' && Number.isSafeInteger(value)) return `${value}i`;
  if (kind === 'float' && Number.isFinite(value)) return String(value);
  throw new RangeError(`${name} is no ${kind}: ${String(value)}`);
}
