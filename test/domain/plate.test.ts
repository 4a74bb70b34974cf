import { describe, expect, it } from 'vitest';
import { maskedPlate, plateKey } from '../../domain/plate.ts';
import { PLATES } from '../fixtures/plates.ts';

describe('a plate', () => {
  it.each(PLATES)('%j is compared as %j and shown as %j', (written, key, masked) => {
    expect(plateKey(written)).toBe(key);
    expect(maskedPlate(written)).toBe(masked);
  });
});
