import { gradeColour } from './grade-colours.ts';

/** Colours of the two directions, apart in lightness too. */
const DIRECTIONS: Readonly<Record<string, string>> = { inbound: '#4ea8de', outbound: '#f0a04b', unknown: '#9aa3ab' };

/** Colours of partners by their place, largest first; neighbours differ in lightness. */
const PARTNERS = [
  ...['#2f6fb3', '#8fd3ff', '#c96f4a', '#f2d04f', '#5fbfa6', '#9b66d9', '#a5d66f', '#f0a04b'],
  ...['#6c7bd0', '#e6a5c4', '#3d8b6d', '#d9c7a0'],
] as const;
const OTHERS = '#7d8a99';

/** The colour of each key of a stack, by what it tells apart. */
export function keyColours(kind: 'grade' | 'direction' | 'partner', keys: readonly string[]): (key: string) => string {
  return (key) => {
    if (key === 'others') return OTHERS;
    if (kind === 'grade') return gradeColour(key);
    if (kind === 'direction') return DIRECTIONS[key] ?? OTHERS;
    return PARTNERS[keys.indexOf(key) % PARTNERS.length] ?? OTHERS;
  };
}
