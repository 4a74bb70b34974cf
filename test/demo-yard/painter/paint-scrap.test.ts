import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { GRADES } from '../../../domain/grades.ts';
import { paintScrap } from './paint-scrap.ts';

describe('the painter', () => {
  it('paints the same bytes for the same seed and other bytes for another', async () => {
    const [one, same, other] = await Promise.all(
      [4, 4, 5].map((seed) => paintScrap({ grade: 'light', seed, width: 320, height: 180 })),
    );
    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
  });

  it.each(GRADES)('paints %s as a JPEG of the size asked for', async (grade) => {
    const { format, width, height } = await sharp(
      await paintScrap({ grade, seed: 1, width: 402, height: 301 }),
    ).metadata();
    expect({ format, width, height }).toEqual({ format: 'jpeg', width: 402, height: 301 });
  });
});
