import { describe, expect, it } from 'vitest';
import { liftOfFrame } from '../../../domain/visits/lift-of-frame.ts';
import { LIFTS_OF_FRAMES } from '../../fixtures/lifts-of-frames.ts';

describe('a photo shows', () => {
  it.each(LIFTS_OF_FRAMES)('%s', (_, photo, lifts, shows) => {
    expect(liftOfFrame(photo, lifts)?.key.split('/')[2] ?? null).toBe(shows);
    expect(liftOfFrame(photo, [...lifts].reverse())?.key.split('/')[2] ?? null).toBe(shows);
  });
});
