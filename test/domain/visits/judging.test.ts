import { describe, expect, it } from 'vitest';
import { correctedGradeOf, judgedLifts, judgedMix } from '../../../domain/visits/judging.ts';
import { CORRECTED_PHOTOS, JUDGED_LIFTS, JUDGED_PHOTOS } from '../../fixtures/judged-photos.ts';
import { frame } from '../../fixtures/yard-events.ts';

describe('judging', () => {
  it.each(JUDGED_PHOTOS)('$title', ({ frames, lifts = [], corrections = [], mix, confidence }) => {
    const judged = judgedMix(frames, lifts, corrections);
    if (mix === null) {
      expect(judged).toBeNull();
      return;
    }
    expect(Object.keys(judged?.mix ?? {}).sort()).toEqual(Object.keys(mix).sort());
    for (const [grade, share] of Object.entries(mix)) {
      expect(judged?.mix[grade as keyof typeof mix]).toBeCloseTo(share, 12);
    }
    expect(judged?.confidence).toBeCloseTo(confidence ?? Number.NaN, 12);
  });
});

describe('the lifts of a visit', () => {
  it.each(JUDGED_LIFTS)('$title', ({ frames, lifts, corrections = [], says }) => {
    const judged = [...judgedLifts(frames, lifts, corrections)];
    expect(judged.map(([{ key }]) => key.split('/').at(-1))).toEqual(says.map(([id]) => id));
    for (const [n, [, mix, confidence]] of says.entries()) {
      expect(judged[n]?.[1].mix).toEqual(mix);
      expect(judged[n]?.[1].confidence).toBeCloseTo(confidence, 12);
    }
  });
});

describe('a photo has', () => {
  it.each(CORRECTED_PHOTOS)('%s', (_, corrections, grade) => {
    expect(correctedGradeOf(frame('p', 0), corrections)).toBe(grade);
    expect(correctedGradeOf(frame('p', 0), [...corrections].reverse())).toBe(grade);
  });
});
