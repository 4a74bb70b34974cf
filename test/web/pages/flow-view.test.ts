import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kstDay } from '../../../domain/kst-time.ts';
import { FLOW_VISIT_KINDS } from '../../../domain/wire/flows-api.ts';
import { listOfNames, namesOfList } from '../../../web/api/names.ts';
import { RANGES, type RangeChoice } from '../../../web/desk/procurement/spans.ts';
import {
  CHARTS,
  COMPARES,
  type FlowView,
  isNarrowed,
  narrowed,
  narrowedTo,
  ONLY,
  ROW_KINDS,
  readView,
  SORTS,
  SPLITS,
  sidesOf,
  trucksOf,
  without,
  writeView,
} from '../../../web/pages/flows/flow-view.ts';

const TODAY = '2026-11-22';
const usual = readView({}, TODAY);

const day = fc.integer({ min: 0, max: 20_000 }).map((days) => kstDay(days * 86_400_000));
const names = fc.array(
  fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('청솔, 고철', '=cmd()', '50% 자원', '%2C', '%-', '"', '', 'a&b=c#d'),
  ),
  { maxLength: 5 },
);
const range = fc
  .record({ range: fc.constantFrom(...RANGES), a: day, b: day })
  .map(({ range: kind, a, b }): RangeChoice => {
    const [first, last] = a < b ? [a, b] : [b, a];
    return { range: kind, day: first, to: kind === 'custom' ? last : first };
  });
const view: fc.Arbitrary<FlowView> = fc.record({
  range,
  yards: names,
  suppliers: names,
  grades: names,
  works: names,
  compare: fc.constantFrom(...COMPARES),
  chart: fc.constantFrom(...CHARTS),
  split: fc.constantFrom(...SPLITS),
  isTable: fc.boolean(),
  rows: fc.constantFrom(...ROW_KINDS),
  sort: fc.constantFrom(...SORTS),
  isDown: fc.boolean(),
  find: fc.string({ unit: 'grapheme' }),
  trucks: fc.constantFrom(null, ...ONLY),
});

/** The address as a browser keeps it: parameters that are set, through the text of a URL. */
function throughTheBrowser(written: Readonly<Record<string, string | null>>): Record<string, string> {
  const set = Object.entries(written).flatMap(([name, value]) =>
    value === null || value === '' ? [] : [[name, value]],
  );
  return Object.fromEntries(
    new URL(`http://desk/flows?${new URLSearchParams(set as [string, string][])}`).searchParams,
  );
}

describe('names in an address', () => {
  it.each([
    [['한일자원', '동성철강'], '한일자원,동성철강'],
    [['청솔, 고철'], '청솔%2C 고철'],
    [['50% 자원'], '50%25 자원'],
    [[''], '%-'],
    [[], ''],
  ])('%j stand as %j', (all, list) => {
    expect(listOfNames(all)).toBe(list);
    expect(namesOfList(list)).toEqual(all);
  });

  it('are taken as they stand when a person has typed them', () =>
    expect(namesOfList('50% 자원,a')).toEqual(['50% 자원', 'a']));
});

describe('the address of a view', () => {
  it('shows a colleague the same view, whatever it is and on whatever day it is opened', () => {
    fc.assert(
      fc.property(view, day, (wished, opened) => {
        expect(readView(throughTheBrowser(writeView(wished)), opened)).toEqual(wished);
      }),
    );
  });

  it('says nothing of what is as usual, but always the days', () => {
    const set = Object.entries(writeView(usual)).filter(([, value]) => value !== null);
    expect(Object.fromEntries(set)).toEqual({ range: '30d', day: TODAY });
  });

  it('is as usual where it makes no sense', () => {
    const odd = { range: 'x', compare: 'x', chart: 'x', split: 'x', rows: 'x', sort: 'x', trucks: 'x' };
    expect(readView(odd, TODAY)).toEqual(usual);
  });

  it('knows every kind of visits that the server does', () => expect([...ONLY]).toEqual([...FLOW_VISIT_KINDS]));
});

describe('narrowing', () => {
  const some = { ...usual, suppliers: ['a', 'b'], grades: ['heavy'] };

  it('goes to the names and opens up again on the same ones', () => {
    const once = narrowed(usual, 'suppliers', ['a', 'b']);
    expect(once.suppliers).toEqual(['a', 'b']);
    expect(narrowed(once, 'suppliers', ['b', 'a']).suppliers).toEqual([]);
    expect(narrowed(once, 'suppliers', ['a']).suppliers).toEqual(['a']);
  });

  it('takes a name away and keeps the others', () => {
    expect(without(some, 'suppliers', 'a')).toEqual({ ...some, suppliers: ['b'] });
    expect(isNarrowed(without(usual, 'suppliers', 'a'))).toBe(false);
    expect(isNarrowed(some)).toBe(true);
  });

  it('goes along a band to both its ends', () =>
    expect(narrowedTo(usual, { suppliers: ['a'], grades: ['light'] })).toMatchObject({
      suppliers: ['a'],
      grades: ['light'],
    }));

  it.each([
    [{ suppliers: [], works: [] }, 'both'],
    [{ suppliers: ['a'], works: [] }, 'inbound'],
    [{ suppliers: [], works: ['w'] }, 'outbound'],
    [{ suppliers: ['a'], works: ['w'] }, 'both'],
  ])('to %j speaks of %s', (narrow, sides) => expect(sidesOf(narrow)).toBe(sides));

  it('asks for the trucks of exactly what it shows', () => {
    expect(trucksOf({ ...some, yards: ['pohang'] })).toEqual({
      ...{ yards: 'pohang', partners: 'a,b', grades: 'heavy', direction: 'inbound' },
    });
    expect(trucksOf({ ...usual, suppliers: ['a'], works: ['w'] })).toEqual({ partners: 'a,w' });
    expect(trucksOf(usual)).toEqual({});
  });
});
