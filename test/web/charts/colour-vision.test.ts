import { describe, expect, it } from 'vitest';
import { GRADES } from '../../../domain/grades.ts';
import { GRADE_COLOURS } from '../../../web/ui/grade-colours.ts';

type Vector = readonly [number, number, number];
type Matrix = readonly [Vector, Vector, Vector];

/** Full deficiency, linear RGB: Machado, Oliveira, Fernandes, IEEE TVCG 15(6) 2009. */
const VISIONS: Readonly<Record<string, Matrix>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const SRGB_TO_XYZ: Matrix = [
  [0.4124564, 0.3575761, 0.1804375],
  [0.2126729, 0.7151522, 0.072175],
  [0.0193339, 0.119192, 0.9503041],
];

/** Two colours closer than this (CIE 1976 difference) are hard to tell apart in a thin bar. */
const APART = 8;

const times = (matrix: Matrix, [x, y, z]: Vector): Vector =>
  matrix.map((row) => row[0] * x + row[1] * y + row[2] * z) as unknown as Vector;

function linear(hex: string): Vector {
  return [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as unknown as Vector;
}

function lab(rgb: Vector): Vector {
  const clipped = rgb.map((value) => Math.min(1, Math.max(0, value))) as unknown as Vector;
  const xyz = times(SRGB_TO_XYZ, clipped);
  const [x, y, z] = [xyz[0] / 0.95047, xyz[1], xyz[2] / 1.08883].map((value) =>
    value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116,
  ) as [number, number, number];
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const SOLID = GRADES.filter((grade) => grade !== 'foreign');

describe.each(Object.entries(VISIONS))('with %s', (_name, matrix) => {
  it.each(SOLID)('%s stays apart from every other grade', (grade) => {
    const own = lab(times(matrix, linear(GRADE_COLOURS[grade])));
    for (const other of SOLID) {
      if (other === grade) continue;
      const seen = lab(times(matrix, linear(GRADE_COLOURS[other])));
      expect(Math.hypot(own[0] - seen[0], own[1] - seen[1], own[2] - seen[2]), other).toBeGreaterThan(APART);
    }
  });
});
