import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MEASUREMENTS, POINT_KINDS } from '../../../domain/wire/measurements.ts';
import { numberedNs, placeOf, pointNs, tagText, textOfTag, zerosAt } from '../../../domain/wire/point-place.ts';

describe('the place of a point', () => {
  it('stays within the millisecond of its row', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), fc.string(), (at, id) => {
        const ns = BigInt(pointNs(at, id));
        expect(ns / 1_000_000n).toBe(BigInt(at));
      }),
    );
  });

  it('is the same for the same row and apart for two rows of one millisecond', () => {
    expect(pointNs(1_790_000_000_000, 'visit-a')).toBe(pointNs(1_790_000_000_000, 'visit-a'));
    expect(pointNs(1_790_000_000_000, 'visit-a')).not.toBe(pointNs(1_790_000_000_000, 'visit-b'));
  });

  it('has the tags of its measurement that have a value, in their order, and no other', () => {
    const place = placeOf('visit', { yard: 'busan', tenant: 't', partner: '', scale: 'gate/s1', truck: 'x' }, '1');
    expect(Object.entries(place.tags)).toEqual([
      ['tenant', 't'],
      ['yard', 'busan'],
      ['scale', 'gate/s1'],
    ]);
  });
});

describe('a tag', () => {
  it.each([
    ["'; DROP", "'; DROP"],
    ['한빛 자원', '한빛 자원'],
    ['a\nb\\', 'a%0ab%5c'],
    ['100 %', '100 %25'],
    ['\u007f', '%7f'],
  ])('writes %j as %j', (text, written) => {
    expect(tagText(text)).toBe(written);
  });

  it('is read back exactly, and has no line break and no backslash', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(textOfTag(tagText(text))).toBe(text);
        expect(tagText(text)).not.toMatch(/[\n\r\\]/);
      }),
    );
  });
});

it.each(POINT_KINDS)('the zeros of %s carry every field in its kind', (measurement) => {
  const { fields, ns } = zerosAt(placeOf(measurement, {}, '7'));
  expect(ns).toBe('7');
  expect(Object.keys(fields)).toEqual(Object.keys(MEASUREMENTS[measurement].fields));
  for (const [name, kind] of Object.entries(MEASUREMENTS[measurement].fields)) {
    const empty = kind === 'string' ? (name === 'status' ? 'cancelled' : '') : kind === 'boolean' ? false : 0;
    expect(fields[name]).toBe(empty);
  }
});

it('rows that are numbered keep their order within a millisecond', () => {
  const places = [7, 8, 10, 999_999].map((seq) => BigInt(numberedNs(1_000, seq)));
  expect(places).toEqual([1_000_000_007n, 1_000_000_008n, 1_000_000_010n, 1_000_999_999n]);
});
