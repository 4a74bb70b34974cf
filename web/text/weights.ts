import type { Kilogram } from '../../domain/units.ts';

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** Kilograms as people at a desk read them: `29,820`. The unit stands in the head of the table. */
export function kilograms(kg: Kilogram): string {
  return whole.format(kg);
}

/** A difference in kilograms with its sign, `+1,240` or `−320`. */
export function signedKilograms(kg: Kilogram): string {
  return kg > 0 ? `+${kilograms(kg)}` : kilograms(kg).replace('-', '−');
}

/** Tonnes with one decimal, `312.4`; from 1,000 t on whole, `1,312`, so a wall figure keeps its width. */
export function tonnes(kg: Kilogram): string {
  const tenths = Math.round(kg / 100);
  if (Math.abs(tenths) >= 10_000) return whole.format(Math.round(kg / 1000));
  return (tenths / 10).toFixed(1);
}

/** A count, `1,024`. */
export function count(value: number): string {
  return whole.format(value);
}

/** A share of 1 as whole percent, `94`; what is there but small is never shown as 0. */
export function percent(share: number): string {
  const rounded = Math.round(share * 100);
  if (rounded === 0 && share > 0) return '<1';
  if (rounded === 100 && share < 1) return '99';
  return String(rounded);
}

/** Bytes in a unit that fits: `812 B`, `14.2 kB`, `3.1 MB`. */
export function byteWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
