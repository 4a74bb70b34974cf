import { describe, expect, it } from 'vitest';
import { deletePredicate, deleteText, identifier, literal, selectText } from '../../../domain/wire/influxql.ts';
import { INFLUXQL_QUESTIONS, STRANGE_NAMES } from '../../fixtures/influxql.ts';

describe('a question to InfluxDB', () => {
  it.each(INFLUXQL_QUESTIONS)('%s', (_, question, text) => {
    expect(selectText(question)).toBe(text);
  });

  it.each(STRANGE_NAMES)('keeps the name %j a name', (name, inSingleQuotes) => {
    const question = { columns: [{ name: 'net_kg' }], measurement: 'visit', where: { tags: { yard: name } } } as const;
    expect(selectText(question)).toBe(`SELECT "net_kg" FROM "visit" WHERE "yard" = ${inSingleQuotes}`);
  });

  it.each(['\0', '\r', 'a\r\nb'])('refuses to write %j, which InfluxQL has no word for', (text) => {
    expect(() => literal(text)).toThrow(RangeError);
    expect(() => identifier(text)).toThrow(RangeError);
  });
});

describe('a deletion', () => {
  it('names the measurement and the time', () => {
    expect(deleteText('device', { to: 1_000 })).toBe('DELETE FROM "device" WHERE time < 1000000000');
    expect(deleteText('device', {})).toBe('DELETE FROM "device"');
    expect(deletePredicate('device')).toBe('_measurement="device"');
  });
});
