import type { Language, Slip } from '../../domain/wire/slips-api.ts';
import type { PhotoStore } from '../stores/photos.ts';
import { SlipThread } from './slip-thread.ts';

/** Wide enough for a quarter of A4's width at 220 dots an inch. */
const THUMBNAIL_PIXELS = 360;
/** Photos that are made smaller at once; others wait for them, and other people's photos in between. */
const AT_ONCE = 4;

/** Prints slips (검수확인서) as PDF, with their photos as small as paper needs them. */
export class SlipPrint {
  readonly #photos: Pick<PhotoStore, 'resized'>;
  readonly #thread = new SlipThread();

  constructor(photos: Pick<PhotoStore, 'resized'>) {
    this.#photos = photos;
  }

  async pdf(slip: Slip, language: Language): Promise<Buffer> {
    const waiting = [...new Set(slip.content.photos.map(({ sha256 }) => sha256))];
    const thumbnails = new Map<string, Buffer>();
    const work = async () => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        // a photo that cannot be read any more leaves its place on paper empty, and the slip as it is
        const small = await this.#photos.resized(next, THUMBNAIL_PIXELS).catch(() => null);
        if (small) thumbnails.set(next, small);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return await this.#thread.print({ slip, language, thumbnails });
  }

  async close(): Promise<void> {
    await this.#thread.close();
  }
}
