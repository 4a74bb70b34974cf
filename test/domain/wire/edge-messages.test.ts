import type { TSchema } from 'typebox';
import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import * as edgeMessages from '../../../domain/wire/edge-messages.ts';
import { EDGE_MESSAGES } from '../../fixtures/edge-messages.ts';

const schemas = edgeMessages as unknown as Record<string, TSchema>;

describe('a message of the edge contract', () => {
  it.each(EDGE_MESSAGES)('%s %s', (schema, _, message, isRight) => {
    const found = schemas[schema];
    if (!found) throw new Error(`no schema ${schema}`);
    // over the wire a field that is undefined is a field that is not there
    expect(Check(found, JSON.parse(JSON.stringify(message)))).toBe(isRight);
  });

  it('has a row here for every schema', () => {
    const named = new Set(EDGE_MESSAGES.map(([schema]) => schema));
    const all = Object.keys(schemas).filter((name) => /(Message|Properties|Command)$/.test(name));
    expect(all.filter((name) => !named.has(name))).toEqual([]);
  });
});
