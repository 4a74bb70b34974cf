import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../domain/slips/canonical.ts';

describe('the canonical spelling', () => {
  it.each([
    ['keys sorted, at every depth, without spaces', { b: [{ d: 1, c: 2 }], a: null }, '{"a":null,"b":[{"c":2,"d":1}]}'],
    ['keys by UTF-16 code units', { 가: 1, Z: 2, a: 3 }, '{"Z":2,"a":3,"가":1}'],
    [
      'texts as ECMAScript writes them',
      ['생철 "A"', '\n', '이상한 글자\u0001'],
      '["생철 \\"A\\"","\\n","이상한 글자\\u0001"]',
    ],
    ['numbers in their shortest form', [1, 0.1, -0, 1e21], '[1,0.1,0,1e+21]'],
    ['fields that are not there as nothing', { a: undefined, b: true }, '{"b":true}'],
  ])('has %s', (_, value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], [undefined], [() => 1], [1n]])('refuses %s', (value) => {
    expect(() => canonicalJson([value])).toThrow(RangeError);
  });

  it('is one for one content: what is parsed from it has the same again', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
