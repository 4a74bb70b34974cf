import { describe, expect, it } from 'vitest';
import type { SlipLine } from '../../../domain/wire/slips-api.ts';
import { versionAsked } from '../../../web/pages/slip/slip-address.ts';
import { dayShown, fittingSlips, partnersOf } from '../../../web/pages/slips/slips-address.ts';
import { neverIssued, sealAsked } from '../../../web/pages/verify/seal.ts';

const line = (running: number, more: Partial<SlipLine> = {}): SlipLine => ({
  ...{ yard: 'y', visit: `v${running}`, number: `20261122-${String(running).padStart(4, '0')}`, version: 1 },
  ...{ state: 'issued', sha256: '', previous: '', issuedAt: '', by: null, reason: 'issued', intact: true },
  ...{ plate: '부산86바 **34', ticket: `T${running}`, partner: '대한자원', direction: 'inbound', closedAt: null },
  ...{ net: 0, deduction: 0, accepted: 0, grades: [], dispute: null },
  ...more,
});
const SLIPS = [
  line(1),
  line(2, { state: 'cancelled', partner: '동성철강' }),
  line(3, { dispute: 'answered', partner: null, plate: '서울12가 **01' }),
];
const found = (address: object): number[] => fittingSlips(SLIPS, address).map(({ number }) => Number(number.slice(-4)));

describe('the list of slips', () => {
  it.each([
    [{}, [3, 2, 1]],
    [{ state: 'issued' }, [3, 1]],
    [{ state: 'cancelled' }, [2]],
    [{ state: 'disputed' }, [3]],
    [{ state: 'something else' }, [3, 2, 1]],
    [{ partner: '대한자원' }, [1]],
    [{ find: '0002' }, [2]],
    [{ find: '서울 12가' }, [3]],
    [{ find: 't1' }, [1]],
    [{ find: '대한', state: 'cancelled' }, []],
  ])('of %j has %j', (address, numbers) => expect(found(address)).toEqual(numbers));

  it('offers each partner once, by name', () => {
    expect(partnersOf([...SLIPS, line(4)])).toEqual(['대한자원', '동성철강']);
  });

  it.each([
    ['2026-11-20', '2026-11-20'],
    ['2026-11-23', '2026-11-22'],
    ['2026-02-30', '2026-11-22'],
    [undefined, '2026-11-22'],
  ])('of the day %s shows %s', (day, shown) => expect(dayShown({ day }, '2026-11-22')).toBe(shown));
});

describe('the address of a slip', () => {
  it.each([
    ['2', 2],
    ['0', undefined],
    ['1e3', undefined],
    ['-1', undefined],
    [undefined, undefined],
  ])('with the version %s asks for %s', (text, version) => expect(versionAsked(text)).toBe(version));
});

describe('what a QR code may ask', () => {
  it.each([
    ['a'.repeat(64), true],
    ['A'.repeat(64), false],
    ['a'.repeat(63), false],
    ['../../api/session', false],
  ])('%s: %s', (asked, isSeal) => expect(sealAsked(asked)).toBe(isSeal));

  it('is told of anything else that it was never issued', () => {
    expect(neverIssued('xyz')).toMatchObject({ verdict: 'unknown', sha256: 'xyz', number: null, grades: [] });
  });
});
