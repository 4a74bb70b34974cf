import { Check } from 'typebox/value';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { SlipContent } from '../../../domain/wire/slips-api.ts';
import { YardWithSlips } from './yard-with-slips.ts';

let yard: YardWithSlips;

beforeEach(() => {
  yard = new YardWithSlips();
  onTestFinished(() => yard.ledger.close());
});

describe('the slip of a visit', () => {
  it('is issued by itself once the visit has been left alone for a minute', () => {
    const visit = yard.truck({ ticket: 'T1' });
    yard.rest(0.9);
    expect(yard.slip(visit)).toBeNull();
    yard.rest(0.1);
    expect(yard.slip(visit)).toMatchObject({ number: '20260302-0001', version: 1, state: 'issued', by: null });
    expect(Check(SlipContent, yard.content(visit))).toBe(true);
    expect(yard.content(visit)).toMatchObject({ gross: 30_000, tare: 6_000, net: 24_000, accepted: 24_000 });
  });
});
