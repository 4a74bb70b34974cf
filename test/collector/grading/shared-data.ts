import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Photos beside the project that are never part of it; tests that need them run only where they lie. */
const sharedData = path.join(import.meta.dirname, '../../../../shared/data');
export const scrapPhotos = path.join(sharedData, 'scrap-photos');
export const notScrapPhotos = path.join(sharedData, 'not-scrap-photos');
export const hasSharedData = existsSync(scrapPhotos);

/** Paths of the JPEGs of a folder, in order of name; none where the folder is not there. */
export function jpegsIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.jpg'));
  return names.sort().map((name) => path.join(folder, name));
}
