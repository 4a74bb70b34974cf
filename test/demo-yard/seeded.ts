import { createHash } from 'node:crypto';
import { makeRandom, type Random } from './painter/random.ts';

/** A source of numbers that depends on its name alone: the same parts give the same numbers on every machine. */
export function randomOf(...parts: readonly (string | number)[]): Random {
  return makeRandom(createHash('sha256').update(parts.join('|')).digest().readInt32BE(0));
}

/** A whole number from `low` to `high`, both included. */
export function wholeBetween(random: Random, low: number, high: number): number {
  return low + Math.floor(random.next() * (high - low + 1));
}
