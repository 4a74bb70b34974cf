import { parseEventTime } from '../../../domain/kst-time.ts';
import type { Cube } from '../../../web/pages/flows/cube.ts';

export type CubeRow = readonly [
  time: string,
  yard: string,
  direction: string,
  partner: string,
  grade: string,
  kg: number,
];

/** A cube of rows, times without their offset. */
export function cubeOfRows(rows: readonly CubeRow[]): Cube {
  const texts = (place: 1 | 2 | 3 | 4) => {
    const names = [...new Set(rows.map((row) => row[place]))];
    return { names, codes: Int32Array.from(rows, (row) => names.indexOf(row[place])) };
  };
  return {
    length: rows.length,
    time: Float64Array.from(rows, ([time]) => parseEventTime(`${time}:00+09:00`) ?? Number.NaN),
    kg: Float64Array.from(rows, (row) => row[5]),
    yard: texts(1),
    direction: texts(2),
    partner: texts(3),
    grade: texts(4),
  };
}
