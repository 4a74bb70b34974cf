import { expect, test } from 'vitest';
import { qrCodeOf } from '../../../server/slips/qr-code.ts';

const URL = `https://yard.example/verify/${'0123456789abcdef'.repeat(4)}`;

function drawn(text: string): { readonly size: number; readonly rows: readonly string[] } {
  const { size, runs } = qrCodeOf(text);
  const rows = Array.from({ length: size }, () => Array<string>(size).fill('.'));
  for (const { x, y, width } of runs) rows[y]?.fill('#', x, x + width);
  return { size, rows: rows.map((row) => row.join('')) };
}

/** ISO/IEC 18004, 6.3.3.1 */
const FINDER = ['#######', '#.....#', '#.###.#', '#.###.#', '#.###.#', '#.....#', '#######'];

test('the address of a slip fits a code that a telephone reads, with its three finder patterns', () => {
  const { size, rows } = drawn(URL);
  // its 92 bytes are too many for version 5 (84 at level M) and fit version 6 (106): ISO/IEC 18004, table 7
  expect(size).toBe(17 + 4 * 6);
  const at = (x: number, y: number) => rows.slice(y, y + 7).map((row) => row.slice(x, x + 7));
  for (const corner of [at(0, 0), at(size - 7, 0), at(0, size - 7)]) expect(corner).toEqual(FINDER);
  // the timing pattern alternates between them (6.3.5)
  expect(rows[6]?.slice(8, size - 8)).toMatch(/^(#\.)+#$/);
});

test('runs lie within the code and no two of a row touch', () => {
  const { size, runs } = qrCodeOf(URL);
  for (const { x, y, width } of runs) expect(x >= 0 && y >= 0 && width > 0 && x + width <= size && y < size).toBe(true);
  for (const [place, run] of runs.entries()) {
    const next = runs[place + 1];
    if (next?.y === run.y) expect(next.x).toBeGreaterThan(run.x + run.width);
  }
});

test('another slip has another code', () => {
  expect(drawn(URL).rows).not.toEqual(drawn(URL.replace(/f$/, 'e')).rows);
});
