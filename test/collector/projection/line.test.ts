import { describe, expect, it } from 'vitest';
import { lineOf } from '../../../collector/projection/line.ts';
import type { Point } from '../../../domain/wire/measurements.ts';
import { placeOf } from '../../../domain/wire/point-place.ts';

const lift = (crane: string, fields: Point['fields'] = { visit: 'v', kg: 5 }): Point => ({
  ...placeOf('lift', { tenant: 't', yard: 'y', crane }, '1772409600000000001'),
  fields,
});

describe('a line', () => {
  it('writes every field as the kind it has, in the order of the measurement', () => {
    const device = { tenant: 't', yard: 'y', area: 'a', device: 'd' };
    const fields = { changed: false, rejected: 0, received: 12, age_s: 3, online: true };
    expect(lineOf({ ...placeOf('device', device, '7'), fields })).toBe(
      'device,tenant=t,yard=y,area=a,device=d online=true,age_s=3,received=12i,rejected=0i,changed=false 7',
    );
  });

  it.each([
    ['a b', 'a\\ b'],
    ['a,b=c', 'a\\,b\\=c'],
    ["'; DROP", "'; DROP".replace(' ', '\\ ')],
    ['"quoted"', '"quoted"'],
    ['ends in \\', 'ends\\ in\\ %5c'],
    ['two\nlines\r\t', 'two%0alines%0d%09'],
    ['%5c', '%255c'],
    ['대한철강 (주)', '대한철강\\ (주)'],
  ])('names the tag %j in one line', (name, written) => {
    expect(lineOf(lift(name))).toBe(`lift,tenant=t,yard=y,crane=${written} visit="v",kg=5i 1772409600000000001`);
  });

  it('leaves out a tag without a value and keeps a text without one', () => {
    expect(lineOf(lift('', { visit: '', kg: 0 }))).toBe('lift,tenant=t,yard=y visit="",kg=0i 1772409600000000001');
  });

  it('quotes a text so that it ends where it ends', () => {
    expect(lineOf(lift('c', { visit: 'a "b" \\', kg: 1 }))).toContain(' visit="a \\"b\\" \\\\",kg=1i ');
  });

  it.each([
    ['is missing', { visit: 'v' }],
    ['is no whole number', { visit: 'v', kg: 1.5 }],
    ['is no number', { visit: 'v', kg: Number.NaN }],
    ['is a text', { visit: 'v', kg: '5' }],
    ['is beyond what a number tells exactly', { visit: 'v', kg: 2 ** 53 }],
  ])('is not made where a weight %s', (_, fields) => {
    expect(() => lineOf(lift('c', fields as Point['fields']))).toThrow(/lift\.kg is no integer/);
  });
});
