import Type from 'typebox';

/**
 * How sure a fact of the programme is: `confirmed` is written in its source; `weak` comes from one old or second-hand
 * source; `derived` is our own reading of confirmed facts.
 */
export const STANDINGS = ['confirmed', 'weak', 'derived'] as const;
export type Standing = (typeof STANDINGS)[number];

/** What every item of programme data says of itself: where it was read and how sure it is. */
export const sourced = {
  source: Type.String({ minLength: 1 }),
  standing: Type.Enum([...STANDINGS]),
};

export interface Sourced {
  readonly source: string;
  readonly standing: Standing;
}
