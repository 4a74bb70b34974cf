import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listOfNames, namesOfList } from '../../../domain/wire/name-lists.ts';

describe('a list of names in an address', () => {
  it('comes back as it was, whatever is in the names', () => {
    const name = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('', '%-', '%2C', 'a,b', '=cmd()', '"', '100 %'),
    );
    fc.assert(
      fc.property(fc.array(name, { minLength: 1 }), (names) => {
        expect(namesOfList(listOfNames(names))).toEqual(names);
      }),
    );
  });

  it.each([
    [undefined, []],
    ['', []],
    ['가람', ['가람']],
    ['가람,나래', ['가람', '나래']],
    ['%-,가람', ['', '가람']],
    ['100 %', ['100 %']],
    ['%EA%B0%80', ['가']],
  ])('%j has these names', (list, names) => {
    expect(namesOfList(list)).toEqual(names);
  });
});
