import path from 'node:path';

/** Photos beside the project that are never part of it; tests that need them run only where they lie. */
const sharedData = path.join(import.meta.dirname, '../../../../shared/data');
export const scrapPhotos = path.join(sharedData, 'scrap-photos');
export const notScrapPhotos = path.join(sharedData, 'not-scrap-photos');
